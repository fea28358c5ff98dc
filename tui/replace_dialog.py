"""The dialog of find and replace: what, by what, where, and each place before it is changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from testimony.text.terminal import one_line
from testimony.transcript.editing.replacing import Hit, Search
from testimony.transcript.review import BOTH_SIDES
from testimony.transcript.types import Side
from tui.dialogs import Dialog
from tui.strings import Strings
from tui.widgets.choices import Choices
from tui.widgets.hint import Hint
from tui.widgets.ink import Run
from tui.widgets.line_input import SafeInput

__all__ = ["ReplaceDialog"]

_AROUND = 24  # characters of text shown on both sides of a place
_SHOWN = 500  # places in the list; all are replaced
_SIDES = (BOTH_SIDES, (Side.SOURCE,), (Side.TARGET,))
Look = Callable[[Search], Sequence[Hit]]


class ReplaceDialog(Dialog[tuple[Search, tuple[Hit, ...]]]):
    """Three fields over the places found; Enter replaces those that are not left out.

    Args:
        search: What the fields hold to begin with.
        look: Finds the places.
    """

    def __init__(self, search: Search, look: Look, say: Strings) -> None:
        super().__init__()
        self._search, self._look, self._say = search, look, say
        self._hits: Sequence[Hit] = ()
        self._left_out: set[int] = set()
        self.fields = [SafeInput(one_line(text)) for text in (search.text, search.instead, search.where)]
        self._at = 1 if search.text else 0  # number of the field; the list comes after the last one
        self.choices = Choices([], numbered=False)
        self.choices.when_taken = self._toggle
        self.found = Label("", markup=False, classes="hint")

    def compose(self) -> ComposeResult:
        """The fields over the list."""
        say = self._say
        with Vertical(classes="dialog wide"):
            for name, field in zip(("find", "instead", "where"), self.fields, strict=True):
                yield Label(say(f"replace.{name}"), markup=False, classes="question")
                yield field
            yield self.found
            yield self.choices
            yield Hint(say("replace.keys"))

    def prepare(self) -> None:
        """The cursor into the first field that is empty."""
        self._go(self._at)
        self._find()

    def _go(self, at: int) -> None:
        self._at = at % (len(self.fields) + 1)
        if self._at < len(self.fields):
            self.set_focus(self.fields[self._at])
            self.fields[self._at].action_select_all()
        else:
            self.set_focus(None)

    async def take(self, event: events.Key | events.Paste) -> None:
        """Tab turns the fields and the list, F2 the sides, F4 whole words, F6 the case; Enter replaces."""
        in_list = self._at == len(self.fields)
        if isinstance(event, events.Paste):
            if not in_list:
                self.fields[self._at].put(event.text)
                self._find()
        elif event.key == "escape":
            self.answer(None)
        elif event.key == "enter":
            self._submit()
        elif event.key in ("tab", "shift+tab"):
            self._go(self._at + (1 if event.key == "tab" else -1))
        elif event.key in ("f2", "f4", "f6"):
            self._change(event.key)
        elif event.key in ("up", "down", "pageup", "pagedown"):
            self.choices.move(event.key)
        elif in_list and event.key == "space":
            self._toggle(self.choices.at)
        elif not in_list:
            await self.fields[self._at].type_key(event)
            self._find()

    def _change(self, key: str) -> None:
        search = self._search
        if key == "f2":
            sides = _SIDES[(_SIDES.index(search.sides) + 1) % len(_SIDES)]
            self._search = replace(search, sides=sides)
        elif key == "f4":
            self._search = replace(search, whole_words=not search.whole_words)
        else:
            self._search = replace(search, same_case=not search.same_case)
        self._find()

    def _find(self) -> None:
        text, instead, where = (field.value for field in self.fields)
        self._search = replace(self._search, text=text, instead=instead, where=where)
        self._hits, self._left_out = self._look(self._search), set()
        self._show(0)

    def _show(self, at: int) -> None:
        search, say = self._search, self._say
        which = say("replace.both") if search.sides == BOTH_SIDES else say(f"side.{search.sides[0].value}")
        marks = [which]
        marks += [say("replace.words")] if search.whole_words else []
        marks += [say("replace.case")] if search.same_case else []
        places = sum(len(hit.places) for number, hit in enumerate(self._hits) if number not in self._left_out)
        count = len(self._hits) - len(self._left_out)
        self.found.update(Content(say("replace.found", places=places, rows=count, where=" · ".join(marks))))
        self.choices.show([self._line(number, hit) for number, hit in enumerate(self._hits[:_SHOWN])])
        self.choices.mark(at)

    def _line(self, number: int, hit: Hit) -> list[Run]:
        first, last = hit.places[0]
        left = one_line(hit.before[max(0, first - _AROUND) : first])
        right = one_line(hit.before[last : last + _AROUND])
        out = number in self._left_out
        gap = " " if hit.before[first - 1 : first].isspace() else ""
        return [
            ("[ ] " if out else "[x] ", "dim" if out else "good"),
            (f"{one_line(hit.segment_id)} ", "accent"),
            (left + gap, "dim"),
            (one_line(hit.before[first:last]), "error"),
            (" → ", "dim"),
            (one_line(self._search.instead) or "–", "good"),
            (f" {right}", "dim"),
        ]

    def _toggle(self, number: int) -> None:
        if number < len(self._hits):
            self._left_out ^= {number}
            self._show(number)

    def _submit(self) -> None:
        hits = tuple(hit for number, hit in enumerate(self._hits) if number not in self._left_out)
        if hits:
            self.answer((self._search, hits))
