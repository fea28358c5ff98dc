"""Tables of pairs: what is read, and how each kind of damage is named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.cli._pairs import is_transcript, read_pairs
from testimony.transcript.errors import TranslationError

HEADER = "source\ttarget\tsource_language\ttarget_language"


def table(folder: Path, content: str | bytes) -> Path:
    path = folder / "pairs.tsv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_columns_come_in_any_order_with_others_between_and_blank_lines_are_passed_over(
    tmp_path: Path,
) -> None:
    path = table(
        tmp_path, "id\tTarget\tsource\ttarget_language\tsource_language\n\n9\tYes.\t是。\ten\tzh\n\r\n"
    )
    [pair] = read_pairs(path)
    assert (pair.row, pair.source, pair.target) == (1, "是。", "Yes.")
    assert (pair.source_language, pair.target_language) == ("zh", "en")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path, ending: str) -> None:
    path = table(tmp_path, "\ufeff" + ending.join([HEADER, "是。\tYes.\tzh\ten", "不。\t\tzh\ten"]))
    assert [(pair.row, pair.target) for pair in read_pairs(path)] == [(1, "Yes."), (2, "")]


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("", 1, "source, target"),
        ("source\ttarget\n是\tYes\n", 1, "columns source_language, target_language"),
        ("source\ttarget\tsource_language\n", 1, "column target_language"),
        (f"{HEADER}\n是\tYes\tzh\ten\n是\tYes\n", 3, "2 cells under 4"),
        (f"{HEADER}\n是\tYes\tyes\tzh\ten\n", 2, "5 cells under 4"),
        (f"{HEADER}\n是\tYes\t\ten\n", 2, "source_language is empty"),
        (f"{HEADER}\n是\tYes\tzh\tEnglish\n", 2, "'English'"),
        (f"{HEADER}\n是\tYes\tzh\ten\n".encode() + "是\tYes\tzh\ten\n".encode("gb18030"), 3, "not UTF-8"),
        (f"{HEADER}\n".encode("utf-16"), 1, "not UTF-8"),
    ],
)
def test_damage_is_named_with_file_and_line(
    tmp_path: Path, content: bytes | str, line: int, says: str
) -> None:
    path = table(tmp_path, content)
    with pytest.raises(TranslationError) as caught:
        list(read_pairs(path))
    assert f"{path}, line {line}:" in caught.value.message
    assert says in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("name", ["missing.tsv", "."])
def test_what_is_no_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(TranslationError, match="cannot be read"):
        list(read_pairs(tmp_path / name))


def test_a_transcript_is_known_by_its_name_or_by_its_bytes(tmp_path: Path) -> None:
    copy = table(tmp_path, b"SQLite format 3\0 and so on")
    assert is_transcript(copy)
    assert is_transcript(tmp_path / "encrypted.testimony")
    assert not is_transcript(table(tmp_path, HEADER))
    assert not is_transcript(tmp_path / "missing.tsv")


cell = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20).map(str.strip)


@given(st.lists(st.tuples(cell, cell), max_size=6))
def test_whatever_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    lines = [HEADER, *(f"{source}\t{target}\tzh-Hant\ten" for source, target in rows)]
    path = table(tmp_path_factory.mktemp("pairs"), "\n".join(lines))
    assert [(pair.source, pair.target) for pair in read_pairs(path)] == rows
