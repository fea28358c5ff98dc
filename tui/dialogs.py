"""Questions: a line of text, one of several, and pages to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os.path import commonprefix
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from testimony.text.cells import wrap
from testimony.text.terminal import one_line, safe
from tui.widgets.editors import SafeInput

__all__ = ["Ask", "Choose", "Page"]

_DIGITS = 9
_SHOWN = 8
_PAGE_WIDTH = 84  # as in the style sheet
Complete = Callable[[str], Sequence[str]]


class Ask(ModalScreen[str | None]):
    """One line of text; None when somebody went back.

    Args:
        question: In bold.
        hint: Which keys do what.
        value: What stands there to begin with.
        text: More to know, between the question and its answer.
        needed: Said when the answer is empty, which it then may not be.
        complete: Gives what a beginning may become; Tab then completes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("tab", "complete", show=False, priority=True),
    ]

    def __init__(
        self,
        question: str,
        hint: str,
        value: str = "",
        *,
        text: str = "",
        needed: str = "",
        complete: Complete | None = None,
    ) -> None:
        super().__init__()
        self._question, self._hint, self._value, self._text = question, hint, value, text
        self._needed, self._complete = needed, complete

    def compose(self) -> ComposeResult:
        """The question over its answer."""
        with Vertical(classes="dialog"):
            yield Label(one_line(self._question), markup=False, classes="question")
            if self._text:
                yield Static(Content(safe(self._text)), classes="text")
            # A path is not selected: one types on at its end.
            yield SafeInput(one_line(self._value), select_on_focus=self._complete is None)
            yield Label(self._hint, markup=False, classes="hint")

    def on_input_submitted(self, event: SafeInput.Submitted) -> None:
        """Enter."""
        if self._needed and not event.value.strip():
            hint = self.query_one(".hint", Label)
            hint.update(Content(self._needed))
            hint.add_class("needed")
        else:
            self.dismiss(event.value)

    def action_complete(self) -> None:
        """As much of the answer as is certain; what it may become, below it."""
        if self._complete is None:
            return
        field = self.query_one(SafeInput)
        found = self._complete(field.value)
        common = commonprefix(found)  # noqa: RUF071 - as far as the characters go, as every shell
        if len(common) > len(field.value):
            field.value = common
            field.cursor_position = len(common)
        shown = [one_line(one.rstrip("/").rpartition("/")[2]) for one in found[:_SHOWN]]
        more = " …" if len(found) > _SHOWN else ""
        self.query_one(".hint", Label).update(
            Content("  ".join(shown) + more if len(found) > 1 else self._hint)
        )

    def action_back(self) -> None:
        """Escape."""
        self.dismiss(None)


class Choose(ModalScreen[int | None]):
    """One of several, by arrows and Enter or by its digit; None when somebody went back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        *(Binding(str(digit), f"pick({digit})", show=False) for digit in range(1, _DIGITS + 1)),
    ]

    def __init__(self, question: str, choices: Sequence[str], hint: str) -> None:
        super().__init__()
        self._question, self._choices, self._hint = question, choices, hint

    def compose(self) -> ComposeResult:
        """The question over the choices."""
        options = [
            Option(Content(f"{number} {one_line(choice)}" if number <= _DIGITS else f"  {one_line(choice)}"))
            for number, choice in enumerate(self._choices, start=1)
        ]
        with Vertical(classes="dialog"):
            yield Label(one_line(self._question), markup=False, classes="question")
            yield OptionList(*options)
            yield Label(self._hint, markup=False, classes="hint")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        self.dismiss(event.option_index)

    def action_pick(self, digit: int) -> None:
        """A digit."""
        if digit <= len(self._choices):
            self.dismiss(digit - 1)

    def action_back(self) -> None:
        """Escape."""
        self.dismiss(None)


class Page(ModalScreen[None]):
    """Something to read; Escape, Enter, q or F1 close it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,f1", "back", show=False, priority=True),
    ]

    def __init__(self, title: str, text: str, hint: str) -> None:
        super().__init__()
        self._title, self._text, self._hint = title, text, hint

    def compose(self) -> ComposeResult:
        """The text under its title, scrolling when it is long."""
        with Vertical(classes="page"):
            yield Label(self._title, markup=False, classes="question")
            with VerticalScroll():
                yield Static(Content(safe(self._text)))
            yield Label(self._hint, markup=False, classes="hint")

    def on_mount(self) -> None:
        """The keys scroll."""
        self.query_one(VerticalScroll).focus()

    def on_resize(self, event: events.Resize) -> None:
        """As high as the text, but never so high that the way out is not seen."""
        page = self.query_one(".page")
        width = min(_PAGE_WIDTH, event.size.width) - 4
        lines = sum(len(wrap(line, width)) for line in safe(self._text).split("\n"))
        page.styles.height = min(event.size.height, lines + 4)

    def action_back(self) -> None:
        """Close it."""
        self.dismiss(None)
