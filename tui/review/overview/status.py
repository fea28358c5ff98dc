"""The line at the top, and the pages of the segment in work under the list."""

from __future__ import annotations

from datetime import UTC, datetime

from testimony.text.terminal import one_line
from testimony.transcript.errors import TestimonyError
from tui.keymap import Action
from tui.pace import Pace
from tui.pages import PAGES, Line, PageSources, tabs
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.sound.words import WordCache
from tui.widgets.ink import Run

__all__ = ["Status"]


class Status(Component):
    """Says where one is and what is known about it."""

    ACTIONS = (
        Action("detail", "tab", "know"),
        Action("detail_back", "shift+tab", "know"),
        Action("history", "h", "know"),
        Action("confidence", "c", "know"),
    )

    def __init__(self, desk: Desk, words: WordCache) -> None:
        super().__init__(desk)
        self.page = 0
        self._sources = PageSources(desk.session, desk.services, desk.say, words)
        self._pace = Pace(datetime.now(UTC))

    # The line at the top

    def started(self) -> None:
        """The forecast begins with what was done today."""
        self.edited()
        self.refresh_bar()

    def edited(self) -> None:
        """Look what the history has that is new, for the forecast."""
        try:
            self._pace.take(self.desk.services.steps_today())
        except TestimonyError as error:
            self.desk.host.log(f"no forecast: {type(error).__name__}")

    def refresh_bar(self) -> None:
        """File, place, progress, what is on, who works."""
        desk = self.desk
        desk.panes.map.mark(self._row_of_all())
        name = one_line(desk.session.store.path.name)
        desk.panes.bar.show([[(f" {name} ", "bold"), *self._facts()]])

    def _row_of_all(self) -> int:
        desk, current = self.desk, self.desk.current
        if desk.filter is None or current is None:
            return desk.panes.view.cursor
        return next((k for k, one in enumerate(desk.session.document.segments) if one == current.id), 0)

    def _facts(self) -> list[Run]:
        desk, say = self.desk, self.desk.say
        rows, view = len(desk.panes.view.rows), desk.panes.view
        done, total = desk.panes.map.done, len(desk.session.document.segments)
        facts: list[Run] = []
        if not desk.session.is_writable:
            facts.append((say("status.readonly"), "error"))
        if desk.mode != "list":
            facts.append((say(f"mode.{desk.mode}"), "warn"))
        if desk.options.demo:
            facts.append((say("status.demo"), "warn"))
        facts.append((f"{min(view.cursor + 1, rows)}/{rows}", ""))
        facts.append((say("status.progress", done=done, all=total), "good"))
        if desk.panes.map.doubtful:
            facts.append((say("said.doubtful_left", count=desk.panes.map.doubtful), "warn"))
        for part in desk.parts:
            facts += part.facts()
        minutes = self._pace.minutes_left(desk.session.document, total - done, datetime.now(UTC))
        if minutes is not None:
            facts.append((say("status.left", minutes=minutes), "dim"))
        key = "status.by" if desk.session.by.confirmed else "status.by_unconfirmed"
        facts.append((say(key, name=one_line(desk.session.by.name)), "dim"))
        return [run for fact in facts for run in (fact, (" · ", "dim"))][:-1]

    # The pages

    def moved(self) -> None:
        """What is known at once."""
        self.refresh_bar()
        self.refresh_detail(moving=True)

    def rested(self) -> None:
        """What is read from the file, too."""
        self.refresh_bar()
        self.refresh_detail()

    def facts_changed(self) -> None:
        """The line at the top says something else now."""
        self.refresh_bar()

    def refresh_detail(self, *, moving: bool = False) -> None:
        """The open page of the segment in work; while one moves, only what need not be read."""
        desk, segment = self.desk, self.desk.current
        if segment is None:
            desk.panes.detail.show([])
            return
        page = PAGES[self.page]
        counts = {one.name: one.count(segment, self._sources, moving=moving) for one in PAGES}
        lines: list[Line] = []
        if not (moving and page.reads):
            try:
                lines = page.lines(segment, self._sources)
            except TestimonyError as error:
                lines = [[(one_line(error.message), "error")]]
        desk.panes.detail.show([tabs(page.name, counts, desk.say), *lines])

    def detail(self) -> None:
        """The next page."""
        self._turn(1)

    def detail_back(self) -> None:
        """The page before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self.page = (self.page + step) % len(PAGES)
        self.refresh_detail()

    def open_page(self, name: str) -> None:
        """Show a page by its name; the first one where it is shown already."""
        numbers = {page.name: number for number, page in enumerate(PAGES)}
        self.page = 0 if self.page == numbers[name] else numbers[name]
        self.refresh_detail()

    def history(self) -> None:
        """Who changed the segment."""
        self.open_page("history")

    def confidence(self) -> None:
        """How sure the machine was of each word."""
        self.open_page("words")
