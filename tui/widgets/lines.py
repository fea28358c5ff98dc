"""Read-only lines: the status bar, the pages of the segment in work, messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import events
from textual.geometry import Size
from textual.strip import Strip

from testimony.text.cells import cell_width, wrap
from tui.widgets.ink import InkedView, Run

__all__ = ["Lines", "wrap_runs"]


def wrap_runs(runs: Sequence[Run], width: int, indent: int = 0) -> list[list[Run]]:
    """Break runs into lines of at most ``width`` cells, by the rules of Chinese punctuation."""
    whole = "".join(text for text, _ in runs)
    if cell_width(whole) <= width and "\n" not in whole:
        return [list(runs)]
    inks = [ink for text, ink in runs for _ in text]
    lines: list[list[Run]] = []
    at = 0
    for number, line in enumerate(wrap(whole, max(2, width - indent))):
        at = max(at, whole.find(line, at)) if line else at
        pieces: list[Run] = [(" " * indent, "")] if indent and number else []
        for sign, ink in zip(line, inks[at:], strict=False):
            if pieces and pieces[-1][1] == ink:
                pieces[-1] = (pieces[-1][0] + sign, ink)
            else:
                pieces.append((sign, ink))
        lines.append(pieces)
        at += len(line)
    return lines


def _no_click(_: str) -> None:
    """Clicks do nothing."""


class Lines(InkedView, can_focus=False):
    """Lines of runs, wrapped to the widget's width.

    Attributes:
        when_clicked: Called with the text of the run that was clicked.
    """

    def __init__(self, id: str | None = None, *, ground: str = "", folds: bool = True) -> None:
        super().__init__(id=id)
        self.when_clicked: Callable[[str], None] = _no_click
        self._ground = ground
        self._folds = folds
        self._given: list[Sequence[Run]] = []
        self._lines: list[list[Run]] = []

    def show(self, lines: Iterable[Sequence[Run]]) -> None:
        """Put these lines in place of the old ones."""
        given = list(lines)
        if given == self._given:
            return
        self._given = given
        self._fold()

    @property
    def text(self) -> str:
        """What is shown, for tests."""
        return "\n".join("".join(text for text, _ in line) for line in self._given)

    def move(self, key: str) -> None:
        """Scroll by a key: arrows, pages, ends."""
        page, top = max(1, self.size.height - 1), self.scroll_offset.y
        ends = {"home": 0, "end": len(self._lines)}
        steps = {"up": -1, "down": 1, "k": -1, "j": 1, "pageup": -page, "pagedown": page, "space": page}
        if key in ends or key in steps:
            self.scroll_to(
                y=ends.get(key, top + steps.get(key, 0)), animate=False, force=True, immediate=True
            )

    def on_click(self, event: events.Click) -> None:
        """Tell which run stands there."""
        place = event.get_content_offset(self)
        number = self.scroll_offset.y + place.y if place is not None else len(self._lines)
        if place is None or number >= len(self._lines):
            return
        at = 0
        for text, _ in self._lines[number]:
            at += cell_width(text)
            if place.x < at:
                self.when_clicked(text)
                return

    def on_resize(self) -> None:
        """Wrap again."""
        self._fold()

    def _fold(self) -> None:
        if self._folds:
            width, height = self.size.width or 80, self.size.height
            self._lines = self._folded(width)
            if len(self._lines) > height:  # a scroll bar takes the last cell
                self._lines = self._folded(width - 1)
            # Never less than what is seen: a change of this size lays the whole screen out again.
            size = Size(width, max(len(self._lines), height))
            if size != self.virtual_size:
                self.virtual_size = size
            if self.scroll_offset.y:
                self.scroll_to(y=0, animate=False, immediate=True)
        else:
            self._lines = [list(line) for line in self._given]
        self.refresh()

    def _folded(self, width: int) -> list[list[Run]]:
        return [part for line in self._given for part in wrap_runs(line, width, 2)]

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        number = self.scroll_offset.y + y
        runs = self._lines[number] if number < len(self._lines) else []
        return self.strip_of(runs, self.paper_width, self._ground)
