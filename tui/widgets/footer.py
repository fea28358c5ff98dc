"""The last line of the screen: what happened, and the keys of the mode, as many as fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.strip import Strip

from testimony.text.cells import cell_width
from tui.widgets.ink import InkedView, Run
from tui.wrapping import wrapped

__all__ = ["Footer", "FooterKey", "fitting"]

_GAP = 2  # cells between two keys
_TALL = 34  # lines of a screen that has room for a line of messages, as in the style sheet
_ALWAYS = 2  # of the last keys (palette, help), which every width shows


@dataclass(frozen=True, slots=True)
class FooterKey:
    """A key and what it does.

    Attributes:
        action: Name of the action.
        key: As a person reads it.
        label: One or two words.
    """

    action: str
    key: str
    label: str

    @property
    def cells(self) -> int:
        """Cells that it takes, without a gap."""
        return cell_width(self.key) + 1 + cell_width(self.label)


def fitting(keys: Sequence[FooterKey], width: int) -> list[FooterKey]:
    """The keys that fit whole into ``width`` cells, the first ones before the later ones.

    The last two are shown wherever they fit, since they lead to every other action.
    """
    last = list(keys[-_ALWAYS:])
    while last and _cells(last) > width:
        last.pop(0)
    shown: list[FooterKey] = []
    for one in keys[: len(keys) - min(_ALWAYS, len(keys))]:
        if _cells([*shown, one, *last]) <= width:
            shown.append(one)
    return [*shown, *last]


def _cells(keys: Sequence[FooterKey]) -> int:
    return sum(one.cells for one in keys) + _GAP * max(0, len(keys) - 1)


def _nothing(_: str, __: float) -> None:
    """Clicks do nothing."""


class Footer(InkedView, can_focus=False):
    """A message and the keys. They share the only line of a low screen; a tall one has a line for each.

    A message that is longer than its line takes as many lines as it needs: nothing of it is cut.

    Attributes:
        when_clicked: Called with the action whose key was clicked, and when (monotonic seconds).
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.when_clicked: Callable[[str, float], None] = _nothing
        self._message: Run = ("", "")
        self._lines: list[str] = []
        self._keys: Sequence[FooterKey] = ()

    @property
    def text(self) -> str:
        """What is said, for tests."""
        return self._message[0]

    def say(self, text: str, ink: str = "") -> None:
        """Put a message in place of the last one; an empty text takes it away."""
        if (text, ink) != self._message:
            self._message = (text, ink)
            self._fold()

    def offer(self, keys: Sequence[FooterKey]) -> None:
        """Show these keys, the most important first; the last two on every width."""
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def shown(self) -> list[FooterKey]:
        """The keys that are seen now."""
        return fitting(self._keys, self.size.width - self._start())

    def on_resize(self) -> None:
        """Wrap the message again."""
        self._fold()

    def _fold(self) -> None:
        screen = self.screen.size
        text = self._message[0]
        self._lines = wrapped(text, screen.width) if text else []
        lines = max(len(self._lines), 1 if screen.height >= _TALL else 0)
        height = lines + 1 if lines > 1 or screen.height >= _TALL else 1
        self.styles.height = height
        self.refresh()

    @property
    def _shares(self) -> bool:
        return len(self._lines) == self.size.height == 1

    def _start(self) -> int:
        """The cell where the keys begin in their line."""
        return cell_width(self._lines[0]) + _GAP + 1 if self._shares else 0

    def on_click(self, event: events.Click) -> None:
        """Tell which key was clicked."""
        if event.y != self.size.height - 1:
            return
        at = self._start()
        for one in self.shown():
            if at <= event.x < at + one.cells:
                self.when_clicked(one.action, event.time)
                return
            at += one.cells + _GAP

    def render_line(self, y: int) -> Strip:
        """A line of the message, the keys, or both."""
        runs: list[Run] = []
        if y < len(self._lines):
            runs.append((self._lines[y], self._message[1]))
        if y == self.size.height - 1:
            runs.append((" " * (self._start() - sum(cell_width(text) for text, _ in runs)), ""))
            for number, one in enumerate(self.shown()):
                lead = " " * _GAP if number else ""
                runs += [(lead, ""), (one.key, "key"), (f" {one.label}", "dim")]
        return self.strip_of(runs, self.size.width)
