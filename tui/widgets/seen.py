"""Which rows were painted whole, as they now stand, and since when."""

from __future__ import annotations

import time
from dataclasses import dataclass

from testimony.transcript.types import Segment

__all__ = ["SeenRows"]

_MOST = 200_000  # rows that are remembered


@dataclass(slots=True)
class _Seen:
    segment: Segment
    height: int  # lines
    lines: int  # one bit a line that was painted
    whole_at: float  # monotonic seconds


class SeenRows:
    """Remembers the lines of each row that were painted; a row that changes must be painted again."""

    def __init__(self) -> None:
        self._rows: dict[str, _Seen] = {}

    def note(self, segment: Segment, line: int, height: int) -> None:
        """Line ``line`` (from 0) of a row of ``height`` lines was painted."""
        seen = self._rows.get(segment.id)
        if seen is None or seen.segment is not segment or seen.height != height:
            if len(self._rows) >= _MOST:
                self._rows.clear()
            seen = self._rows[segment.id] = _Seen(segment, height, 0, float("inf"))
        if not seen.lines >> line & 1:
            seen.lines |= 1 << line
            if seen.lines == (1 << height) - 1:
                seen.whole_at = time.monotonic()

    def was_seen(self, segment: Segment, before: float) -> bool:
        """True where the whole row, as it now stands, was painted before a time (monotonic seconds)."""
        seen = self._rows.get(segment.id)
        return seen is not None and seen.segment is segment and seen.whole_at <= before
