"""How high each row of the transcript is, and which row a screen line belongs to.

Nothing here grows with the transcript when a key is pressed or the window resized: heights nobody
looked at yet follow a pattern that fits a sample of the rows; they are made exact where somebody
looks, and for the rest in idle slices, which take effect at once when the last is done, so that
nothing moves meanwhile. First lines come from sums over blocks of rows. Rows are compared by
identity: an edit replaces only the segments that it changed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from time import perf_counter

from testimony.transcript.types import Segment
from tui.changed import changed_range
from tui.rhythm import pause_ms
from tui.wrapping import wrapped

__all__ = ["Rows"]

_BLOCK = 256  # rows; a multiple of the pattern's length
_PATTERN = 16
_SAMPLE = 128
_TALLEST = 65_535
_SLICE = 64  # rows between two looks at the clock


def _place(one: Segment) -> tuple[int, int, int, int, str]:
    """What rows are in order of; see ``testimony.transcript.present.in_order``."""
    return one.start_ms, one.end_ms, one.channel, len(one.id), one.id


class Rows:
    """The rows that are shown, with their heights in lines for two texts of given widths in cells."""

    def __init__(self) -> None:
        self.segments: Sequence[Segment] = ()
        self.widths = (20, 20)
        self.is_stacked = False
        self._pattern = array("H", [1] * _PATTERN)
        self._heights = array("H")
        self._exact = bytearray()
        self._later = array("H")  # what refining found, until it takes effect
        self._sums: list[int] = []
        self._tops: list[int] | None = None
        self._refined = 0

    def __len__(self) -> int:
        return len(self.segments)

    def row_of(self, segment: Segment) -> int | None:
        """Where a segment is shown, by its times and id; None where it is not."""
        row = bisect_left(self.segments, _place(segment), key=_place)
        return row if row < len(self.segments) and self.segments[row].id == segment.id else None

    def replace(self, segments: Sequence[Segment]) -> tuple[int, int]:
        """Take over rows in order of time; returns the range of the new ones that are not the old ones."""
        first, last, old_last = changed_range(self.segments, segments)
        self.segments = segments
        if first < last or old_last != last:
            below = 1 if last < len(segments) else 0  # the row below may have another pause before it
            self._forget(first, old_last + below, last + below)
        return first, last

    def _forget(self, first: int, old_last: int, last: int) -> None:
        """Guess the heights of rows that are not the old ones."""
        guess, old_size = self._guesses(first, last), len(self._heights)
        for kept in (self._heights, self._later):
            kept[first:old_last] = guess
        self._exact[first:old_last] = bytes(last - first)
        self._add_up(first // _BLOCK, last // _BLOCK if len(self._heights) == old_size else None)
        self._refined = min(self._refined, first)

    def reflow(self, widths: tuple[int, int], *, is_stacked: bool = False) -> None:
        """Lay everything out for texts of other widths (cells), beside or over each other."""
        self.widths = (max(2, widths[0]), max(2, widths[1]))
        self.is_stacked = is_stacked
        size = len(self.segments)
        rows = range(0, size, max(1, size // _SAMPLE))
        found = sum(self._measure(row) for row in rows)
        average = found / len(rows) if rows else 1.0
        ends = [round(average * k) for k in range(_PATTERN + 1)]
        pattern = (max(1, end - start) for start, end in pairwise(ends))
        self._pattern = array("H", pattern)
        self._heights = self._guesses(0, size)
        self._later = array("H", self._heights)
        self._exact = bytearray(size)
        self._refined = 0
        self._add_up(0)

    def _guesses(self, first: int, last: int) -> array[int]:
        at = first % _PATTERN
        return (self._pattern * ((last - first + at) // _PATTERN + 1))[at : at + last - first]

    def _add_up(self, first: int, last: int | None = None) -> None:
        """Sum the blocks up again, from ``first`` to ``last`` (included) or to the end."""
        starts = range(first * _BLOCK, len(self._heights), _BLOCK)
        if last is not None:
            starts = starts[: last - first + 1]
        self._sums[first : None if last is None else first + len(starts)] = [
            sum(self._heights[start : start + _BLOCK]) for start in starts
        ]
        self._tops = None

    def _measure(self, row: int) -> int:
        one, (left, right) = self.segments[row], self.widths
        source, target = len(wrapped(one.source, left)), len(wrapped(one.target, right))
        lines = source + target if self.is_stacked else max(source, target, 1)
        pause = pause_ms(self.segments[row - 1], one) if row else 0
        return min(_TALLEST, lines + (1 if pause else 0))

    def height(self, row: int) -> int:
        """Exact lines of a row."""
        self.settle(row, row + 1)
        return self._heights[row]

    def settle(self, first: int, last: int) -> bool:
        """Make the heights of these rows exact; True when one of them was not what was thought."""
        changed = False
        for row in range(max(0, first), min(last, len(self.segments))):
            if self._exact[row]:
                continue
            height, thought = self._measure(row), self._heights[row]
            self._exact[row] = 1
            self._later[row] = height
            if height != thought:
                self._heights[row] = height
                self._sums[row // _BLOCK] += height - thought
                self._tops = None
                changed = True
        return changed

    def refine(self, seconds: float) -> bool:
        """Measure some more rows; True when all are exact, which takes effect only then."""
        until = perf_counter() + seconds
        size = len(self.segments)
        while self._refined < size:
            if perf_counter() > until:
                return False
            for row in range(self._refined, min(size, self._refined + _SLICE)):
                if not self._exact[row]:
                    self._later[row] = self._measure(row)
            self._refined = min(size, self._refined + _SLICE)
        if 0 in self._exact:
            self._heights = array("H", self._later)
            self._exact = bytearray(b"\x01") * size
            self._add_up(0)
        return True

    @property
    def _block_tops(self) -> list[int]:
        if self._tops is None:
            self._tops = list(accumulate(self._sums, initial=0))
        return self._tops

    def top(self, row: int) -> int:
        """First line of a row; of the one after the last: the number of all lines."""
        block = row // _BLOCK
        return self._block_tops[block] + sum(self._heights[block * _BLOCK : row])

    @property
    def lines(self) -> int:
        """Lines of all rows."""
        return self._block_tops[-1]

    def at_line(self, line: int) -> int:
        """The row that a line belongs to; the last one below the end."""
        if not self.segments or line >= self.lines:
            return max(0, len(self.segments) - 1)
        block = max(0, bisect_right(self._block_tops, line) - 1)
        start = block * _BLOCK
        ends = list(accumulate(self._heights[start : start + _BLOCK]))
        return start + bisect_right(ends, line - self._block_tops[block])

    def at_time(self, ms: int) -> int:
        """The row that is heard at a time: the last one that begins then or before."""
        found = bisect_right(self.segments, ms, key=lambda one: one.start_ms) - 1
        return max(0, found)
