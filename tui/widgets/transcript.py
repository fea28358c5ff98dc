"""The transcript: two aligned columns, wrapped, as fast at 20,000 segments as at 20."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import is_

from textual import events
from textual.strip import Strip

from testimony.transcript.types import Segment
from tui.widgets.columns import Columns, Layout
from tui.widgets.painting import Doubted, RowPaint
from tui.widgets.rows_view import RowsView
from tui.widgets.seen import SeenRows

__all__ = ["TranscriptView"]

_KEPT_ROWS = 500


def _nothing() -> None:
    """Nobody asked to be told."""


def _no_click(_: int, __: float) -> None:
    """Clicks do nothing."""


class TranscriptView(RowsView, can_focus=True, inherit_bindings=False):
    """Paints only the lines that are seen; see ``tui.rows`` for how it knows which those are.

    Attributes:
        picked_from: Number of the row where a selection began; None while nothing is selected.
        seen: Which rows were on the screen as they now stand.
        when_moved: Called at once when another row is the current one, so that what it changes is
            painted with the rows.
        when_clicked: Called with the number of a row that was clicked, and when (monotonic seconds).
    """

    FOCUS_ON_CLICK = False  # the editors keep the cursor until the click was answered

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.when_moved: Callable[[], None] = _nothing
        self.when_clicked: Callable[[int, float], None] = _no_click
        self._paint = RowPaint()
        self._spoken: Segment | None = None
        self.picked_from: int | None = None
        self.seen = SeenRows()
        self._painted: dict[int, tuple[tuple[Segment, Segment | None, str], list[Strip]]] = {}
        self._width = 0
        self._layout = Layout.SOURCE
        self._painted_current: tuple[Segment | None, float] = (None, 0.0)

    # What is shown

    @property
    def current(self) -> Segment | None:
        """The current segment; None when there are no rows."""
        return self.rows.segments[self.cursor] if self.cursor < len(self.rows) else None

    @property
    def picked(self) -> Sequence[Segment]:
        """The selected rows, to the current one; none while nothing is selected."""
        if self.picked_from is None:
            return ()
        first, last = sorted((self.picked_from, self.cursor))
        return self.rows.segments[first : last + 1]

    def pick(self, row: int | None) -> None:
        """Begin a selection at a row, or drop it."""
        if row != self.picked_from:
            self.picked_from = row
            self.refresh()

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
            self.picked_from = None
        else:
            for row in range(first, last):
                self._painted.pop(row, None)
        found = self.rows.row_of(current) if current is not None else None
        row = min(self.cursor, max(0, len(segments) - 1)) if found is None else found
        self.settle(row)
        self.resize_virtual()
        self.cursor = row
        self.show_row(row)
        self.refresh()
        after = self.current
        if after is not None and (before is None or after is not before):
            self.when_moved()
        self.refine_later()

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
                self.refresh_row(row)

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
                    self.refresh_row(row)
            self._paint.spoken, self._spoken = spoken, segment if spoken else None

    def was_painted(self, before: float) -> bool:
        """True where the current row, as it now stands, was painted as such before a time (monotonic)."""
        segment, at = self._painted_current
        return segment is self.current and at <= before and self.is_in_view(self.cursor)

    def reveal(self) -> None:
        """Scroll to the current row."""
        self.show_row(self.cursor)

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
        self.settle(row)
        self.show_row(row, centre=centre)
        changed = {old, row} if self.picked_from is None else range(min(old, row), max(old, row) + 1)
        for one in changed:
            self.refresh_row(one)
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
        """Move by a screenful of lines; 1 is down, -1 up."""
        height = max(1, self.size.height - 1)
        if not self.rows.segments:
            return
        self.settle(self.cursor)
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
            self.show_row(self.cursor)
            return
        self._width = width
        self._lay_out()

    def use_layout(self, layout: Layout) -> None:
        """Put the texts elsewhere."""
        if layout is not self._layout:
            self._layout = layout
            self._lay_out()

    def _lay_out(self) -> None:
        columns = Columns.of(self._width or self.paper_width, self._layout)
        self._paint.use(columns, self._paint.names)
        self.rows.reflow((columns.source, columns.target), is_stacked=columns.is_stacked)
        self.forget_paint()
        self.settle(self.cursor)
        self.resize_virtual()
        self.show_row(self.cursor)
        self.refresh()
        self.refine_later()

    # Painting

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line = self.scroll_offset.y + y
        if not self.rows.segments or line >= self.rows.lines:
            return Strip.blank(self.paper_width, self.rich_style)
        row = self.rows.at_line(line)
        strips = self._strips(row)
        inside = line - self.rows.top(row)
        over = self.pause_lines(row)
        if over <= inside < len(strips):
            self._note_paint(row)
            self.seen.note(self.rows.segments[row], inside - over, len(strips) - over)
        return strips[inside] if inside < len(strips) else Strip.blank(self.paper_width, self.rich_style)

    def _note_paint(self, row: int) -> None:
        """Remember when a text of the current row was painted; the line over it says nothing of it."""
        if row == self.cursor and self._painted_current[0] is not self.rows.segments[row]:
            self._painted_current = (self.rows.segments[row], time.monotonic())

    def _before(self, row: int) -> Segment | None:
        return self.rows.segments[row - 1] if row else None

    def _ground(self, row: int) -> str:
        if row == self.cursor:
            return "current"
        start = self.cursor if self.picked_from is None else self.picked_from
        return "picked" if min(start, self.cursor) <= row <= max(start, self.cursor) else ""

    def _strips(self, row: int) -> list[Strip]:
        segment, before, ground = self.rows.segments[row], self._before(row), self._ground(row)
        kept, wanted = self._painted.get(row), (segment, before, ground)
        if kept is not None and all(map(is_, kept[0], wanted)):
            return kept[1]
        width = self.paper_width
        strips = [self.strip_of(runs, width) for runs in self._paint.pause(before, segment)]
        lines = self._paint.lines(segment, before, ground)
        strips += [self.strip_of(runs, width, ground) for runs in lines]
        if len(self._painted) > _KEPT_ROWS:
            self._painted.clear()
        self._painted[row] = (wanted, strips)
        return strips
