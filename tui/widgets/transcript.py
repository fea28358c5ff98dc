"""The transcript: two aligned columns, wrapped, as fast at 20,000 segments as at 20."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip

from testimony.transcript.cells import cell_width, clip, pad
from testimony.transcript.find import spans
from testimony.transcript.types import ReviewState, Segment, Severity
from tui.clock import clock
from tui.messages import CursorMoved
from tui.rows import Rows, wrapped
from tui.safe import one_line, safe
from tui.widgets.ink import InkedView, Run

__all__ = ["TranscriptView", "flag_mark", "state_mark"]

_STATE_MARKS = {
    ReviewState.UNREVIEWED: (".", "dim"),
    ReviewState.EDITED: ("e", "edited"),
    ReviewState.APPROVED: ("a", "good"),
    ReviewState.SECOND_APPROVED: ("A", "second"),
}
_SLICE_S = 0.005  # of laying out what nobody looks at, between two keys
_KEPT_ROWS = 500
_NARROW, _MEDIUM, _WIDE = 60, 100, 140

Range = tuple[int, int, str]  # first and last character, ink


def state_mark(state: ReviewState) -> Run:
    """One sign for a side's state, and its ink."""
    return _STATE_MARKS[state]


def flag_mark(segment: Segment) -> Run:
    """One sign for the worst flag that nobody waived."""
    standing = {flag.severity for flag in segment.flags if not flag.waived_by}
    if Severity.ERROR in standing:
        return "!", "error"
    if Severity.WARN in standing:
        return "?", "warn"
    return ("i", "info") if standing else (" ", "")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Widths in cells; 0 leaves a column out."""

    time: int
    speaker: int
    source: int
    target: int

    @classmethod
    def of(cls, width: int) -> _Columns:
        time = 8 if width >= _NARROW else 0
        speaker = 0 if width < _NARROW else 9 if width < _MEDIUM else 13 if width < _WIDE else 17
        left = max(4, width - 5 - time - speaker - 2)
        return cls(time, speaker, left // 2, left - left // 2)


class TranscriptView(InkedView, can_focus=True, inherit_bindings=False):
    """Paints only the lines that are seen; see ``tui.rows`` for how it knows which those are.

    Attributes:
        rows: What is shown.
        cursor: Number of the current row.
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows = Rows()
        self.cursor = 0
        self._names: Mapping[str, str] = {}
        self._wanted = ""
        self._spoken: tuple[str, int, int] | None = None
        self._columns = _Columns.of(80)
        self._painted: dict[int, tuple[Segment, bool, list[Strip]]] = {}
        self._width = 0
        self._refining = False

    # What is shown

    @property
    def current(self) -> Segment | None:
        """The current segment; None when there are no rows."""
        return self.rows.segments[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, segments: Sequence[Segment], names: Mapping[str, str], current: str | None = None) -> None:
        """Take over the rows; the cursor stays on its segment, or on what came in its place.

        Args:
            segments: In order of time.
            names: Speaker id → name.
            current: The segment that becomes the current one; else the one that was.
        """
        before = self.current
        if names != self._names:
            self._names = dict(names)
            self.forget_paint()
        size = len(self.rows)
        first, last = self.rows.replace(segments)
        if size != len(segments):
            self._painted.clear()
        else:
            for row in range(first, last):
                self._painted.pop(row, None)
        wanted = current or (before.id if before is not None else "")
        row = self.rows.number.get(wanted, min(self.cursor, max(0, len(segments) - 1)))
        self._settle(row)
        self._resize_virtual()
        self.cursor = row
        self._reveal(row)
        self.refresh()
        after = self.current
        if after is not None and (before is None or after is not before):
            self.post_message(CursorMoved(after.id))
        self._refine_later()

    def mark_text(self, wanted: str) -> None:
        """Mark every place that holds this text; none for an empty one."""
        if wanted != self._wanted:
            self._wanted = wanted
            self.forget_paint()
            self.refresh()

    def mark_spoken(self, spoken: tuple[str, int, int] | None) -> None:
        """Mark the characters of a segment's source that are heard now."""
        if spoken != self._spoken:
            for one in (self._spoken, spoken):
                row = self.rows.number.get(one[0]) if one else None
                if row is not None:
                    self._painted.pop(row, None)
                    self._refresh_row(row)
            self._spoken = spoken

    def forget_paint(self) -> None:
        """Paint everything anew when it is next seen."""
        self._painted.clear()

    # Moving

    def move_to(self, row: int, *, centre: bool = False) -> None:
        """Make a row the current one and show it."""
        if not self.rows.segments:
            return
        row = max(0, min(row, len(self.rows) - 1))
        old, self.cursor = self.cursor, row
        self._settle(row)
        self._reveal(row, centre=centre)
        for one in {old, row}:
            self._painted.pop(one, None)
            self._refresh_row(one)
        if old != row:
            self.post_message(CursorMoved(self.rows.segments[row].id))

    def move_to_id(self, segment_id: str, *, centre: bool = False) -> bool:
        """The same by id; False when the row is not shown."""
        row = self.rows.number.get(segment_id)
        if row is None:
            return False
        self.move_to(row, centre=centre)
        return True

    def page(self, direction: int) -> None:
        """Move by a screenful."""
        height = max(1, self.size.height - 1)
        if not self.rows.segments:
            return
        self._settle(self.cursor)
        line = self.rows.offsets[self.cursor] + direction * height
        row = self.rows.at_line(max(0, line))
        self.move_to(row if row != self.cursor else self.cursor + direction)

    def on_click(self, event: events.Click) -> None:
        """The row that was clicked becomes the current one."""
        self.focus()
        if self.rows.segments:
            self.move_to(self.rows.at_line(self.scroll_offset.y + event.y))

    # Laying out

    def on_resize(self) -> None:
        """Lay out what is seen at once, the rest when there is time."""
        width = self.size.width
        if not width or (width == self._width and self.rows.widths[0] > 0):
            self._reveal(self.cursor)
            return
        self._width = width
        self._columns = _Columns.of(width)
        self.rows.reflow((self._columns.source, self._columns.target))
        self.forget_paint()
        self._settle(self.cursor)
        self._resize_virtual()
        self._reveal(self.cursor)
        self.refresh()
        self._refine_later()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Heights of what comes into view are made exact before it is painted."""
        super().watch_scroll_y(old_value, new_value)
        if self.rows.segments:
            top = self.rows.at_line(round(new_value))
            if self.rows.settle(top, top + self.size.height + 1):
                self._resize_virtual()

    def _settle(self, row: int) -> None:
        height = self.size.height or 24
        top = self.rows.at_line(self.scroll_offset.y)
        inside = self.scroll_offset.y - self.rows.offsets[top]
        if self.rows.settle(row - height, row + height + 1):
            self._resize_virtual()
            self._scroll(self.rows.offsets[top] + inside)

    def _resize_virtual(self) -> None:
        size = Size(max(1, self.size.width), self.rows.lines)
        if size != self.virtual_size:
            self.virtual_size = size

    def _refine_later(self) -> None:
        if not self._refining:
            self._refining = True
            self.set_timer(0.05, self._refine)

    def _refine(self) -> None:
        top = self.rows.at_line(self.scroll_offset.y)
        inside = self.scroll_offset.y - self.rows.offsets[top]
        if not self.rows.refine(_SLICE_S):
            self.set_timer(0.02, self._refine)
            return
        self._refining = False
        self._resize_virtual()
        self._scroll(self.rows.offsets[top] + inside)
        self.refresh()

    def _reveal(self, row: int, *, centre: bool = False) -> None:
        height = self.size.height
        if not self.rows.segments or not height:
            return
        first, last = self.rows.offsets[row], self.rows.offsets[row + 1]
        top = self.scroll_offset.y
        if centre:
            self._scroll(first - max(0, (height - (last - first)) // 2))
        elif first < top or last - first > height:
            self._scroll(first)
        elif last > top + height:
            self._scroll(last - height)

    def _scroll(self, line: int) -> None:
        line = max(0, min(line, self.rows.lines - self.size.height))
        if line != self.scroll_offset.y:
            self.scroll_to(y=line, animate=False, force=True, immediate=True)

    def _refresh_row(self, row: int) -> None:
        if row < len(self.rows):
            first = self.rows.offsets[row]
            height = self.rows.offsets[row + 1] - first
            self.refresh(Region(0, first - self.scroll_offset.y, self.size.width, height))

    # Painting

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line = self.scroll_offset.y + y
        if not self.rows.segments or line >= self.rows.lines:
            return Strip.blank(self.size.width, self.rich_style)
        row = self.rows.at_line(line)
        strips = self._strips(row)
        inside = line - self.rows.offsets[row]
        return strips[inside] if inside < len(strips) else Strip.blank(self.size.width, self.rich_style)

    def _strips(self, row: int) -> list[Strip]:
        segment, is_current = self.rows.segments[row], row == self.cursor
        kept = self._painted.get(row)
        if kept is not None and kept[0] is segment and kept[1] == is_current:
            return kept[2]
        ground = "current" if is_current else ""
        strips = [self.strip_of(runs, self.size.width, ground) for runs in self._paint(segment, is_current)]
        if len(self._painted) > _KEPT_ROWS:
            self._painted.clear()
        self._painted[row] = (segment, is_current, strips)
        return strips

    def _paint(self, segment: Segment, is_current: bool) -> list[list[Run]]:
        columns, text_ink = self._columns, "bold" if is_current else ""
        source = self._side(segment.source, columns.source, text_ink, self._source_ranges(segment))
        target = self._side(segment.target, columns.target, text_ink, self._ranges(segment.target))
        lines = []
        empty: list[Run] = [("", "")]
        for number, (left, right) in enumerate(zip_longest(source, target, fillvalue=empty)):
            used = _cells(left)
            lead = self._lead(segment, is_current) if number == 0 else self._blank_lead(is_current)
            gap: Run = (" " * (columns.source - used + 2), "")
            lines.append([*lead, *left, gap, *right])
        return lines

    def _lead(self, segment: Segment, is_current: bool) -> list[Run]:
        columns = self._columns
        runs: list[Run] = [
            (">", "mark") if is_current else (" ", ""),
            state_mark(segment.state.source),
            state_mark(segment.state.target),
            flag_mark(segment),
            (" ", ""),
        ]
        if columns.time:
            runs.append((pad(clock(segment.start_ms), columns.time), "dim"))
        if columns.speaker:
            name = one_line(self._names.get(segment.speaker, segment.speaker))
            runs.append((pad(clip(name, columns.speaker - 1), columns.speaker), "accent"))
        return runs

    def _blank_lead(self, is_current: bool) -> list[Run]:
        width = 4 + self._columns.time + self._columns.speaker
        return [(">", "mark") if is_current else (" ", ""), (" " * width, "")]

    def _ranges(self, text: str) -> list[Range]:
        if not self._wanted:
            return []
        return [(first, last, "match") for first, last in spans(text, self._wanted)]

    def _source_ranges(self, segment: Segment) -> list[Range]:
        ranges = self._ranges(segment.source)
        if self._spoken and self._spoken[0] == segment.id:
            ranges.append((self._spoken[1], self._spoken[2], "spoken"))
        return ranges

    def _side(self, text: str, width: int, ink: str, ranges: list[Range]) -> list[list[Run]]:
        lines = wrapped(text, width)
        if not ranges:
            return [[(line, ink)] for line in lines]
        return _marked(text, lines, ink, ranges)


def _cells(runs: Sequence[Run]) -> int:
    return sum(cell_width(text) for text, _ in runs)


def _marked(text: str, lines: list[str], ink: str, ranges: list[Range]) -> list[list[Run]]:
    """Lines with the ranges inked; a range may run over a line's end."""
    inks = [ink] * len(text)
    for first, last, name in ranges:
        inks[first:last] = [f"{ink} {name}".strip()] * (min(last, len(text)) - first)
    painted, at = [], 0
    shown = safe(text)
    for line in lines:
        at = max(at, shown.find(line, at)) if line else at
        runs: list[Run] = []
        for sign, name in zip(line, inks[at : at + len(line)], strict=False):
            if runs and runs[-1][1] == name:
                runs[-1] = (runs[-1][0] + sign, name)
            else:
                runs.append((sign, name))
        painted.append(runs or [("", ink)])
        at += len(line)
    return painted
