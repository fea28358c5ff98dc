"""Limits of doubt are quantiles of what a model says of right lines; other voices check them."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.app.calibration.calibrate import choose_and_check
from testimony.app.calibration.clips import Clip, ClipSound, by_turns, halves, read_clips
from testimony.app.calibration.limits import choose_limits
from testimony.app.calibration.scores import LineScore, line_scores, ranking, reach_of
from testimony.app.evaluation import ReferenceRow, compare_rows
from testimony.transcript.errors import ModelDamaged, SettingsError
from testimony.transcript.types import Segment, Word
from transcribe.confidence import Confidence, WordLimits, calibration_text, confidence_of, read_calibration

HASH = "a" * 64


def line(wrong_words: float, *, wrong: bool) -> LineScore:
    return LineScore("en", wrong_words, wrong, ((1 / (1 + wrong_words), wrong),))


SCORES = st.lists(st.builds(line, st.floats(0, 9), wrong=st.booleans()), min_size=1, max_size=60)


@given(SCORES, st.floats(0, 0.2))
def test_no_more_right_lines_are_flagged_than_were_allowed(lines: list[LineScore], share: float) -> None:
    reach = reach_of(lines, choose_limits(lines, share))
    assert reach.right_flagged <= round(share * reach.right)


def test_limits_flag_the_wrong_lines_of_which_more_is_expected_wrong_than_of_nine_in_ten_right_ones() -> None:
    right = [line(at / 10, wrong=False) for at in range(20)]
    wrong = [line(1.65, wrong=True), line(1.75, wrong=True), line(5.0, wrong=True)]
    reach = reach_of([*right, *wrong], choose_limits([*right, *wrong]))
    assert (reach.right_flagged, reach.wrong_flagged) == (2, 2)


def test_limits_are_checked_on_voices_that_they_were_not_chosen_on() -> None:
    low = [line(2.0, wrong=False)] * 20 + [line(3.0, wrong=True)] * 10
    high = [line(0.2, wrong=False)] * 20 + [line(0.3, wrong=True)] * 10
    report = choose_and_check([low, high], ["en"], "m", [])
    assert report.chosen_on["en"].right_flagged <= 4
    checked = report.checked_on["en"]
    assert (checked.right, checked.wrong) == (40, 20)
    assert checked.right_flagged == 20, "limits of the high scores flag every low one"
    assert checked.wrong_flagged == 10


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40))
def test_ranking_counts_the_pairs_in_the_right_order(scores: list[tuple[float, bool]]) -> None:
    wrong = [score for score, is_wrong in scores if is_wrong]
    right = [score for score, is_wrong in scores if not is_wrong]
    if not wrong or not right:
        assert ranking(scores) == 0.5
        return
    pairs = [1.0 if bad < good else 0.5 if bad == good else 0.0 for bad in wrong for good in right]
    assert ranking(scores) == pytest.approx(sum(pairs) / len(pairs))


def test_a_line_is_scored_by_its_least_sure_words_and_which_are_wrong() -> None:
    texts = ((" he", 0.9), (" was", 0.5), (" hot", 0.1), (" here", 0.9), (".", 0.0))
    words = tuple(Word(at * 100, at * 100 + 100, text, score) for at, (text, score) in enumerate(texts))
    segment = Segment("1", "R1", 0, 0, 500, "S1", "en", 1.0, "he was hot here.", words=words)
    row = ReferenceRow(0, 500, "C", "en", "He was not here.", "")
    (score,) = line_scores(compare_rows([segment], [row]))
    assert score.wrong
    assert score.wrong_words == pytest.approx(0.1 + 0.5 + 0.9 + 0.1)
    assert score.words == ((0.9, False), (0.5, False), (0.1, True), (0.9, False))


def clip(language: str, speaker: str) -> Clip:
    return Clip(Path("x.wav"), language, speaker, "text")


def test_no_voice_is_both_chosen_on_and_checked_on() -> None:
    clips = [clip(code, f"{voice}") for code in ("en", "zh") for voice in range(5) for _ in range(3)]
    first, others = halves(clips)
    assert len(first) + len(others) == len(clips)
    assert not {(one.language, one.speaker) for one in first} & {
        (one.language, one.speaker) for one in others
    }
    assert {one.language for one in first} == {one.language for one in others} == {"en", "zh"}


def test_languages_take_turns() -> None:
    order = by_turns([clip("zh", "1"), clip("zh", "1"), clip("en", "2")])
    assert [one.language for one in order] == ["en", "zh", "zh"]


def write_clips(
    folder: Path, seconds: tuple[float, ...], columns: str = "file\tlanguage\tspeaker\treference"
) -> None:
    lines = [columns]
    for number, length in enumerate(seconds):
        sound = np.full(round(length * 16_000), 1_000 * (number + 1), "<i2")
        with wave.open(str(folder / f"{number}.wav"), "wb") as stream:
            stream.setparams((1, 2, 16_000, 0, "NONE", ""))
            stream.writeframes(sound.tobytes())
        lines.append(f"{number}.wav\ten\t\thello {number}")
    (folder / "manifest.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_clips_follow_each_other_without_a_gap_and_their_rows_say_where(tmp_path: Path) -> None:
    write_clips(tmp_path, (1.5, 0.25))
    sound = ClipSound(read_clips(tmp_path, ["en"]))
    chunks = list(sound.chunks())
    at = 0
    for chunk in chunks:
        assert chunk.start_ms == at * 1_000 // 16_000
        at += chunk.samples.shape[1]
    whole = np.concatenate([chunk.samples[0] for chunk in chunks])
    for number, row in enumerate(sound.reference):
        own = whole[row.start_ms * 16 : row.end_ms * 16]
        assert np.allclose(own, 1_000 * (number + 1) / 32_768, atol=1e-3)
    assert [row.end_ms - row.start_ms for row in sound.reference] == [1_500, 250]


@pytest.mark.parametrize("columns", ["file\tlanguage\tspeaker", "nothing"])
def test_a_manifest_without_a_needed_column_is_named(tmp_path: Path, columns: str) -> None:
    write_clips(tmp_path, (0.1,), columns)
    with pytest.raises(SettingsError, match=r"manifest\.tsv"):
        read_clips(tmp_path, ["en"])


def test_a_clip_outside_the_folder_or_missing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.wav").write_bytes(b"")
    inner = tmp_path / "inner"
    inner.mkdir()
    for name in ("../other.wav", "gone.wav"):
        (inner / "manifest.tsv").write_text(
            f"file\tlanguage\tspeaker\treference\n{name}\ten\t\thello\n", encoding="utf-8"
        )
        with pytest.raises(SettingsError, match="is missing"):
            read_clips(inner, ["en"])


def test_a_calibration_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = Confidence({"zh": WordLimits.measured(1.5), "en": WordLimits.measured(0)}, "tiny", exact=True)
    (tmp_path / "calibration.json").write_text(calibration_text(HASH, made, {"clips": 3}), encoding="utf-8")
    assert confidence_of(tmp_path, HASH) == made
    with pytest.raises(ModelDamaged, match="other weights"):
        confidence_of(tmp_path, "b" * 64)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "x"},
        {"limits": []},
        {"limits": {"en": {"wrong_words": -1}}},
        {"limits": {"en": {"wrong_words": True}}},
        {"limits": {"en": {}}},
        {"model_sha256": None, "limits": None},
    ],
)
def test_a_damaged_calibration_is_named(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "calibration.json"
    content = json.loads(
        calibration_text(HASH, Confidence({"en": WordLimits.measured(1)}, "m", exact=True), {})
    )
    path.write_text(json.dumps({**content, **change}), encoding="utf-8")
    with pytest.raises(ModelDamaged, match=r"calibration\.json"):
        read_calibration(path)


def test_unknown_weights_start_from_whisper_base_and_say_so(tmp_path: Path) -> None:
    found = confidence_of(tmp_path, HASH)
    assert not found.exact
    assert found.told() == "started from whisper-base"
    assert set(found.limits) == {"zh", "en"}
