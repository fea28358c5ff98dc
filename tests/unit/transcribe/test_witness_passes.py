"""A witness: words side by side, what a difference weighs, and a run that survives its failures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from speech_fakes import FakeEngine, LoudnessStream, chunks_of, recording

from testimony.transcript.errors import TranscriptionError
from testimony.transcript.kinds import FlagKind, Severity, Side
from testimony.transcript.types import Segment, Word
from transcribe import SpeechOptions, transcribe
from transcribe import pipeline as stream
from transcribe.engines.base import Decoded, DecodeRequest, DecodingOptions, Piece
from transcribe.segmentation.sound import hear_voices
from transcribe.witness.alignment import align
from transcribe.witness.comparing import AGREEMENT, compare
from transcribe.witness.listening import Witness
from transcribe.witness.tokens import Weight, normalised, weight_of
from transcribe.witness.windows import OtherWindows


@pytest.fixture
def tones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "hear_voices", partial(hear_voices, open_stream=LoudnessStream))


WORDS = st.lists(st.sampled_from([" yes", " no", " three", " 3", "我", "们", "，", " Um"]), max_size=12)


@given(WORDS, WORDS)
def test_every_word_is_looked_at_once_and_in_order(written: list[str], heard: list[str]) -> None:
    found = align(written, heard)
    assert len(found.agreed) == len(found.places) == len(written)
    assert list(found.places) == sorted(found.places)
    assert all(0 <= place <= len(heard) for place in found.places)
    ends = [0, *(one.end for one in found.differences)]
    assert all(before <= one.start <= one.end for before, one in zip(ends, found.differences, strict=False))
    assert all(one.first <= one.last <= len(heard) for one in found.differences)


@given(WORDS)
def test_the_same_reading_agrees_everywhere(words: list[str]) -> None:
    found = align(words, words)
    assert all(found.agreed)
    assert found.differences == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [(" Three,", "3"), ("沒", "没"), ("她", "他"), (" DON’T", "don't"), ("３", "三"), ("。", "")],
)
def test_words_are_compared_without_case_marks_and_spelling(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("word", "weight"),
    [
        (" um", Weight.NOTHING),
        ("嗯", Weight.NOTHING),
        ("，", Weight.NOTHING),
        (" table", Weight.WORD),
        ("桌", Weight.WORD),
        (" twelve", Weight.FACT),
        (" 2019", Weight.FACT),
        ("没", Weight.FACT),
        (" didn't", Weight.FACT),
        (" March", Weight.FACT),
        (" Xinjiang", Weight.FACT),
        (" I", Weight.WORD),
    ],
)
def test_what_hangs_on_a_word(word: str, weight: Weight) -> None:
    assert weight_of(word, begins=False) is weight


def row(text: str, start: int = 0) -> Segment:
    parts = [f" {part}" for part in text.split()]
    words = [
        Word(start + 100 * index, start + 100 * index + 90, part, 0.9) for index, part in enumerate(parts)
    ]
    end = start + 100 * len(words)
    return Segment("", "", 0, start, end, "", "en", 1.0, text, words=tuple(words))


def heard(text: str) -> list[str]:
    return [f" {part}" for part in text.split()]


@pytest.mark.parametrize(
    ("witness", "severity"),
    [
        ("They beat me three times.", None),
        ("they beat me 3 times", None),
        ("Um they beat me three times", None),
        ("They beat me four times.", Severity.WARN),
        ("They did not beat me three times.", Severity.WARN),
        ("They beat him three times.", Severity.INFO),
        ("Day meat me free times.", Severity.WARN),
    ],
)
def test_the_severity_is_that_of_what_differs(witness: str, severity: Severity | None) -> None:
    (found,) = compare([row("They beat me three times.")], heard(witness), "other")
    flags = [flag for flag in found.flags if flag.kind is FlagKind.ENGINES_DISAGREE]
    assert [flag.severity for flag in flags] == ([severity] if severity else [])
    if severity:
        assert found.alternatives[-1].side is Side.SOURCE
        assert found.alternatives[-1].text == witness
        assert "other" in found.alternatives[-1].note


def test_each_row_of_an_utterance_gets_its_own_part() -> None:
    rows = [row("I left in March."), row("He had two guns.", 1000)]
    first, second = compare(rows, heard("I left in March. He had ten guns."), "other")
    assert first.flags == ()
    assert first.alternatives == ()
    assert second.alternatives[0].text == "He had ten guns."
    assert "“two” here, “ten” there" in second.flags[0].note


def test_agreement_makes_a_word_surer_and_disagreement_less() -> None:
    (found,) = compare([row("They beat me three times.")], heard("They beat me four times."), "other")
    probabilities = [word.probability for word in found.words]
    assert min(probabilities[:3]) > probabilities[3]
    assert AGREEMENT.of(0.5, agreed=True) > AGREEMENT.of(0.5, agreed=False)
    assert AGREEMENT.of(0.9, agreed=True) > AGREEMENT.of(0.2, agreed=True)


def test_what_was_not_written_is_said_unless_it_is_a_filler() -> None:
    empty = Segment("", "", 0, 0, 1000, "", "en", 1.0, "")
    assert compare([empty], heard("um uh"), "other") == [empty]
    (found,) = compare([empty], heard("I never signed."), "other")
    assert found.flags[0].severity is Severity.WARN
    assert found.alternatives[0].text == "I never signed."


class Broken(FakeEngine):
    def decode(self, requests: object, options: object) -> list[Decoded]:
        raise TranscriptionError("The speech engine failed to transcribe: out of memory.", "")


class Looping(FakeEngine):
    def decode(self, requests: Sequence[DecodeRequest], options: DecodingOptions) -> list[Decoded]:
        return [Decoded((Piece(0, 100, "no " * 4000, 0.9),)) for _ in requests]


def draft(witness: Witness | None, options: SpeechOptions | None = None) -> list[Segment]:
    samples = recording(("", 600), ("zh", 1600), ("", 900), ("en", 1600), ("", 900))
    options = options or SpeechOptions(threads=1)
    return [
        segment
        for block in transcribe(chunks_of(samples), FakeEngine(), options, witness=witness)
        for segment in block.segments
    ]


@pytest.mark.usefixtures("tones")
@pytest.mark.parametrize("engine", [Broken(), Looping()])
def test_a_witness_that_fails_or_talks_nonsense_changes_nothing(engine: FakeEngine) -> None:
    witness = Witness(engine, "other")
    assert draft(witness) == draft(None)
    assert bool(witness.failure) is isinstance(engine, Broken)


@pytest.mark.usefixtures("tones")
def test_a_witness_is_asked_for_doubts_and_facts_alone() -> None:
    everything, some = Witness(FakeEngine(), "other"), Witness(FakeEngine(), "other", everything=False)
    assert len(draft(everything)) == len(draft(some))
    assert everything.heard_ms > some.heard_ms


def test_other_windows_keep_the_clips_clock() -> None:
    clip = np.zeros(16_000, np.float32)
    seen: list[int] = []

    class Reporting(FakeEngine):
        def decode(self, requests: Sequence[DecodeRequest], options: DecodingOptions) -> list[Decoded]:
            seen.extend(len(request.clip) for request in requests)
            return [Decoded((Piece(320, 1272, "a", 0.9),)) for _ in requests]

    (found,) = OtherWindows(Reporting()).decode([DecodeRequest(clip, "en")], DecodingOptions())
    assert (found.pieces[0].start_ms, found.pieces[0].end_ms) == (0, 1000)
    assert abs(seen[0] - (320 * 16 + 16_000 / 1.05)) < 3
