"""What the commands of the conversation share: the session, the console, the current row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from testimony.text.terminal import one_line
from testimony.transcript.edits import Edit
from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import Segment
from tui.plain.console import Console
from tui.plain.describe import WORDS, describe
from tui.services import ReviewSession, Services
from tui.strings import Strings

__all__ = ["Command", "PlainDesk"]


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be typed.

    Attributes:
        name: Of the action on the screen, which also says what it does (``act.NAME``).
        keys: What is typed for it, in place of the name.
        run: Is given what was typed behind the command.
        vouches: It approves: refused where it was typed before the row was printed.
    """

    name: str
    keys: tuple[str, ...]
    run: Callable[[str], None]
    vouches: bool = False


class PlainDesk:
    """Where the commands work.

    Attributes:
        at: Number of the current row, from 0.
    """

    def __init__(self, session: ReviewSession, services: Services, say: Strings, console: Console) -> None:
        self.session, self.services, self.say, self.console = session, services, say, console
        self.at = 0
        self._told: Segment | None = None
        say.add(WORDS)

    @property
    def rows(self) -> Sequence[Segment]:
        """All rows, in order of time."""
        return list(self.session.document.segments.values())

    @property
    def current(self) -> Segment | None:
        """The row that commands are about."""
        rows = self.rows
        self.at = max(0, min(self.at, len(rows) - 1))
        return rows[self.at] if rows else None

    @property
    def was_told(self) -> bool:
        """True where the current row, as it now stands, is what was printed last."""
        return self._told is not None and self._told is self.current

    def tell(self, text: str) -> None:
        """Print a line of ours."""
        self.console.say(one_line(text))

    def tell_row(self) -> None:
        """Print the current row."""
        segment = self.current
        if segment is None:
            self.tell(self.say("said.empty"))
            return
        lines = describe(segment, self.session.document, self.say, (self.at + 1, len(self.rows)))
        self.console.say("\n".join(lines))
        self._told = segment

    def go_to(self, segment_id: str) -> None:
        """Make a row the current one, and print it."""
        ids = [one.id for one in self.rows]
        if segment_id in ids:
            self.at = ids.index(segment_id)
        self.tell_row()

    def ask(self, question: str, text: str = "") -> str | None:
        """Ask for a line; None where nothing was said."""
        answer = self.console.ask(f"{question}: ", text)
        return answer if answer is not None and answer.strip() else None

    def choose(self, question: str, choices: Sequence[str]) -> int | None:
        """Ask for one of several, by its number."""
        self.tell(question)
        for number, choice in enumerate(choices, 1):
            self.tell(f"{number} {choice}")
        answer = self.console.ask("? ") or ""
        return int(answer) - 1 if answer.isdecimal() and 1 <= int(answer) <= len(choices) else None

    def try_edit(self, edit: Callable[[], object], done: str) -> bool:
        """Make an edit and say so; False, and the reason said, when it was refused."""
        try:
            if self.session.refusal is not None:
                raise self.session.refusal
            edit()
        except TestimonyError as error:
            self.tell_error(error)
            return False
        if done:
            self.tell(done)
        return True

    def commit(self, make: Callable[..., Edit], *arguments: object, done: str) -> bool:
        """Make an edit of the rules' own functions, over the document as it stands."""
        session = self.session
        return self.try_edit(lambda: session.commit(make(session.document, *arguments)), done)

    def tell_error(self, error: TestimonyError) -> None:
        """Say what went wrong and what to do."""
        self.tell(f"{error.message}{f' → {error.hint}' if error.hint else ''}")
