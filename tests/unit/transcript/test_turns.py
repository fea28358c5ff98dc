"""Rows as turns, turns as RTTM and back; broken files are named by their line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.turns import Turn, as_rttm, read_rttm, read_uem, turns_of
from testimony.transcript.types import Segment


def row(number: int, start: int, end: int, speaker: str, channel: int = 0) -> Segment:
    return Segment(str(number), "R1", channel, start, end, speaker, "en", 1.0, "words")


def test_rows_of_one_speaker_are_one_turn_over_a_short_pause() -> None:
    rows = [row(1, 0, 1_000, "S1"), row(2, 1_000, 2_000, "S1"), row(3, 2_300, 3_000, "S1")]
    assert turns_of(rows) == [Turn(64, 2_936, "S1")]


def test_another_speaker_or_a_long_pause_ends_a_turn() -> None:
    rows = [row(1, 0, 1_000, "S1"), row(2, 1_000, 2_000, "S2"), row(3, 3_000, 4_000, "S2")]
    assert turns_of(rows) == [Turn(64, 1_000, "S1"), Turn(1_000, 1_936, "S2"), Turn(3_064, 3_936, "S2")]


def test_channels_are_apart_and_a_tiny_row_stays() -> None:
    rows = [row(1, 0, 1_000, "S1", 0), row(2, 500, 600, "S1", 1)]
    assert turns_of(rows) == [Turn(64, 936, "S1", 0), Turn(500, 600, "S1", 1)]


def test_rttm_has_ten_fields_and_no_spaces_in_names() -> None:
    text = as_rttm([Turn(1_234, 2_000, "S1", 1)], "my case", {"S1": "THE COURT"})
    assert text == "SPEAKER my_case 2 1.234 0.766 <NA> <NA> THE_COURT <NA> <NA>\n"


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 10**5), st.sampled_from("AB")), min_size=1))
def test_rttm_comes_back(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, int, str]]) -> None:
    turns = sorted((Turn(start, start + length, name) for start, length, name in rows), key=repr)
    path = tmp_path_factory.mktemp("rttm") / "x.rttm"
    path.write_text(as_rttm(turns, "x", {}), encoding="utf-8")
    assert sorted(read_rttm(path), key=repr) == turns


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no turn"),
        ("SPKR-INFO x 1 <NA> <NA> <NA> unknown A <NA> <NA>\n", "holds no turn"),
        ("SPEAKER x 1 zero 1 <NA> <NA> A <NA> <NA>\n", "line 1"),
        ("SPEAKER x 1 0 1\n", "line 1"),
        ("SPEAKER x 1 -1 1 <NA> <NA> A <NA> <NA>\n", "line 1"),
        (
            "SPEAKER x 1 0 1 <NA> <NA> A <NA> <NA>\nSPEAKER y 1 0 1 <NA> <NA> A <NA> <NA>\n",
            "2 recordings",
        ),
    ],
)
def test_a_broken_rttm_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.rttm"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TranscriptFileError, match=message):
        read_rttm(path)


def test_uem(tmp_path: Path) -> None:
    path = tmp_path / "x.uem"
    path.write_text("x 1 0.5 2\n;; a comment\nx 1 10 20.25\n", encoding="utf-8")
    assert read_uem(path) == [(500, 2_000), (10_000, 20_250)]
    path.write_text("x 1 0.5\n", encoding="utf-8")
    with pytest.raises(TranscriptFileError, match="line 1"):
        read_uem(path)
