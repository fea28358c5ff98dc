"""What a redaction asks about: accept or refuse each with one key; the answers go into the profile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from testimony.transcript.errors import TestimonyError
from tui.keymap import Action
from tui.review.background import in_background
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.redactions.words import WORDS
from tui.widgets.ink import Run
from tui.widgets.questions import QuestionView

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui.services import RedactionQuestion

__all__ = ["Redactions"]

_MODE = ("redactions",)
_LINE = re.compile(r"line (\S+),")


class Redactions(Component):
    """A mode of its own, in the place of the list."""

    MODE = "redactions"
    FOOTER = (
        "redaction_accept", "redaction_refuse", "redaction_open", "redaction_leave", "redaction_row",
        "redaction_reopen", "palette", "help",
    )  # fmt: skip
    ACTIONS = (
        Action("redactions", "L", "find"),
        Action("redaction_leave", "escape,L,q", "move", _MODE),
        Action("redaction_down", "down,j", "move", _MODE),
        Action("redaction_up", "up,k", "move", _MODE),
        Action("redaction_open", "d", "move", _MODE),
        Action("redaction_row", "enter", "move", _MODE),
        Action("redaction_accept", "a", "work", _MODE),
        Action("redaction_refuse", "x", "work", _MODE),
        Action("redaction_reopen", "u", "work", _MODE),
    )
    WORDS = WORDS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = QuestionView("questions")
        self.view.say = desk.say

    def panes(self) -> Iterable[Widget]:
        """The questions, where the list was."""
        yield self.view

    def facts(self) -> Iterable[Run]:
        """How many questions are open."""
        if self.desk.mode == self.MODE:
            count = sum(not one.answer for one in self.view.questions)
            yield self.desk.say("status.open_questions", count=count), "warn" if count else "good"

    def redactions(self) -> None:
        """Show the questions, which are looked for in a thread: a long hearing takes seconds."""
        desk = self.desk
        if desk.may_leave():
            desk.tell(desk.say("redactions.looking"))
            in_background(desk, "Looking", desk.services.redaction_questions, self._show, group="redactions")

    def _show(self, questions: Sequence[RedactionQuestion]) -> None:
        if not questions:
            self.desk.tell(self.desk.say("redactions.none"), "good")
            return
        self.desk.enter(self.MODE)
        self.view.show(questions, 0)
        self.desk.facts_changed()

    def redaction_leave(self) -> None:
        """Back to the list."""
        self.desk.enter("list")
        self.desk.refresh_rows()

    def redaction_row(self) -> None:
        """Back to the list, at the row of the current question."""
        one = self.view.current
        self.redaction_leave()
        found = _LINE.match(one.places[0]) if one is not None else None
        if found is not None:
            self.desk.move_to_id(found[1])

    def redaction_down(self) -> None:
        """On."""
        self.view.move_to(self.view.cursor + 1)

    def redaction_up(self) -> None:
        """Back."""
        self.view.move_to(self.view.cursor - 1)

    def redaction_open(self) -> None:
        """To the next question without an answer, round the end."""
        questions, at = self.view.questions, self.view.cursor
        for step in range(1, len(questions) + 1):
            place = (at + step) % len(questions)
            if not questions[place].answer:
                self.view.move_to(place)
                return
        self.desk.tell(self.desk.say("redactions.done"), "good")

    def redaction_accept(self) -> None:
        """Replace it."""
        self._answer("accept")

    def redaction_refuse(self) -> None:
        """Leave it as it is."""
        self._answer("refuse")

    def redaction_reopen(self) -> None:
        """Take the answer back."""
        self._answer("")

    def _answer(self, answer: Literal["accept", "refuse", ""]) -> None:
        desk, view = self.desk, self.view
        one = view.current
        if one is None:
            return
        if not view.was_painted(desk.pressed_at):
            desk.tell(desk.say("redactions.unseen"), "warn")
            return
        try:
            desk.services.answer_redaction(view.cursor, answer)
        except TestimonyError as error:
            desk.tell_error(error)
            return
        questions = list(view.questions)
        questions[view.cursor] = replace(one, answer=answer)
        view.show(questions, view.cursor)
        desk.facts_changed()
        if answer:
            self.redaction_open()
