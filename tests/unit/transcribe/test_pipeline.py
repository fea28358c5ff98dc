"""The whole room with an engine that reads tones: resume, channels, damage, doubt."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pytest
from speech_fakes import FakeEngine, LoudnessStream, chunks_of, recording, silence, tone

from testimony.audio.decoding import AudioChunk, DamagedGap
from testimony.transcript.errors import ModelUnsupported, SettingsError
from transcribe import pipeline as stream
from transcribe.engines.base import Decoded, Piece
from transcribe.options import SpeechOptions
from transcribe.pipeline import BlockDraft, transcribe
from transcribe.segmentation.sound import hear_voices

TURNS = (("", 400), ("zh", 1_600), ("", 350), ("en", 1_800), ("", 330), ("zh", 900), ("", 600))


@pytest.fixture(autouse=True)
def _voice_is_loudness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "hear_voices", partial(hear_voices, open_stream=LoudnessStream))


def drafts_of(samples: np.ndarray, engine: FakeEngine | None = None, **options: Any) -> list[BlockDraft]:
    return list(transcribe(chunks_of(samples), engine or FakeEngine(), SpeechOptions(**options)))


def five_minutes() -> np.ndarray:
    rng = np.random.default_rng(7)
    parts: list[tuple[str, int]] = []
    for turn in range(130):
        parts += [
            ("zh" if turn % 2 else "en", int(rng.integers(400, 3_000))),
            ("", int(rng.integers(200, 900))),
        ]
    return recording(*parts)


@pytest.mark.parametrize("pack", [False, True])
def test_each_utterance_is_written_in_its_language_and_in_its_time(pack: bool) -> None:
    (draft,) = drafts_of(recording(*TURNS), pack=pack)
    assert [segment.language for segment in draft.segments] == ["zh", "en", "zh"]
    assert draft.segments[0].source.startswith("证词笔录")
    assert draft.segments[1].source.startswith("w0 w1")
    starts = [400, 2_350, 4_480]
    for segment, start in zip(draft.segments, starts, strict=True):
        assert abs(segment.start_ms - start) < 100
        assert all(
            segment.start_ms <= word.start_ms <= word.end_ms <= segment.end_ms for word in segment.words
        )
        assert segment.flags == ()
    assert [utterance.language for utterance in draft.utterances] == ["zh", "en", "zh"]
    assert 4_000 < draft.speech_ms < 5_000


@pytest.mark.parametrize("pack", [False, True])
def test_a_resumed_run_gives_the_same_blocks(pack: bool) -> None:
    samples = five_minutes()
    options = SpeechOptions(pack=pack)
    whole = list(transcribe(chunks_of(samples), FakeEngine(), options))
    assert len(whole) >= 3
    for done in range(1, len(whole) + 1):
        engine = FakeEngine()
        rest = list(transcribe(chunks_of(samples, (33_333,)), engine, options, skip_blocks=done))
        assert rest == whole[done:]
        if done == len(whole):
            assert engine.efforts == []


def test_segments_come_in_order_and_stay_in_their_block() -> None:
    for draft in drafts_of(five_minutes()):
        starts = [segment.start_ms for segment in draft.segments]
        assert starts == sorted(starts)
        assert all(
            draft.block.start_ms <= item.start_ms <= item.end_ms <= draft.block.end_ms
            for item in draft.segments
        )


def test_silence_gives_blocks_without_segments() -> None:
    drafts = drafts_of(silence(130_000))
    assert len(drafts) == 2
    assert all(draft.segments == () and draft.speech_ms == 0 for draft in drafts)


@pytest.mark.parametrize("length", [1, 100, 511, 3_200])
def test_a_clip_of_a_moment_is_no_trouble(length: int) -> None:
    (draft,) = drafts_of(tone("zh", 1_000)[:length])
    assert all(segment.end_ms <= length // 16 for segment in draft.segments)


def test_no_sound_at_all_gives_nothing() -> None:
    assert drafts_of(np.zeros(0, np.float32)) == []


def test_split_channels_are_transcribed_each_by_itself_and_overlaps_kept() -> None:
    left = recording(("", 200), ("zh", 2_000), ("", 800))
    right = recording(("", 1_000), ("en", 1_500), ("", 500))
    (draft,) = drafts_of(np.stack([left, right]), channels="split")
    assert [(item.channel, item.language) for item in draft.segments] == [(0, "zh"), (1, "en")]
    assert draft.segments[0].end_ms > draft.segments[1].start_ms


def test_a_gap_in_the_recording_is_flagged_on_what_lies_over_it() -> None:
    gaps = (DamagedGap(900, 1_200), DamagedGap(5_600, 5_900))
    samples = recording(*TURNS)
    (draft,) = transcribe(chunks_of(samples), FakeEngine(), SpeechOptions(), damage=lambda: gaps)
    flagged = [item for item in draft.segments if any(flag.kind == "audio_damaged" for flag in item.flags)]
    assert [bool(item.source) for item in flagged] == [True, False]
    assert (flagged[1].start_ms, flagged[1].end_ms) == (5_600, 5_900)


def test_a_recording_that_breaks_off_is_flagged_at_its_end() -> None:
    samples = recording(*TURNS)
    end = len(samples) // 16
    gaps = (DamagedGap(end, end + 9_000),)
    (draft,) = transcribe(chunks_of(samples), FakeEngine(), SpeechOptions(), damage=lambda: gaps)
    assert draft.segments[-1].flags[-1].kind == "audio_damaged"
    assert "9.0 s" in draft.segments[-1].flags[-1].note
    assert draft.segments[-1].end_ms <= end


def test_speech_in_which_nothing_was_written_becomes_a_row_that_says_so() -> None:
    engine = FakeEngine(wordy={"zh": Decoded()})
    (draft,) = drafts_of(recording(*TURNS), engine)
    silent = [segment for segment in draft.segments if not segment.source]
    assert [segment.flags[0].kind for segment in silent] == ["speech_without_text"] * 2


def test_faint_speech_that_voice_activity_passed_over_becomes_a_row() -> None:
    samples = np.concatenate([recording(*TURNS), tone("zh", 1_500, loudness=0.12), silence(2_000)])
    samples = samples + np.random.default_rng(3).normal(0, 0.001, len(samples)).astype(np.float32)
    (draft,) = drafts_of(samples)
    last = draft.segments[-1]
    assert (last.source, last.language, last.flags[0].kind) == ("", "und", "speech_without_text")
    assert abs(last.start_ms - len(recording(*TURNS)) // 16) < 200


def bad(text: str, logprob: float) -> Decoded:
    return Decoded(
        tuple(Piece(n * 50, n * 50 + 50, mark, 0.6) for n, mark in enumerate(text)), logprob=logprob
    )


def test_a_bad_text_is_decoded_again_alone_and_differently() -> None:
    engine = FakeEngine(wordy={"zh": bad("我不知道" * 5, -0.3)})
    (draft,) = drafts_of(recording(*TURNS), engine)
    _, (again, second) = engine.efforts
    assert {request.language for request in again} == {"zh"}
    assert second.no_repeat_ngram_size > 0
    assert any(flag.kind == "loop" for flag in draft.segments[0].flags)


def test_an_utterance_of_doubtful_language_is_decoded_both_ways() -> None:
    engine = FakeEngine(probabilities={"zh": {"zh": 0.55, "en": 0.45}})
    (draft,) = drafts_of(recording(("", 300), ("zh", 1_600), ("", 400)), engine)
    (segment,) = draft.segments
    assert [one.language for requests, _ in engine.efforts for one in requests] == ["zh", "en"]
    assert segment.language == "zh"
    assert [alternative.language for alternative in segment.alternatives] == ["en"]
    assert any(flag.kind == "language_uncertain" for flag in segment.flags)


def test_the_better_of_two_languages_is_kept() -> None:
    engine = FakeEngine(probabilities={"zh": {"zh": 0.55, "en": 0.45}}, wordy={"zh": bad("阿吧", -3.0)})
    (draft,) = drafts_of(recording(("", 300), ("zh", 1_600), ("", 400)), engine)
    (segment,) = draft.segments
    assert segment.language == "en"
    assert segment.alternatives[-1].language == "zh"


def test_names_of_the_glossary_reach_the_engine_by_language() -> None:
    engine = FakeEngine()
    drafts_of(recording(*TURNS), engine, hotwords={"zh": "李明"})
    ((requests, _),) = engine.efforts
    assert {one.language: one.hotwords for one in requests} == {"zh": "李明", "en": ""}


def test_what_a_glance_leaves_open_is_heard_closely() -> None:
    sure, open_ = FakeEngine(), FakeEngine(probabilities={"zh": {"zh": 0.7, "en": 0.3}})
    for engine in (sure, open_):
        drafts_of(recording(("", 300), ("zh", 1_600), ("", 400)), engine)
    assert not any(closely and clips for clips, closely in sure.glances)
    assert (1, True) in open_.glances


def test_two_fluent_lines_do_not_settle_which_language_was_spoken() -> None:
    engine = FakeEngine(probabilities={"zh": {"zh": 0.6, "en": 0.4}})
    (draft,) = drafts_of(recording(("", 300), ("zh", 1_600), ("", 400)), engine)
    assert any(flag.kind == "language_uncertain" for flag in draft.segments[0].flags)


def test_the_same_text_in_both_languages_settles_which_was_spoken() -> None:
    said = bad("我在那里", -0.05)
    engine = FakeEngine(probabilities={"zh": {"zh": 0.6, "en": 0.4}}, wordy={"zh": said, "en": said})
    (draft,) = drafts_of(recording(("", 300), ("zh", 700), ("", 400)), engine)
    assert draft.segments[0].language == "zh"
    assert not any(flag.kind == "language_uncertain" for flag in draft.segments[0].flags)


def test_a_language_the_engine_does_not_know_is_refused_before_any_work() -> None:
    def never() -> Iterator[AudioChunk]:
        raise AssertionError("the recording was read")
        yield

    with pytest.raises(ModelUnsupported, match="Uyghur"):
        next(transcribe(never(), FakeEngine(), SpeechOptions(languages=("zh", "ug"))))


@pytest.mark.parametrize(
    "wrong", [{"languages": ()}, {"quality": "fast"}, {"channels": "left"}, {"threads": -1}]
)
def test_options_that_nobody_could_carry_out_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        SpeechOptions(**wrong)


def test_rows_are_plain_data() -> None:
    (draft,) = drafts_of(recording(*TURNS))
    assert dataclasses.replace(draft) == draft
    assert all(type(word.start_ms) is int for segment in draft.segments for word in segment.words)


def test_importing_the_room_loads_no_engine() -> None:
    code = (
        "import sys, transcribe; from transcribe import SpeechOptions, Transcriber, transcribe;"
        "heavy = ('numpy', 'faster_whisper', 'ctranslate2', 'av', 'onnxruntime');"
        "print([name for name in heavy if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_a_job_of_one_language_doubts_what_sounds_like_another() -> None:
    engine = FakeEngine(
        wordy={"zh": dataclasses.replace(bad("我在", -0.1), languages={"zh": 0.1, "en": 0.9})}
    )
    (draft,) = drafts_of(recording(("", 300), ("en", 1_600), ("", 400)), engine, languages=("zh",))
    assert "language_uncertain" in {flag.kind for flag in draft.segments[0].flags}
    assert draft.segments[0].language == "zh"
