"""The whole hearing in one line: what is reviewed, what is doubtful, where one is.

Where a cell stands for a few rows it shows the worst of them. Where it stands for many, the worst would be
the same everywhere: the cell then shows which share of its rows is doubtful and not reviewed. A second line,
where the screen is tall, says at what time a part begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import is_not

from textual import events
from textual.strip import Strip

from testimony.text.cells import pad
from testimony.text.clocks import clock
from testimony.transcript.types import ReviewState, Segment, Severity
from tui.changed import changed_range
from tui.widgets.ink import InkedView, Run

__all__ = ["HearingMap"]

_SECOND, _DONE, _EDITED, _OPEN, _DOUBT, _ERROR = range(6)
_MARKS: tuple[Run, ...] = (
    ("=", "second"), ("=", "good"), ("e", "edited"), (".", "dim"), ("?", "warn"), ("!", "error"),
)  # fmt: skip


_BARS = "▁▂▃▄▅▆▇█"  # an eighth of the rows each
_MANY = 4  # rows in a cell, from which on it shows a share
_LABEL = 18  # cells from one time to the next


def _mark_of(part: bytes) -> Run:
    """The sign of a cell, for the codes of its rows."""
    many, done = len(part), part.count(_DONE) + part.count(_SECOND)
    errors = part.count(_ERROR)
    doubtful = errors + part.count(_DOUBT)
    if many < _MANY or done == many or not doubtful:
        return _MARKS[max(part)]
    level = -(-doubtful * len(_BARS) // many) - 1
    return _BARS[level], "error" if 2 * errors >= doubtful else "warn"


def _no_click(_: int, __: float) -> None:
    """Clicks do nothing."""


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
    """One cell stands for some rows.

    Attributes:
        when_clicked: Called with the number of a row among all, and when (monotonic seconds).
        done: Reviewed rows.
        doubtful: Rows that are doubtful and not reviewed.
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.when_clicked: Callable[[int, float], None] = _no_click
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

    def on_click(self, event: events.Click) -> None:
        """Tell which row stands there."""
        if self._segments:
            row = event.x * len(self._segments) // max(1, self.size.width)
            self.when_clicked(min(row, len(self._segments) - 1), event.time)

    def render_line(self, y: int) -> Strip:
        """The marks of a line; under them, times."""
        width, count = self.size.width, len(self._segments)
        if not count or not width:
            return Strip.blank(width, self.rich_style)
        return self.strip_of(self._times(width, count) if y else self.marks(width, count), width)

    def marks(self, width: int, count: int) -> list[Run]:
        """The signs of ``width`` cells for ``count`` rows."""
        here = _cell(self._at, width, count)
        codes = bytes(self._codes)
        runs: list[Run] = []
        for cell in range(width):
            first = cell * count // width
            mark, ink = _mark_of(codes[first : max(first + 1, (cell + 1) * count // width)])
            runs.append((mark, f"{ink} mark" if cell == here else ink))
        return runs

    def _times(self, width: int, count: int) -> list[Run]:
        runs: list[Run] = []
        for cell in range(0, width - _LABEL // 2, _LABEL):
            start = self._segments[cell * count // width].start_ms
            runs.append((pad(f"╵{clock(start)}", min(_LABEL, width - cell)), "dim"))
        return runs
