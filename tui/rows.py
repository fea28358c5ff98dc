"""How high each row of the transcript is, and which row a screen line belongs to.

Heights are estimated for all rows at once (milliseconds for 20,000), made exact where somebody
looks, and for the rest in idle slices; a prefix sum gives each row's first line. Rows are compared
by identity: an edit replaces only the segments that it changed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from time import perf_counter

from testimony.transcript.cells import wrap
from testimony.transcript.types import Segment
from tui.safe import safe

__all__ = ["Rows", "wrapped"]

_CHINESE = re.compile("[\u4e00-\u9fff，。、？！：；]+")
_CLOSING = "，。、？！：；"  # never start a line


def wrapped(text: str, width: int) -> list[str]:
    """What ``testimony.transcript.cells.wrap`` gives, sooner for plain English and plain Chinese."""
    text = safe(text)
    if text.isascii():
        if len(text) <= width and "\n" not in text:
            return [text.rstrip()]
        if "  " not in text and "\n" not in text and text[:1] != " ":
            return _wrap_ascii(text, width)
    elif _CHINESE.fullmatch(text):
        return _wrap_chinese(text, max(2, width) // 2)
    return wrap(text, width)


def _wrap_chinese(text: str, count: int) -> list[str]:
    lines, at, end = [], 0, len(text)
    while end - at > count:
        cut = at + count
        while cut > at and text[cut] in _CLOSING:
            cut -= 1
        cut = cut if cut > at else at + count
        lines.append(text[at:cut])
        at = cut
    return [*lines, text[at:]]


def _wrap_ascii(text: str, width: int) -> list[str]:
    lines, at, end = [], 0, len(text)
    while end - at > width:
        cut = text.rfind(" ", at, at + width + 1)
        if cut <= at:
            lines.append(text[at : at + width])
            at += width
            if text[at : at + 1] == " ":
                return [*lines, *wrap(text[at + 1 :], width)] if at + 1 < end else lines
        else:
            lines.append(text[at:cut])
            at = cut + 1
    rest = text[at:].rstrip()
    return [*lines, rest] if rest else lines


def _cells(text: str) -> int:
    # Three bytes a Chinese character and two cells; one byte an ASCII letter and one cell.
    return len(text) if text.isascii() else (len(text.encode("utf-8", "replace")) + len(text)) // 2


class Rows:
    """The rows that are shown, with their heights for two columns of given widths."""

    def __init__(self) -> None:
        self.segments: Sequence[Segment] = ()
        self.number: dict[str, int] = {}
        self.widths = (20, 20)
        self._cells: list[tuple[int, int]] = []
        self._heights: list[int] = []
        self._exact = bytearray()
        self._offsets: list[int] | None = [0]
        self._refined = 0

    def __len__(self) -> int:
        return len(self.segments)

    def replace(self, segments: Sequence[Segment]) -> tuple[int, int]:
        """Take over rows; returns the range of the new ones that differ from the old ones."""
        old, size = self.segments, len(segments)
        first = 0
        for before, after in zip(old, segments, strict=False):
            if before is not after:
                break
            first += 1
        last, old_last = size, len(old)
        while last > first and old_last > first and old[old_last - 1] is segments[last - 1]:
            last, old_last = last - 1, old_last - 1
        same_ids = old_last == last and all(old[k].id == segments[k].id for k in range(first, last))
        self.segments = segments
        if not same_ids:
            self.number = {one.id: k for k, one in enumerate(segments)}
        if first < last or old_last != last:
            self._cells[first:old_last] = [
                (_cells(one.source), _cells(one.target)) for one in segments[first:last]
            ]
            self._heights[first:old_last] = self._estimates(self._cells[first:last])
            self._exact[first:old_last] = bytes(last - first)
            self._offsets = None
            self._refined = min(self._refined, first)
        return first, last

    def reflow(self, widths: tuple[int, int]) -> None:
        """Lay everything out for other column widths."""
        self.widths = (max(2, widths[0]), max(2, widths[1]))
        self._heights = self._estimates(self._cells)
        self._exact = bytearray(len(self.segments))
        self._offsets, self._refined = None, 0

    def _estimates(self, cells: Iterable[tuple[int, int]]) -> list[int]:
        left, right = self.widths
        # A line loses about a sixteenth of its width to words that do not fit.
        return [
            1
            if source <= left and target <= right
            else max(1, -(-source * 17 // (16 * left)), -(-target * 17 // (16 * right)))
            for source, target in cells
        ]

    def height(self, row: int) -> int:
        """Exact lines of a row."""
        self.settle(row, row + 1)
        return self._heights[row]

    def settle(self, first: int, last: int) -> bool:
        """Make the heights of these rows exact; True when one of them was not what was thought."""
        changed = False
        left, right = self.widths
        for row in range(max(0, first), min(last, len(self.segments))):
            if not self._exact[row]:
                one = self.segments[row]
                height = max(len(wrapped(one.source, left)), len(wrapped(one.target, right)), 1)
                self._exact[row] = 1
                if height != self._heights[row]:
                    self._heights[row] = height
                    self._offsets = None
                    changed = True
        return changed

    def refine(self, seconds: float) -> bool:
        """Settle some more rows; True when all are exact."""
        until = perf_counter() + seconds
        while self._refined < len(self.segments):
            if perf_counter() > until:
                return False
            self.settle(self._refined, self._refined + 50)
            self._refined += 50
        return True

    @property
    def offsets(self) -> list[int]:
        """First line of each row, and the number of all lines at the end."""
        if self._offsets is None:
            self._offsets = list(accumulate(self._heights, initial=0))
        return self._offsets

    @property
    def lines(self) -> int:
        """Lines of all rows."""
        return self.offsets[-1]

    def at_line(self, line: int) -> int:
        """The row that a line belongs to; the last one below the end."""
        return max(0, min(len(self.segments) - 1, bisect_right(self.offsets, line) - 1))

    def at_time(self, ms: int) -> int:
        """The row that is heard at a time: the last one that begins then or before."""
        found = bisect_right(self.segments, ms, key=lambda one: one.start_ms) - 1
        return max(0, found)
