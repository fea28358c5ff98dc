"""The whole hearing in one line: what is reviewed, what is doubtful, where one is."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from testimony.transcript.types import Segment, Severity
from tui.widgets.ink import InkedView, Run

__all__ = ["HearingMap"]

_SECOND, _DONE, _EDITED, _OPEN, _DOUBT, _ERROR = range(6)
_MARKS: tuple[Run, ...] = (
    ("=", "second"), ("=", "good"), ("e", "edited"), (".", "dim"), ("?", "warn"), ("!", "error"),
)  # fmt: skip


def _code(segment: Segment) -> int:
    state = segment.state
    if state.is_reviewed:
        return _SECOND if state.source == state.target == "second_approved" else _DONE
    if segment.flags:
        standing = {flag.severity for flag in segment.flags if not flag.waived_by}
        if Severity.ERROR in standing:
            return _ERROR
        if Severity.WARN in standing:
            return _DOUBT
    return _EDITED if "edited" in (state.source, state.target) else _OPEN


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
            pairs = enumerate(zip(old, segments, strict=True))
            for number in [number for number, (one, other) in pairs if one is not other]:
                self._codes[number] = _code(segments[number])
        else:
            self._codes = bytearray(map(_code, segments))
        self._segments = segments
        self.done = self._codes.count(_DONE) + self._codes.count(_SECOND)
        self.doubtful = self._codes.count(_DOUBT) + self._codes.count(_ERROR)
        self.refresh()

    def mark(self, row: int) -> None:
        """Say where the current row is."""
        width = max(1, self.size.width)
        count = max(1, len(self._segments))
        if row * width // count != self._at * width // count:
            self.refresh()
        self._at = row

    def render_line(self, y: int) -> Strip:
        """The only line."""
        width, count = self.size.width, len(self._segments)
        if y or not count or not width:
            return Strip.blank(width, self.rich_style)
        here = self._at * width // count
        runs: list[Run] = []
        for cell in range(width):
            first = cell * count // width
            last = max(first + 1, (cell + 1) * count // width)
            mark, ink = _MARKS[max(self._codes[first:last])]
            runs.append((mark, f"{ink} mark" if cell == here else ink))
        return self.strip_of(runs, width)
