"""Text in terminal cells: how wide it is, where it may be broken.

A Chinese character takes two cells, so nothing here uses ``len``. Lines break
between wide characters, but closing punctuation never starts a line and opening
punctuation never ends one (GB/T 15834 and JIS X 4051 call this line-start and
line-end prohibition). Ambiguous-width characters count as one cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["cell_width", "clip", "pad", "wrap"]

NEVER_STARTS = frozenset("。，、；：？！）」』】〕》〉”’…—～·％‰.,;:?!)]}%゛゜ー々")
NEVER_ENDS = frozenset("（「『【〔《〈“‘([{￥")

_WIDE = 2  # cells
_UNITS = re.compile(r"\s+|\S+")


@lru_cache(maxsize=65_536)
def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cell_width(text: str) -> int:
    """Count the cells that a terminal gives to the text.

    Args:
        text: One line; control characters count nothing.

    Returns:
        Cells: 2 for wide and full-width characters, 0 for combining ones, else 1.
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_character_width, text))


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Fill with spaces up to ``width`` cells; longer text is left as it is.

    Args:
        text: One line.
        width: Cells wanted.
        right: Put the text at the right edge.
    """
    fill = " " * max(0, width - cell_width(text))
    return fill + text if right else text + fill


def clip(text: str, width: int) -> str:
    """Cut to at most ``width`` cells, the last of them ``…`` where something was lost."""
    if cell_width(text) <= width:
        return text
    kept, used = [], 0
    for character in text:
        used += _character_width(character)
        if used > width - 1:
            break
        kept.append(character)
    return "".join(kept) + "…" if width > 0 else ""


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of at most ``width`` cells.

    No character but white space at a break is lost. A run that cannot be broken
    by the rules (a long word, a row of full stops) is cut where the width ends.

    Args:
        text: A text; a line feed in it always ends a line.
        width: Cells per line, at least 2 (a wide character has to fit).

    Returns:
        The lines without trailing spaces; one empty line for empty text.
    """
    width = max(2, width)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(paragraph, width))
    return lines


def _wrap_paragraph(text: str, width: int) -> Iterator[str]:
    if cell_width(text) <= width:
        yield text.rstrip()
        return
    line, used = "", 0
    for unit, cells, bare in _measured(text):
        if used + bare <= width:
            line, used = line + unit, used + cells
            continue
        if line.strip():
            yield line.rstrip()
        line, used = unit, cells
        while cell_width(line.rstrip()) > width:
            head, line = _cut(line, width)
            yield head
        used = cell_width(line)
    if line.strip():
        yield line.rstrip()


@lru_cache(maxsize=64)
def _measured(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return each unit with its cells, with and without its space; a text is often wrapped twice."""
    return tuple((unit, cell_width(unit), cell_width(unit.rstrip())) for unit in _units(text))


def _cut(text: str, width: int) -> tuple[str, str]:
    used = 0
    for index, character in enumerate(text):
        used += _character_width(character)
        if used > width:
            return text[:index], text[index:]
    return text, ""


def _units(text: str) -> Iterator[str]:
    """Yield the smallest pieces that stay on one line, each with the space that follows it."""
    pending = ""
    for run in _UNITS.findall(text):
        if run.isspace():
            if pending:
                yield pending + run
                pending = ""
            else:
                yield run
            continue
        for piece in _split_run(run):
            if pending and _may_break(pending[-1], piece[0]):
                yield pending
                pending = piece
            else:
                pending += piece
    if pending:
        yield pending


def _split_run(run: str) -> Iterator[str]:
    """Yield wide characters singly and everything between them whole."""
    if run.isascii():
        yield run
        return
    narrow = ""
    for character in run:
        if _character_width(character) == _WIDE:
            if narrow:
                yield narrow
                narrow = ""
            yield character
        elif character in NEVER_ENDS and not narrow:
            yield character
        else:
            narrow += character
    if narrow:
        yield narrow


def _may_break(before: str, after: str) -> bool:
    if before in NEVER_ENDS or after in NEVER_STARTS or not _character_width(after):
        return False
    return _character_width(before) > 1 or _character_width(after) > 1 or before in NEVER_STARTS
