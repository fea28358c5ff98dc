"""What the columns of the list hold, over them."""

from __future__ import annotations

from collections.abc import Callable

from textual.strip import Strip

from testimony.text.cells import clip, pad
from tui.widgets.columns import Columns
from tui.widgets.ink import InkedView

__all__ = ["Heads"]

_MARKS = 5  # cells left of the first column


class Heads(InkedView, can_focus=False):
    """One line, in step with the columns of the list.

    Attributes:
        columns: Gives the columns that the list has now.
        names: Of the time, the speaker, the left and the right column.
    """

    def __init__(self, columns: Callable[[], Columns], id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns = columns
        self.names: tuple[str, ...] = ()

    def show(self, *names: str) -> None:
        """Take over the names of the time, the speaker, the left and the right column."""
        if self.names != names:
            self.names = names
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The only line."""
        if y or not self.names:
            return Strip.blank(self.size.width, self.rich_style)
        columns, names = self.columns(), self.names
        widths = [columns.time, columns.speaker, columns.source + 2, columns.target]
        if columns.is_stacked:
            names, widths = (*names[:2], " | ".join(names[2:])), [*widths[:2], columns.source]
        shown = (pad(clip(name, width), width) for name, width in zip(names, widths, strict=True))
        return self.strip_of([(" " * _MARKS + "".join(shown), "head")], self.size.width, "head")
