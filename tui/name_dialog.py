"""A line of text with suggestions: a digit takes one, typing narrows them, Enter takes what stands there."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from testimony.text.terminal import one_line
from testimony.transcript.find import folded
from tui.dialogs import Dialog
from tui.widgets.choices import Choices
from tui.widgets.hint import Hint
from tui.widgets.ink import Run
from tui.widgets.line_input import SafeInput

__all__ = ["NameDialog"]


class NameDialog(Dialog[str]):
    """A name, typed or taken from a list.

    Until something is typed a digit takes the suggestion with that number; a digit typed later is text.

    Args:
        question: In bold.
        hint: Which keys do what.
        names: The suggestions, the likeliest first.
        value: What stands there to begin with; typing replaces it.
    """

    def __init__(self, question: str, hint: str, names: Sequence[str], value: str = "") -> None:
        super().__init__()
        self._question, self._hint, self._names = question, hint, tuple(names)
        self._found = self._names
        self._is_typed = False
        self._is_marked = False  # by the arrows: Enter then takes the marked suggestion
        self.field = SafeInput(one_line(value))
        self.choices = Choices(self._lines())
        self.choices.when_taken = self._take_number

    def compose(self) -> ComposeResult:
        """The field over its suggestions."""
        with Vertical(classes="dialog"):
            yield Label(one_line(self._question), markup=False, classes="question")
            yield self.field
            yield self.choices
            yield Hint(self._hint)

    def prepare(self) -> None:
        """The cursor into the field; what stands there is replaced by typing."""
        self.set_focus(self.field)
        self.field.action_select_all()

    def _lines(self) -> list[list[Run]]:
        return [[(one_line(name), "")] for name in self._found]

    def _take_number(self, number: int) -> None:
        if number < len(self._found):
            self.answer(self._found[number])

    async def take(self, event: events.Key | events.Paste) -> None:
        """Digits take while nothing is typed, arrows mark, Tab completes, everything else is typed."""
        if isinstance(event, events.Paste):
            self.field.put(event.text)
            self._narrow()
        elif event.key == "escape":
            self.answer(None)
        elif event.key == "enter":
            self.answer(self._found[self.choices.at] if self._is_marked else self.field.value)
        elif event.key in ("up", "down") and self._found:
            self._is_marked = self.choices.move(event.key) or self._is_marked
        elif event.key == "tab" and self._found:
            self.field.value = self._found[self.choices.at]
            self.field.cursor_position = len(self.field.value)
            self._is_typed = True
        elif not self._is_typed and event.key.isdecimal() and 1 <= int(event.key) <= len(self._found):
            self._take_number(int(event.key) - 1)
        else:
            await self.field.type_key(event)
            self._narrow()

    def _narrow(self) -> None:
        """Only the suggestions that hold what was typed."""
        self._is_typed, self._is_marked = True, False
        typed = folded(self.field.value.strip())
        self._found = tuple(name for name in self._names if typed in folded(name))
        self.choices.show(self._lines())
