"""Rows of different heights that scroll as fast at 20,000 as at 20."""

from __future__ import annotations

from textual.geometry import Region, Size

from tui.rhythm import pause_ms
from tui.rows import Rows
from tui.widgets.ink import InkedView

__all__ = ["RowsView"]

_SLICE_S = 0.005  # of laying out what nobody looks at, between two keys


class RowsView(InkedView, inherit_bindings=False):
    """Knows where each row is; see ``tui.rows``. What a row looks like is the business of a subclass.

    Attributes:
        rows: What is shown.
        cursor: Number of the current row.
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows = Rows()
        self.cursor = 0
        self._refining = False

    def pause_lines(self, row: int) -> int:
        """Lines over the text of a row that say how long nobody spoke: 1 or 0."""
        before = self.rows.segments[row - 1] if row else None
        return 1 if pause_ms(before, self.rows.segments[row]) else 0

    def is_in_view(self, row: int) -> bool:
        """True where at least one line of a row's text is within the widget."""
        top, first = self.scroll_offset.y, self.rows.top(row) + self.pause_lines(row)
        return first < top + self.size.height and self.rows.top(row + 1) > top

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Heights of the rows that come into view are made exact before they are painted."""
        super().watch_scroll_y(old_value, new_value)
        if self.rows.segments:
            top = self.rows.at_line(round(new_value))
            if self.rows.settle(top, top + self.size.height + 1):
                self.resize_virtual()

    def settle(self, row: int) -> None:
        """Make the heights around a row exact; what is seen stays where it is."""
        height = self.size.height or 24
        top = self.rows.at_line(self.scroll_offset.y)
        inside = self.scroll_offset.y - self.rows.top(top)
        if self.rows.settle(row - height, row + height + 1):
            self.resize_virtual()
            self.scroll_to_line(self.rows.top(top) + inside)

    def resize_virtual(self) -> None:
        """Take over the number of lines of all rows."""
        size = Size(max(1, self.paper_width), self.rows.lines)
        if size != self.virtual_size:
            self.virtual_size = size

    def refine_later(self) -> None:
        """Make all heights exact when there is time."""
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
        self.resize_virtual()
        self.scroll_to_line(self.rows.top(top) + inside)
        self.refresh()

    def show_row(self, row: int, *, centre: bool = False) -> None:
        """Scroll no further than needed for a row to be seen whole, or to the middle."""
        height = self.size.height
        if not self.rows.segments or not height:
            return
        first, last = self.rows.top(row), self.rows.top(row + 1)
        top = self.scroll_offset.y
        if centre:
            self.scroll_to_line(first - max(0, (height - (last - first)) // 2))
        elif first < top or last - first > height:
            self.scroll_to_line(first)
        elif last > top + height:
            self.scroll_to_line(last - height)

    def scroll_to_line(self, line: int) -> None:
        """Put a line at the top, as far as there are lines."""
        line = max(0, min(line, self.rows.lines - self.size.height))
        if line != self.scroll_offset.y:
            self.scroll_to(y=line, animate=False, force=True, immediate=True)

    def refresh_row(self, row: int) -> None:
        """Paint one row anew."""
        if row < len(self.rows):
            first = self.rows.top(row)
            height = self.rows.top(row + 1) - first
            self.refresh(Region(0, first - self.scroll_offset.y, self.paper_width, height))
