"""The transcript: two aligned columns, wrapped, as fast at 20,000 segments as at 20."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip

from testimony.transcript.types import Segment
from tui.rows import Rows
from tui.widgets.ink import InkedView
from tui.widgets.painting import Columns, Doubted, RowPaint

__all__ = ["TranscriptView"]

_SLICE_S = 0.005  # of laying out what nobody looks at, between two keys
_KEPT_ROWS = 500


def _nothing() -> None:
    """Nobody asked to be told."""


def _no_click(_: int, __: float) -> None:
    """Clicks do nothing."""


class TranscriptView(InkedView, can_focus=True, inherit_bindings=False):
    """Paints only the lines that are seen; see ``tui.rows`` for how it knows which those are.

    Attributes:
        rows: What is shown.
        cursor: Number of the current row.
        when_moved: Called at once when another row is the current one, so that what it changes is
            painted with the rows.
        when_clicked: Called with the number of a row that was clicked, and when (monotonic seconds).
    """

    FOCUS_ON_CLICK = False  # the editors keep the cursor until the click was answered

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.when_moved: Callable[[], None] = _nothing
        self.when_clicked: Callable[[int, float], None] = _no_click
        self.rows = Rows()
        self.cursor = 0
        self._paint = RowPaint()
        self._spoken: Segment | None = None
        self._painted: dict[int, tuple[Segment, bool, list[Strip]]] = {}
        self._width = 0
        self._refining = False
        self._painted_current: tuple[Segment | None, float] = (None, 0.0)

    # What is shown

    @property
    def current(self) -> Segment | None:
        """The current segment; None when there are no rows."""
        return self.rows.segments[self.cursor] if self.cursor < len(self.rows) else None

    @property
    def columns(self) -> Columns:
        """The columns as they are painted now."""
        return self._paint.columns

    def show(
        self, segments: Sequence[Segment], names: Mapping[str, str], current: Segment | None = None
    ) -> None:
        """Take over the rows.

        Args:
            segments: In order of time.
            names: Speaker id → name.
            current: Becomes the current one; where it is not among the rows, the cursor keeps its place.
        """
        before = self.current
        if names != self._paint.names:
            self._paint.use(self._paint.columns, names)
            self.forget_paint()
        size = len(self.rows)
        first, last = self.rows.replace(segments)
        if size != len(segments):
            self._painted.clear()
        else:
            for row in range(first, last):
                self._painted.pop(row, None)
        found = self.rows.row_of(current) if current is not None else None
        row = min(self.cursor, max(0, len(segments) - 1)) if found is None else found
        self._settle(row)
        self._resize_virtual()
        self.cursor = row
        self._reveal(row)
        self.refresh()
        after = self.current
        if after is not None and (before is None or after is not before):
            self.when_moved()
        self._refine_later()

    def mark_text(self, wanted: str) -> None:
        """Mark every place that holds this text; none for an empty one."""
        if wanted != self._paint.wanted:
            self._paint.wanted = wanted
            self.forget_paint()
            self.refresh()

    def mark_doubts(self, places_of: Doubted) -> None:
        """Mark doubtful words; ``places_of`` gives those of a row's side."""
        self._paint.doubted = places_of
        self.forget_paint()

    def repaint(self, segments: Iterable[Segment]) -> None:
        """Paint rows again whose marks changed; those that are not shown are left out."""
        for segment in segments:
            row = self.rows.row_of(segment)
            if row is not None:
                self._painted.pop(row, None)
                self._refresh_row(row)

    def mark_linked(self, linked: Mapping[str, str]) -> None:
        """Mark rows that render another or are rendered: segment id → sign."""
        if linked != self._paint.linked:
            self._paint.linked = dict(linked)
            self.forget_paint()
            self.refresh()

    def mark_spoken(self, segment: Segment | None, found: tuple[int, int] | None = None) -> None:
        """Mark the characters of a segment's source that are heard now; without ``found`` none."""
        spoken = (segment.id, *found) if segment is not None and found else None
        if spoken != self._paint.spoken:
            for one in (self._spoken, segment if spoken else None):
                row = self.rows.row_of(one) if one is not None else None
                if row is not None:
                    self._painted.pop(row, None)
                    self._refresh_row(row)
            self._paint.spoken, self._spoken = spoken, segment if spoken else None

    def was_painted(self, before: float) -> bool:
        """True where the current row, as it now stands, was painted as such before a time (monotonic)."""
        segment, at = self._painted_current
        return segment is self.current and at <= before and self._is_in_view(self.cursor)

    def reveal(self) -> None:
        """Scroll to the current row."""
        self._reveal(self.cursor)

    def _is_in_view(self, row: int) -> bool:
        top = self.scroll_offset.y
        return self.rows.top(row) < top + self.size.height and self.rows.top(row + 1) > top

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
            self.when_moved()

    def move_to_segment(self, segment: Segment, *, centre: bool = False) -> bool:
        """The same for a segment; False when it is not shown."""
        row = self.rows.row_of(segment)
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
        line = self.rows.top(self.cursor) + direction * height
        row = self.rows.at_line(max(0, line))
        self.move_to(row if row != self.cursor else self.cursor + direction)

    def on_click(self, event: events.Click) -> None:
        """Tell which row was clicked; below the last one, none was."""
        line = self.scroll_offset.y + event.y
        if self.rows.segments and line < self.rows.lines:
            self.when_clicked(self.rows.at_line(line), event.time)

    # Laying out

    def on_resize(self) -> None:
        """Lay out what is seen at once, the rest when there is time."""
        width = self.paper_width
        if not width or (width == self._width and self.rows.widths[0] > 0):
            self._reveal(self.cursor)
            return
        self._width = width
        columns = Columns.of(width)
        self._paint.use(columns, self._paint.names)
        self.rows.reflow((columns.source, columns.target))
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
        inside = self.scroll_offset.y - self.rows.top(top)
        if self.rows.settle(row - height, row + height + 1):
            self._resize_virtual()
            self._scroll(self.rows.top(top) + inside)

    def _resize_virtual(self) -> None:
        size = Size(max(1, self.paper_width), self.rows.lines)
        if size != self.virtual_size:
            self.virtual_size = size

    def _refine_later(self) -> None:
        if not self._refining:
            self._refining = True
            self.set_timer(0.05, self._refine)

    def _refine(self) -> None:
        top = self.rows.at_line(self.scroll_offset.y)
        inside = self.scroll_offset.y - self.rows.top(top)
        if not self.rows.refine(_SLICE_S):
            self.set_timer(0.02, self._refine)
            return
        self._refining = False
        self._resize_virtual()
        self._scroll(self.rows.top(top) + inside)
        self.refresh()

    def _reveal(self, row: int, *, centre: bool = False) -> None:
        height = self.size.height
        if not self.rows.segments or not height:
            return
        first, last = self.rows.top(row), self.rows.top(row + 1)
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
            first = self.rows.top(row)
            height = self.rows.top(row + 1) - first
            self.refresh(Region(0, first - self.scroll_offset.y, self.paper_width, height))

    # Painting

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line = self.scroll_offset.y + y
        if not self.rows.segments or line >= self.rows.lines:
            return Strip.blank(self.paper_width, self.rich_style)
        row = self.rows.at_line(line)
        strips = self._strips(row)
        inside = line - self.rows.top(row)
        return strips[inside] if inside < len(strips) else Strip.blank(self.paper_width, self.rich_style)

    def _strips(self, row: int) -> list[Strip]:
        segment, is_current = self.rows.segments[row], row == self.cursor
        if is_current and self._painted_current[0] is not segment:
            self._painted_current = (segment, time.monotonic())
        kept = self._painted.get(row)
        if kept is not None and kept[0] is segment and kept[1] == is_current:
            return kept[2]
        ground = "current" if is_current else ""
        lines = self._paint.lines(segment, is_current=is_current)
        strips = [self.strip_of(runs, self.paper_width, ground) for runs in lines]
        if len(self._painted) > _KEPT_ROWS:
            self._painted.clear()
        self._painted[row] = (segment, is_current, strips)
        return strips
