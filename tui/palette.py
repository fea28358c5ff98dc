"""The palette: every action by its name, found by typing a part of it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from testimony.text.cells import cell_width
from testimony.transcript.find import folded
from tui.dialogs import Dialog
from tui.widgets.choices import Choices
from tui.widgets.ink import Run
from tui.widgets.line_input import SafeInput

__all__ = ["Palette"]

_KEYS_WIDTH = 24


class Palette(Dialog[int]):
    """What can be done, with its keys; every word typed must be found in the name or the keys."""

    def __init__(self, title: str, entries: Sequence[tuple[str, str]], hint: str) -> None:
        super().__init__()
        self._title, self._entries, self._hint = title, entries, hint
        self._found = list(range(len(entries)))
        self.field = SafeInput()
        self.choices = Choices(self._lines(), numbered=False)
        self.choices.when_taken = self._take_number

    def compose(self) -> ComposeResult:
        """The field over the list."""
        with Vertical(classes="dialog"):
            yield Label(self._title, markup=False, classes="question")
            yield self.field
            yield self.choices
            yield Label(self._hint, markup=False, classes="hint")

    def prepare(self) -> None:
        """The cursor into the field."""
        self.set_focus(self.field)

    def _lines(self) -> list[list[Run]]:
        lines: list[list[Run]] = []
        for number in self._found:
            name, keys = self._entries[number]
            gap = " " * max(1, _KEYS_WIDTH - cell_width(keys))
            lines.append([(keys, "accent"), (gap, ""), (name, "")])
        return lines

    def _take_number(self, number: int) -> None:
        self.answer(self._found[number])

    async def take(self, event: events.Key | events.Paste) -> None:
        """Arrows choose, Enter takes, everything else is typed."""
        if isinstance(event, events.Key):
            if event.key == "escape":
                self.answer(None)
                return
            if event.key == "enter":
                if self._found:
                    self._take_number(self.choices.at)
                return
            if event.key in ("up", "down", "pageup", "pagedown") and self.choices.move(event.key):
                return
            await self.field.type_key(event)
        else:
            self.field.put(event.text)
        self._search()

    def _search(self) -> None:
        words = folded(self.field.value).split()
        names = [folded(f"{name} {keys}") for name, keys in self._entries]
        self._found = [k for k, name in enumerate(names) if all(word in name for word in words)]
        self.choices.show(self._lines())
