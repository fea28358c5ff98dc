"""Every action by its name, found by typing a part of what it does; also the help, with every key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from testimony.text.cells import cell_width, pad
from testimony.transcript.find import folded
from tui.dialogs import Dialog
from tui.widgets.choices import Choices
from tui.widgets.hint import Hint
from tui.widgets.ink import Run
from tui.widgets.line_input import SafeInput
from tui.widgets.lines import Lines

__all__ = ["Entry", "Palette", "PaletteWords"]

_KEYS_WIDTH = 18  # cells


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to find.

    Attributes:
        name: In a few words.
        keys: As a person reads them.
        why: One sentence.
        group: Shown at the first entry of each group; empty for none.
        is_here: True where it can be done as the screen now is; those are found first.
    """

    name: str
    keys: str
    why: str
    group: str = ""
    is_here: bool = True


@dataclass(frozen=True, slots=True)
class PaletteWords:
    """What the dialog says: its title, which keys do what, and what it says when nothing fits."""

    title: str
    hint: str
    nothing: str


class Palette(Dialog[int]):
    """Entries with their keys; the sentence of the marked one stands below the list.

    Every word typed must be found in the name, the keys or the sentence; names that hold all of them come
    first. F1 and Escape close it, Enter takes the marked one.
    """

    def __init__(self, words: PaletteWords, entries: Sequence[Entry], *, classes: str = "") -> None:
        super().__init__()
        self._words, self._entries, self._look = words, entries, f"dialog wide {classes}".strip()
        self._found = list(range(len(entries)))
        self.field = SafeInput()
        self.choices = Choices(self._lines(), numbered=False)
        self.choices.when_taken = self._take_number
        self.why = Lines("why")

    def compose(self) -> ComposeResult:
        """The field over the list over its explanation."""
        with Vertical(classes=self._look):
            yield Label(self._words.title, markup=False, classes="question")
            yield self.field
            yield self.choices
            yield self.why
            yield Hint(self._words.hint)

    def prepare(self) -> None:
        """The cursor into the field."""
        self.set_focus(self.field)
        self._explain()

    @property
    def found(self) -> list[Entry]:
        """The entries that are listed, the best first."""
        return [self._entries[number] for number in self._found]

    def _lines(self) -> list[list[Run]]:
        lines: list[list[Run]] = []
        width = max((cell_width(one.group) for one in self._entries), default=0)
        before = ""
        for number in self._found:
            one = self._entries[number]
            group = one.group if one.group != before else ""
            before = one.group
            lead: list[Run] = [(pad(group, width + 2), "dim")] if width else []
            keys = pad(one.keys, max(_KEYS_WIDTH, cell_width(one.keys) + 1))
            lines.append([*lead, (keys, "key"), (one.name, "")])
        return lines

    def _take_number(self, number: int) -> None:
        self.answer(self._found[number])

    async def take(self, event: events.Key | events.Paste) -> None:
        """Arrows choose, Enter takes, everything else is typed."""
        if isinstance(event, events.Paste):
            self.field.put(event.text)
            self._search()
        elif event.key in ("escape", "f1"):
            self.answer(None)
        elif event.key == "enter":
            if self._found:
                self._take_number(self.choices.at)
        elif event.key in ("up", "down", "pageup", "pagedown"):
            self.choices.move(event.key)
            self._explain()
        else:
            await self.field.type_key(event)
            self._search()

    def _search(self) -> None:
        words = folded(self.field.value).split()
        names = [folded(f"{one.name} {one.keys}") for one in self._entries]
        whole = [f"{name} {folded(one.why)}" for name, one in zip(names, self._entries, strict=True)]
        fits = [k for k, text in enumerate(whole) if all(word in text for word in words)]
        self._found = sorted(fits, key=lambda k: self._rank(k, all(word in names[k] for word in words)))
        self.choices.show(self._lines())
        self._explain()

    def _rank(self, number: int, is_named_so: bool) -> tuple[bool, bool]:
        """What can be done now goes first, then what is named so; nothing moves while nothing is typed."""
        return bool(self.field.value) and not self._entries[number].is_here, not is_named_so

    def _explain(self) -> None:
        text = self._entries[self._found[self.choices.at]].why if self._found else self._words.nothing
        self.why.show([[(text, "dim" if self._found else "warn")]])
