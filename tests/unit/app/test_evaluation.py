"""``evaluate`` counts by the rules of the design; each rule has a case that breaks if it is bent."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.app.evaluation import ReferenceRow, evaluate, normalise, read_reference
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.types import Segment, Word

ZH = ReferenceRow(0, 2000, "R", "zh", "我害怕。", "I am afraid.")
EN = ReferenceRow(2300, 4300, "C", "en", "Are you afraid?", "你害怕吗？")


def segment(start: int, end: int, language: str, text: str, target: str = "", **other: object) -> Segment:
    pieces = list(text) if language == "zh" else [" " + word for word in text.split()]
    step = (end - start) / max(1, len(pieces))
    words = tuple(
        Word(start + round(i * step), start + round((i + 1) * step), piece, 0.9)
        for i, piece in enumerate(pieces)
    )
    target_language = {"zh": "en", "en": "zh"}[language]
    return Segment("1", "R1", 0, start, end, "S1", language, 1.0, text, target, target_language, words=words)


def test_a_perfect_transcript_has_no_errors() -> None:
    heard = [
        segment(0, 2000, "zh", "我害怕", "I am afraid."),
        segment(2300, 4300, "en", "are you afraid", "你害怕吗？"),
    ]
    result = evaluate(heard, [ZH, EN])
    assert (result.cer["zh"], result.wer["en"], result.language_accuracy) == (0, 0, 1)
    assert result.chrf == {"en-zh": pytest.approx(100), "zh-en": pytest.approx(100)}
    assert (result.missing, result.invented) == (0, 0)
    assert result.raw["cer"]["zh"] == pytest.approx(0.25), "the lost full stop counts in the raw rate"


def test_one_wrong_character_of_three() -> None:
    result = evaluate([segment(0, 2000, "zh", "我还怕")], [ZH])
    assert result.cer["zh"] == pytest.approx(1 / 3)


def test_text_in_the_wrong_language_is_all_error() -> None:
    result = evaluate([segment(0, 2000, "en", "I am afraid")], [ZH])
    assert result.cer["zh"] >= 1
    assert result.language_accuracy == 0
    assert result.wer == {}


def test_a_row_without_text_is_missing_and_not_in_the_right_language() -> None:
    result = evaluate([segment(0, 2000, "zh", "我害怕")], [ZH, EN])
    assert result.missing == 1
    assert result.language_accuracy == 0.5
    assert result.wer["en"] == 1


def test_words_go_to_the_row_that_holds_their_midpoint_across_a_merged_segment() -> None:
    words = (
        Word(0, 700, "我", 0.9),
        Word(700, 1400, "害", 0.9),
        Word(1400, 2000, "怕", 0.9),
        Word(2300, 3000, " are", 0.9, "en"),
        Word(3000, 3600, " you", 0.9, "en"),
        Word(3600, 4300, " afraid", 0.9, "en"),
    )
    merged = Segment("1", "R1", 0, 0, 4300, "S1", "zh", 1.0, "我害怕 are you afraid", words=words)
    result = evaluate([merged], [ZH, EN])
    assert (result.cer["zh"], result.wer["en"], result.language_accuracy) == (0, 0, 1)


def test_text_far_from_every_row_is_invented_and_counts_as_insertions() -> None:
    heard = [segment(0, 2000, "zh", "我害怕"), segment(9000, 10_000, "zh", "谢谢观看")]
    result = evaluate(heard, [ZH])
    assert result.invented == 1
    assert result.cer["zh"] == pytest.approx(4 / 3)


def test_a_segment_with_a_tenth_inside_a_row_is_not_invented() -> None:
    result = evaluate([segment(1800, 3800, "zh", "我害怕")], [ZH])
    assert result.invented == 0
    assert evaluate([segment(1801, 3801, "zh", "我害怕")], [ZH]).invented == 1


def test_the_majority_by_duration_decides_the_language_of_a_row() -> None:
    words = (Word(0, 400, "我", 0.9), Word(400, 2000, " afraid", 0.9, "en"))
    mixed = Segment("1", "R1", 0, 0, 2000, "S1", "zh", 1.0, "我 afraid", words=words)
    assert evaluate([mixed], [ZH]).language_accuracy == 0


def test_a_persons_text_without_word_times_is_spread_over_its_segment() -> None:
    typed = Segment("1", "R1", 0, 0, 2000, "S1", "zh", 1.0, "我害怕。")
    assert evaluate([typed], [ZH]).cer["zh"] == 0


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("我害怕。", "我害怕"),
        ("我害怕", "我害怕"),
        ("２０１９年", "2019年"),
        ("這裡", "这里"),
        ("Don’t  STOP!", "dont stop"),
    ],
)
def test_normalisation_forgives_case_width_script_and_punctuation(written: str, same: str) -> None:
    assert normalise(written).replace(" ", "") == normalise(same).replace(" ", "")


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_a_reference_is_read_and_sorted(tmp_path: Path) -> None:
    path = tmp_path / "script.tsv"
    header = "start_ms\tend_ms\tspeaker\tlanguage\tsource\ttarget"
    path.write_text(
        f"{header}\n2300\t4300\tC\ten\tAre you afraid?\t你害怕吗？\n0\t2000\tR\tzh\t我害怕。\tI am afraid.\n"
    )
    assert read_reference(path) == (ZH, EN)


@pytest.mark.parametrize(
    "content", ["", "start\tend\n", "HEADER\n0\tx\tR\tzh\ta\tb\n", "HEADER\n1\t2\n", "HEADER\n"]
)
def test_a_malformed_reference_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "script.tsv"
    path.write_text(content.replace("HEADER", "start_ms\tend_ms\tspeaker\tlanguage\tsource\ttarget"))
    with pytest.raises(TranscriptFileError, match=r"script\.tsv"):
        read_reference(path)
