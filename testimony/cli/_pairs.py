"""Pairs of texts to check: the rows of a bilingual table, or the segments of a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.transcript.errors import TranslationError
from testimony.transcript.types import Flag, Segment, Side, Word

if TYPE_CHECKING:
    from testimony.transcript.record.store import TranscriptStore

__all__ = ["TextPair", "is_transcript", "read_pairs", "transcript_pairs"]

_COLUMNS = ("source", "target", "source_language", "target_language")
_HINT = "begin the file with a line of column names parted by tabs: " + ", ".join(_COLUMNS)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class TextPair:
    """A source and its translation, with what is known beside them.

    Attributes:
        row: Counted from 1: a row under the header, or a segment in the transcript's order.
        name: For a person: ``row 3`` or ``segment 12.1``.
        words: The source's words, where there are any.
        flags: What stands at the pair already; a waiver among them holds.
        before: The source of the row before.
        alternatives: Other readings of the source.
    """

    row: int
    name: str
    source: str
    target: str
    source_language: str
    target_language: str
    words: Sequence[Word] = ()
    flags: Sequence[Flag] = ()
    before: str = ""
    alternatives: Sequence[str] = ()


def is_transcript(path: Path) -> bool:
    """Tell a transcript, encrypted or not, from a table."""
    if path.suffix == ".testimony":
        return True
    try:
        with path.open("rb") as stream:
            return stream.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def transcript_pairs(path: Path) -> Iterator[TextPair]:
    """The translated segments of a transcript, as they now stand.

    Raises:
        TranscriptFileError: It cannot be opened.
    """
    from testimony.cli._files import open_readonly
    from testimony.transcript.verdict import refuse_broken

    with open_readonly(path) as store:
        before = ""
        transcript = store.load()
        refuse_broken(path, transcript.verdict)
        for row, one in enumerate(transcript.segments, start=1):
            if one.target_language:
                yield _of_segment(store, row, one, before)
            before = one.source


def _of_segment(store: TranscriptStore, row: int, one: Segment, before: str) -> TextPair:
    words, found = store.words(one.id), store.alternatives(one.id)
    readings = [each.text for each in found if each.side is Side.SOURCE and each.language == one.language]
    texts = one.source, one.target, one.language, one.target_language
    return TextPair(row, f"segment {one.id}", *texts, words, one.flags, before, readings)


def read_pairs(path: Path) -> Iterator[TextPair]:
    """The rows of a tab-separated table, UTF-8 with a header; further columns are passed over.

    Raises:
        TranslationError: It cannot be read; the message names file and line.
    """
    try:
        with path.open("rb") as stream:
            yield from _rows(path, _lines(path, stream))
    except OSError as error:
        hint = "name a transcript, or a table of pairs (TSV)"
        raise TranslationError(f"{path} cannot be read: {error.strerror}.", hint) from error


def _lines(path: Path, stream: Iterator[bytes]) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of every line that is not blank."""
    for number, line in enumerate(stream, start=1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise TranslationError(
                f"{path}, line {number}: the table is not UTF-8 (it may be GBK or UTF-16).",
                f"iconv -f GB18030 -t UTF-8 {path.name} > {path.stem}-utf8{path.suffix}",
            ) from None
        if text.strip():
            yield number, [cell.strip() for cell in text.split("\t")]


def _rows(path: Path, lines: Iterator[tuple[int, list[str]]]) -> Iterator[TextPair]:
    number, header = next(lines, (1, [""]))
    header = [name.lower() for name in header]
    if missing := [name for name in _COLUMNS if name not in header]:
        columns = "column" if len(missing) == 1 else "columns"
        raise TranslationError(
            f"{path}, line {number}: the table lacks the {columns} {', '.join(missing)}.", _HINT
        )
    before = ""
    for row, (number, cells) in enumerate(lines, start=1):
        if len(cells) != len(header):
            raise TranslationError(
                f"{path}, line {number}: {len(cells)} cells under {len(header)} column names.",
                "part the cells by one tab each, and write no tab inside a text",
            )
        named = dict(zip(header, cells, strict=True))
        pair = TextPair(row, f"row {row}", *_texts(path, number, named), before=before)
        before = pair.source
        yield pair


def _texts(path: Path, number: int, cells: dict[str, str]) -> tuple[str, str, str, str]:
    for name in _COLUMNS[2:]:
        if not _LANGUAGE.fullmatch(cells[name]):
            said = f"is {cells[name]!r}" if cells[name] else "is empty"
            raise TranslationError(
                f"{path}, line {number}: {name} {said}.", "write a language code, such as zh or en"
            )
    return cells["source"], cells["target"], cells["source_language"], cells["target_language"]
