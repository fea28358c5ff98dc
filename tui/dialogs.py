"""Questions: a line of text, one of several, and pages to read.

A dialog takes its keys from ``take``, one after the other in the order typed; no key goes by the focus.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from os.path import commonprefix
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Label, Static

from testimony.text.cells import wrap
from testimony.text.terminal import one_line, safe
from tui.widgets.choices import Choices
from tui.widgets.hint import Hint
from tui.widgets.ink import Run
from tui.widgets.line_input import SafeInput
from tui.widgets.lines import Lines

__all__ = ["Ask", "Choose", "Dialog", "Page"]

_SHOWN = 8
_PAGE_WIDTH = 84  # as in the style sheet
Complete = Callable[[str], Sequence[str]]
Answer = TypeVar("Answer")


class Dialog(ModalScreen[None], Generic[Answer]):
    """Something over the review that takes every key until it is answered.

    Attributes:
        done: Called once with the answer, when the dialog is gone; None when somebody went back.
        is_unasked: True where no key opened it: keys typed before it was painted are then dropped.
    """

    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self.done: Callable[[Answer | None], object] = _nothing
        self.is_unasked = False
        self._ready = asyncio.Event()
        self._painted_at = float("inf")
        self._is_answered = False

    def on_mount(self) -> None:
        """Its widgets are there now."""
        try:
            self.prepare()
        finally:
            self._ready.set()
        self.refresh()

    def on_screen_resume(self) -> None:
        """What lay over it is gone; keys typed to that are no answer here. A paint follows."""
        self._painted_at = float("inf")

    def render_lines(self, crop: Region) -> list[Strip]:
        """Note when it was painted, before the terminal shows it: no key typed to it can be older.

        A refresh callback would come too late: on a busy machine it runs after somebody has answered.
        """
        if self._ready.is_set() and self.app.screen is self:
            self._painted_at = min(self._painted_at, time.monotonic())
        return super().render_lines(crop)

    def is_deaf(self, pressed_at: float) -> bool:
        """True for a key that was typed to what stood there before (``pressed_at``: monotonic seconds)."""
        return self.is_unasked and pressed_at < self._painted_at

    def prepare(self) -> None:
        """What is to do before the first key."""

    async def ready(self) -> None:
        """Wait until keys can be taken, however slow the machine is."""
        await self._ready.wait()

    def answer(self, value: Answer | None) -> None:
        """Close it and hand the answer over, before any other key is looked at."""
        if not self._is_answered:
            self._is_answered = True
            self.app.pop_screen()
            self.done(value)

    async def take(self, event: events.Key | events.Paste) -> None:
        """A key or pasted text."""
        if isinstance(event, events.Key) and event.key == "escape":
            self.answer(None)


def _nothing(_: object) -> None:
    """Nobody wants the answer."""


class Ask(Dialog[str]):
    """One line of text.

    Args:
        question: In bold.
        hint: Which keys do what.
        value: What stands there to begin with.
        text: More to know, between the question and its answer.
        needed: Said when the answer is empty, which it then may not be.
        complete: Gives what a beginning may become; Tab then completes.
    """

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
        self._question, self._hint, self._text = question, hint, text
        self._needed, self._complete = needed, complete
        # A path is not selected: one types on at its end.
        self.field = SafeInput(one_line(value), select_on_focus=complete is None)

    def compose(self) -> ComposeResult:
        """The question over its answer."""
        with Vertical(classes="dialog"):
            yield Label(one_line(self._question), markup=False, classes="question")
            if self._text:
                yield Static(Content(safe(self._text)), classes="text")
            yield self.field
            yield Hint(self._hint)

    def prepare(self) -> None:
        """The cursor into the field; what stands there is replaced by typing."""
        self.set_focus(self.field)
        if self.field.select_on_focus:
            self.field.action_select_all()

    async def take(self, event: events.Key | events.Paste) -> None:
        """Enter answers, Tab completes, everything else is typed."""
        if isinstance(event, events.Paste):
            self.field.put(event.text)
        elif event.key == "escape":
            self.answer(None)
        elif event.key == "enter":
            self._submit()
        elif event.key == "tab":
            self._complete_it()
        else:
            await self.field.type_key(event)

    def _submit(self) -> None:
        if self._needed and not self.field.value.strip():
            self.query_one(Hint).show(self._needed, "error")
        else:
            self.answer(self.field.value)

    def _complete_it(self) -> None:
        """As much of the answer as is certain; what it may become, below it."""
        if self._complete is None:
            return
        found = self._complete(self.field.value)
        common = commonprefix(found)  # noqa: RUF071 - as far as the characters go, as every shell
        if len(common) > len(self.field.value):
            self.field.value = common
            self.field.cursor_position = len(common)
        shown = [one_line(one.rstrip("/").rpartition("/")[2]) for one in found[:_SHOWN]]
        more = " …" if len(found) > _SHOWN else ""
        self.query_one(Hint).show("  ".join(shown) + more if len(found) > 1 else self._hint)


class Choose(Dialog[int]):
    """One of several, by arrows and Enter, by its digit, or by a click."""

    def __init__(self, question: str, choices: Sequence[str], hint: str) -> None:
        super().__init__()
        self._question, self._hint = question, hint
        lines: list[list[Run]] = [[(one_line(choice), "")] for choice in choices]
        self.choices = Choices(lines)
        self.choices.when_taken = self.answer

    def compose(self) -> ComposeResult:
        """The question over the choices."""
        with Vertical(classes="dialog"):
            yield Label(one_line(self._question), markup=False, classes="question")
            yield self.choices
            yield Hint(self._hint)

    async def take(self, event: events.Key | events.Paste) -> None:
        """Enter takes the marked one, a digit the one with that number."""
        if isinstance(event, events.Paste):
            return
        if event.key == "enter" and len(self.choices):
            self.answer(self.choices.at)
        elif event.key.isdecimal() and 1 <= int(event.key) <= len(self.choices):
            self.answer(int(event.key) - 1)
        elif not self.choices.move(event.key):
            await super().take(event)


class Page(Dialog[None]):
    """Something to read; Escape, Enter, q or F1 close it."""

    def __init__(self, title: str, text: str, hint: str) -> None:
        super().__init__()
        self._title, self._text, self._hint = title, safe(text), hint
        self.lines = Lines()

    def compose(self) -> ComposeResult:
        """The text under its title, scrolling when it is long."""
        with Vertical(classes="page"):
            yield Label(self._title, markup=False, classes="question")
            yield self.lines
            yield Hint(self._hint)

    def prepare(self) -> None:
        """Show the text."""
        self.lines.show([[(line, "")] for line in self._text.split("\n")])

    def on_resize(self, event: events.Resize) -> None:
        """As high as the text, but never so high that the way out is not seen."""
        page = self.query_one(".page")
        width = min(_PAGE_WIDTH, event.size.width) - 4
        lines = sum(len(wrap(line, width)) for line in self._text.split("\n"))
        page.styles.height = min(event.size.height, lines + 4)

    async def take(self, event: events.Key | events.Paste) -> None:
        """Arrows scroll; the keys of the way out close it."""
        if isinstance(event, events.Paste):
            return
        if event.key in ("enter", "q", "f1", "escape"):
            self.answer(None)
        else:
            self.lines.move(event.key)
