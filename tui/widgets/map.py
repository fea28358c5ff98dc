"""The whole hearing in one line: what is reviewed, what is doubtful, where one is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import is_not

from textual.strip import Strip

from testimony.transcript.types import ReviewState, Segment, Severity
from tui.changed import changed_range
from tui.widgets.ink import InkedView, Run

__all__ = ["HearingMap"]

_SECOND, _DONE, _EDITED, _OPEN, _DOUBT, _ERROR = range(6)
_MARKS: tuple[Run, ...] = (
    ("=", "second"), ("=", "good"), ("e", "edited"), (".", "dim"), ("?", "warn"), ("!", "error"),
)  # fmt: skip


def _codes(segments: Iterable[Segment]) -> bytearray:
    """Where each row stands; one loop without calls, since a hearing may have a hundred thousand rows."""
    approved, second, edited = ReviewState.APPROVED, ReviewState.SECOND_APPROVED, ReviewState.EDITED
    codes = bytearray()
    add = codes.append
    for one in segments:
        state = one.state
        source, target = state.source, state.target
        if (source is approved or source is second) and (target is approved or target is second):
            add(_SECOND if source is target is second else _DONE)
            continue
        code = _EDITED if source is edited or target is edited else _OPEN
        for flag in one.flags:
            if not flag.waived_by:
                if flag.severity is Severity.ERROR:
                    code = _ERROR
                elif flag.severity is Severity.WARN:
                    code = max(code, _DOUBT)
        add(code)
    return codes


def _cell(row: int, width: int, count: int) -> int:
    """The first cell that stands for a row: the one whose mark is the row's, not its neighbour's."""
    return -(-row * width // count) if width > count else row * width // count


class HearingMap(InkedView, can_focus=False):
    """One cell stands for some rows and shows the worst of them.

    Attributes:
        done: Reviewed rows.
        doubtful: Rows that are doubtful and not reviewed.
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._segments: Sequence[Segment] = ()
        self._codes = bytearray()
        self._at = 0
        self.done = 0
        self.doubtful = 0

    def show(self, segments: Sequence[Segment]) -> None:
        """Take over all rows of the transcript; only those that are new are looked at."""
        old = self._segments
        if len(old) == len(segments):
            first, last, _ = changed_range(old, segments)
            differ, number = bytes(map(is_not, old[first:last], segments[first:last])), -1
            while (number := differ.find(1, number + 1)) >= 0:
                row = first + number
                self._codes[row : row + 1] = _codes(segments[row : row + 1])
        else:
            self._codes = _codes(segments)
        self._segments = segments
        self.done = self._codes.count(_DONE) + self._codes.count(_SECOND)
        self.doubtful = self._codes.count(_DOUBT) + self._codes.count(_ERROR)
        self.refresh()

    def mark(self, row: int) -> None:
        """Say where the current row is."""
        width = max(1, self.size.width)
        count = max(1, len(self._segments))
        if _cell(row, width, count) != _cell(self._at, width, count):
            self.refresh()
        self._at = row

    def render_line(self, y: int) -> Strip:
        """The only line."""
        width, count = self.size.width, len(self._segments)
        if y or not count or not width:
            return Strip.blank(width, self.rich_style)
        here = _cell(self._at, width, count)
        runs: list[Run] = []
        for cell in range(width):
            first = cell * count // width
            last = max(first + 1, (cell + 1) * count // width)
            mark, ink = _MARKS[max(self._codes[first:last])]
            runs.append((mark, f"{ink} mark" if cell == here else ink))
        return self.strip_of(runs, width)
