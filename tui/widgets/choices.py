"""A list of choices: one is marked, keys and clicks move the mark or take one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.geometry import Size
from textual.strip import Strip

from testimony.text.cells import cell_width
from tui.widgets.ink import InkedView, Run
from tui.widgets.lines import wrap_runs

__all__ = ["Choices"]

_DIGITS = 9


class Choices(InkedView, can_focus=False):
    """Choices as lines of runs, numbered where a digit takes them.

    Attributes:
        at: Number of the marked choice.
        when_taken: Called with the number of a choice that was clicked.
    """

    def __init__(self, lines: Sequence[Sequence[Run]], *, numbered: bool = True) -> None:
        super().__init__()
        self._numbered = numbered
        self._given = list(lines)
        self._lines: list[tuple[int, list[Run]]] = []  # of which choice, what
        self.at = 0
        self.when_taken: Callable[[int], None] = self.mark

    def __len__(self) -> int:
        return len(self._given)

    def show(self, lines: Sequence[Sequence[Run]]) -> None:
        """Put other choices in place of these."""
        self._given, self.at = list(lines), 0
        self._fold()

    def mark(self, number: int) -> None:
        """Mark a choice and show it; beyond the ends, the last or first one."""
        if not self._given:
            return
        self.at = max(0, min(number, len(self._given) - 1))
        mine = [line for line, (choice, _) in enumerate(self._lines) if choice == self.at]
        if mine and mine[0] < self.scroll_offset.y:
            self.scroll_to(y=mine[0], animate=False, force=True, immediate=True)
        elif mine and mine[-1] >= self.scroll_offset.y + self.size.height:
            top = mine[-1] - self.size.height + 1
            self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self.refresh()

    def move(self, key: str) -> bool:
        """Move the mark by a key; False for a key that moves nothing."""
        page = max(1, self.size.height - 1)
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}
        if key in steps:
            self.mark(self.at + steps[key])
        elif key == "home":
            self.mark(0)
        elif key == "end":
            self.mark(len(self._given) - 1)
        else:
            return False
        return True

    def on_click(self, event: events.Click) -> None:
        """Take the choice that was clicked."""
        line = self.scroll_offset.y + event.y
        if line < len(self._lines):
            self.when_taken(self._lines[line][0])

    def on_resize(self) -> None:
        """Wrap again."""
        self._fold()

    def _fold(self) -> None:
        width = max(8, (self.size.width or 61) - 1)  # the last cell is the scroll bar's
        self._lines = []
        for number, runs in enumerate(self._given):
            label = f"{number + 1} " if number < _DIGITS else "  "
            lead: list[Run] = [(label, "accent")] if self._numbered else []
            self._lines += [(number, line) for line in wrap_runs([*lead, *runs], width, 2)]
        size = Size(width, max(1, len(self._lines)))
        if size != self.virtual_size:
            self.virtual_size = size
        self.refresh(layout=True)

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """As many lines as the choices need."""
        lead = 2 if self._numbered else 0
        cells = (sum(cell_width(text) for text, _ in runs) + lead for runs in self._given)
        return max(1, sum(-(-max(1, one) // max(8, width - 2)) for one in cells))

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        number = self.scroll_offset.y + y
        if number >= len(self._lines):
            return Strip.blank(self.paper_width, self.rich_style)
        choice, runs = self._lines[number]
        return self.strip_of(runs, self.paper_width, "chosen" if choice == self.at else "")
