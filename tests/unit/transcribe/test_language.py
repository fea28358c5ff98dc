"""Languages are decided together, within the languages of the job."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from speech_fakes import FakeEngine, recording

from transcribe.joining import join_close
from transcribe.language import Evidence, decide, weigh
from transcribe.listening import Track, hear_languages
from transcribe.options import Quality, SpeechOptions
from transcribe.segmentation.silero import FRAME, FRAME_MS
from transcribe.segmentation.voice_activity import Span


def heard(zh: float, start_ms: int = 0, length_ms: int = 2_000) -> Evidence:
    return Evidence(start_ms, start_ms + length_ms, {"zh": zh, "en": 1 - zh})


def test_the_guess_is_restricted_and_what_was_thrown_away_is_kept_as_doubt() -> None:
    evidence = weigh({"zh": 0.2, "yue": 0.1, "en": 0.1, "ja": 0.6}, ("zh", "en"), 0, 1_500)
    assert evidence.probabilities["zh"] == pytest.approx(0.75)
    assert evidence.probabilities["en"] == pytest.approx(0.25)
    assert evidence.other == pytest.approx(0.6)
    assert not evidence.cantonese


def test_a_short_sound_is_believed_less_where_it_resembles_a_language_outside_the_job() -> None:
    heard = {"zh": 0.2, "ja": 0.8}
    assert weigh(heard, ("zh", "en"), 0, 750).other == pytest.approx(0.4)
    assert weigh(heard, ("zh", "en"), 0, 9_000).other == pytest.approx(0.8)


def test_cantonese_counts_as_chinese_and_is_remembered() -> None:
    evidence = weigh({"zh": 0.3, "yue": 0.5, "en": 0.2}, ("zh", "en"), 0, 1_000)
    assert evidence.probabilities["zh"] == pytest.approx(0.8)
    assert decide([evidence])[0].cantonese


def test_a_job_that_asks_for_cantonese_gets_it() -> None:
    evidence = weigh({"zh": 0.3, "yue": 0.5, "en": 0.2}, ("zh", "yue", "en"), 0, 1_000)
    assert decide([evidence])[0].language == "yue"
    assert not evidence.cantonese


def test_nothing_heard_of_the_job_is_an_even_guess() -> None:
    verdict = decide([weigh({"ja": 1.0}, ("zh", "en"), 0, 2_000)])[0]
    assert verdict.uncertain
    assert verdict.other == pytest.approx(1.0)


def test_clear_switches_are_followed() -> None:
    evidence = [heard(0.99 if n % 2 else 0.01, n * 2_500) for n in range(6)]
    assert [verdict.language for verdict in decide(evidence)] == ["en", "zh"] * 3


def test_a_short_doubtful_ok_follows_its_neighbours() -> None:
    evidence = [heard(0.99, 0), heard(0.45, 2_200, 300), heard(0.99, 2_700)]
    verdicts = decide(evidence)
    assert [verdict.language for verdict in verdicts] == ["zh", "zh", "zh"]
    assert verdicts[1].uncertain


def test_the_block_before_weighs_on_a_doubtful_first_utterance() -> None:
    assert decide([heard(0.5)], "zh")[0].language == "zh"
    assert decide([heard(0.5)], "en")[0].language == "en"
    assert decide([heard(0.99)], "en")[0].language == "zh"


def test_a_job_of_one_language_has_no_second() -> None:
    verdict = decide([weigh({"zh": 0.4, "en": 0.6}, ("zh",), 0, 1_500)])[0]
    assert (verdict.language, verdict.second, verdict.uncertain) == ("zh", None, False)
    assert verdict.other == pytest.approx(0.6)


def test_no_utterances_no_verdicts() -> None:
    assert decide([]) == []


def scan(talk: np.ndarray, dips: list[int], quality: Quality = "standard") -> list[Span]:
    frames = len(talk) // FRAME
    voice = np.full(frames, 0.95, np.float32)
    for dip in dips:
        voice[dip : dip + 3] = 0.2
    whole = Span(0, frames, 0, frames)
    options = SpeechOptions(quality=quality)
    return hear_languages([whole], Track(talk, voice, 0), FakeEngine(), options)[0]


def test_two_voices_that_follow_each_other_closely_are_cut_where_the_language_changes() -> None:
    talk = recording(("zh", 2_016), ("", 96), ("en", 2_016))
    dip = 2_016 // FRAME_MS
    first, second = scan(talk, [dip])
    assert abs(first.end * FRAME_MS - 2_064) <= 64
    assert first.padded_end == second.padded_start
    assert second.padded_end == len(talk) // FRAME


def test_one_voice_that_pauses_is_not_cut() -> None:
    talk = recording(("zh", 2_016), ("", 96), ("zh", 2_016))
    (whole,) = scan(talk, [2_016 // FRAME_MS])
    assert (whole.start, whole.end) == (0, len(talk) // FRAME)


def test_a_draft_is_not_cut_inside_utterances() -> None:
    talk = recording(("zh", 2_016), ("", 96), ("en", 2_016))
    assert len(scan(talk, [2_016 // FRAME_MS], "draft")) == 1


def test_clear_utterances_are_heard_once_and_together() -> None:
    talk = recording(("zh", 1_600), ("", 320), ("en", 1_600), ("", 320), ("zh", 1_600))
    spans = [Span(at, at + 50, at, at + 50) for at in (0, 60, 120)]
    engine = FakeEngine()
    track = Track(talk, np.full(len(talk) // FRAME, 0.9, np.float32), 0)
    _, evidence = hear_languages(spans, track, engine, SpeechOptions())
    assert [decide([one])[0].language for one in evidence] == ["zh", "en", "zh"]
    assert engine.heard_together == [3]
    assert sum(count for count, closely in engine.glances if closely) == 0


@pytest.mark.parametrize(
    ("quality", "zh", "glances"),
    [
        ("draft", 0.6, [(1, False)]),
        ("standard", 0.8, [(1, False)]),
        ("standard", 0.6, [(1, False), (1, True)]),
        ("best", 0.8, [(1, False), (1, True)]),
    ],
)
def test_what_stays_open_is_heard_alone(quality: Quality, zh: float, glances: list[tuple[int, bool]]) -> None:
    talk = recording(("xx", 1_600))
    engine = FakeEngine(probabilities={"xx": {"zh": zh, "en": 1 - zh}})
    track = Track(talk, np.full(50, 0.9, np.float32), 0)
    hear_languages([Span(0, 50, 0, 50)], track, engine, SpeechOptions(quality=quality))
    assert [one for one in engine.glances[1:] if one[0]] == glances


def test_neighbours_in_one_language_that_a_breath_parts_are_joined() -> None:
    spans = [Span(0, 40, 0, 42), Span(44, 80, 42, 82), Span(84, 120, 82, 122), Span(160, 200, 154, 206)]
    verdicts = decide([heard(0.99), heard(0.9), heard(0.01), heard(0.01)])
    joined = join_close(spans, verdicts)
    assert [(one.span.start, one.span.end) for one in joined] == [(0, 80), (84, 120), (160, 200)]
    assert [one.verdict.language for one in joined] == ["zh", "en", "en"]
    assert joined[0].verdict.probability == pytest.approx(0.9)


def test_a_pause_is_joined_only_over_one_voice_and_a_breath_not_over_two() -> None:
    spans = [Span(0, 40, 0, 42), Span(55, 100, 53, 102), Span(104, 140, 102, 142)]
    verdicts = decide([heard(0.99)] * 3)
    one, two = join_close(spans, verdicts, lambda *_: 0.95), join_close(spans, verdicts, lambda *_: 0.02)
    assert [(it.span.start, it.span.end) for it in one] == [(0, 140)]
    assert [(it.span.start, it.span.end) for it in two] == [(0, 40), (55, 100), (104, 140)]


def test_a_part_that_another_voice_may_say_is_remembered_as_a_turn() -> None:
    spans = [Span(0, 40, 0, 42), Span(44, 80, 42, 82), Span(84, 120, 82, 122)]
    voices = {44: 0.99, 84: 0.7}
    (joined,) = join_close(spans, decide([heard(0.99)] * 3), lambda _known, part: voices[part.start])
    assert joined.turns == (84,)


def test_a_voice_is_compared_with_the_longest_part_before_it() -> None:
    spans = [Span(0, 90, 0, 91), Span(92, 98, 91, 99), Span(100, 140, 99, 141)]
    asked: list[tuple[int, int]] = []

    def one_voice(known: Span, part: Span) -> float:
        asked.append((known.start, part.start))
        return 0.9

    join_close(spans, decide([heard(0.99)] * 3), one_voice)
    assert asked == [(0, 92), (0, 100)], "a syllable tells nothing of a voice"


def test_a_slurred_word_does_not_part_a_sentence_as_another_language_would() -> None:
    foreign = replace(decide([heard(0.99)])[0], other=0.9)
    known = decide([heard(0.99)])[0]
    short = join_close([Span(0, 90, 0, 91), Span(92, 110, 91, 111)], [known, foreign])
    long = join_close([Span(0, 90, 0, 91), Span(92, 150, 91, 151)], [known, foreign])
    assert [len(short), len(long)] == [1, 2]
    assert short[0].verdict.other == known.other, "the longer part tells the language"


def test_joined_utterances_stay_under_twenty_seconds() -> None:
    spans = [Span(at, at + 300, at, at + 302) for at in range(0, 3_000, 304)]
    joined = join_close(spans, decide([heard(0.99)] * len(spans)))
    assert all((it.span.padded_end - it.span.padded_start) * FRAME_MS <= 20_000 for it in joined)
    assert len(joined) < len(spans)
