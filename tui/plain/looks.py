"""What is known about the current row: flags, history, words, draft; help."""

from __future__ import annotations

from collections.abc import Iterable

from testimony.transcript.errors import TestimonyError
from tui.pages import PAGES, PageSources
from tui.plain.desk import Command, PlainDesk
from tui.review.sound.words import WordCache

__all__ = ["Looks"]


class Looks:
    """Commands that read."""

    def __init__(self, desk: PlainDesk) -> None:
        self._desk = desk
        self._sources = PageSources(desk.session, desk.services, desk.say, WordCache(desk.session))
        self.commands = (
            Command("row_again", ("", "row"), lambda _: desk.tell_row()),
            Command("history", ("h",), lambda _: self._page("history")),
            Command("confidence", ("c",), lambda _: self._page("words")),
            Command("draft", ("I",), lambda _: self._page("draft")),
            Command("terms", ("terms",), lambda _: self._page("terms")),
        )

    def _page(self, name: str) -> None:
        desk, segment = self._desk, self._desk.current
        page = next(one for one in PAGES if one.name == name)
        if segment is None:
            return
        try:
            lines = page.lines(segment, self._sources)
        except TestimonyError as error:
            desk.tell_error(error)
            return
        for line in lines:
            desk.tell("".join(text for text, _ in line))

    def help(self, commands: Iterable[Command]) -> None:
        """Every command with what it does."""
        desk = self._desk
        desk.tell(desk.say("plain.help"))
        for one in commands:
            name = f"act.{one.name}"
            what = desk.say(name) if name in desk.say else desk.say(f"plain.{one.name}")
            keys = ", ".join(key or desk.say("plain.enter") for key in one.keys)
            desk.tell(f"{keys}: {what}")
