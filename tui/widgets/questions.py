"""What a redaction asks about: a question, where it stands, what would stand instead."""

from __future__ import annotations

import time
from collections.abc import Sequence

from textual.geometry import Size
from textual.strip import Strip

from testimony.text.terminal import one_line
from tui.services import RedactionQuestion
from tui.strings import Strings
from tui.widgets.ink import InkedView, Run
from tui.wrapping import wrapped

__all__ = ["QuestionView"]

_ANSWERS = {"accept": "good", "refuse": "dim", "": "bold"}


class QuestionView(InkedView, can_focus=False):
    """Paints the questions that are seen, from one that stands at the top.

    Attributes:
        questions: What is shown.
        cursor: Which of them it stands at.
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.say = Strings()
        self.questions: Sequence[RedactionQuestion] = ()
        self.cursor = 0
        self._top = 0
        self._lines: list[tuple[list[Run], bool]] = []
        self._painted: tuple[object, float] = (None, 0.0)
        self._folded = Size(0, 0)

    @property
    def current(self) -> RedactionQuestion | None:
        """The question that the cursor stands at."""
        return self.questions[self.cursor] if self.questions else None

    @property
    def text(self) -> str:
        """What is seen, for tests."""
        return "\n".join("".join(text for text, _ in runs) for runs, _ in self._lines)

    def show(self, questions: Sequence[RedactionQuestion], cursor: int) -> None:
        """Take over questions."""
        self.questions = questions
        self.move_to(cursor)

    def move_to(self, cursor: int) -> None:
        """Stand at a question, and show it."""
        self.cursor = max(0, min(cursor, len(self.questions) - 1))
        self._fold()
        self.refresh()

    def was_painted(self, before: float) -> bool:
        """True where what the cursor stands at was painted before a time (monotonic seconds)."""
        return self._painted[0] == (self.current, self.cursor) and self._painted[1] <= before

    def _fold(self) -> None:
        """The lines that are seen: from the top on, so far down that the current question is among them."""
        self._folded = self.size
        height = self.size.height or 24
        self._top = min(self._top, self.cursor)
        while True:
            self._lines, ends = [], -1
            for number in range(self._top, len(self.questions)):
                self._lines += self._question(number)
                ends = len(self._lines) if number == self.cursor else ends
                if len(self._lines) >= height and ends >= 0:
                    break
            if ends <= height or self._top >= self.cursor:
                return
            self._top += 1

    def _question(self, number: int) -> list[tuple[list[Run], bool]]:
        one, here = self.questions[number], number == self.cursor
        width = self.size.width or 80
        state = self.say(f"redactions.answer.{one.answer or 'open'}")
        more = f" +{len(one.places) - 1}" if len(one.places) > 1 else ""
        heading: list[Run] = [
            (">" if here else " ", "mark" if here else ""),
            (f" {one_line(one.text)} ", "match" if not one.answer else "dim"),
            (f" {state} ", _ANSWERS[one.answer]),
            (f" {one.places[0]}{more}, {one.kind}", "dim"),
        ]
        room = max(20, width - 6)
        told = [
            (one.context, ""),
            (f"{one.why} {self.say('redactions.instead')} {one.replacement}", "info"),
        ]
        lines = [heading]
        for text, ink in told:
            lines += [[("    ", ""), (line, ink)] for line in wrapped(one_line(text), room)]
        return [*((line, here) for line in lines), ([("", "")], False)]

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        if self._folded != self.size:  # it was hidden when it was folded
            self._fold()
        if y == 0 and self._painted[0] != (self.current, self.cursor):
            self._painted = ((self.current, self.cursor), time.monotonic())
        if y >= len(self._lines):
            return Strip.blank(self.paper_width, self.rich_style)
        runs, is_current = self._lines[y]
        return self.strip_of(runs, self.paper_width, "current" if is_current else "")
