"""The line at the top, and the pages of the segment in work under the list."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from testimony.text.cells import cell_width
from testimony.text.terminal import one_line
from testimony.transcript.errors import TestimonyError
from tui.keymap import ANYWHERE, Action
from tui.pace import Pace
from tui.pages import PAGES, Line, PageSources, tabs
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.sound.words import WordCache
from tui.strings import Words
from tui.widgets.ink import Run

__all__ = ["Status"]

_BETWEEN: Run = (" · ", "dim")


def _fitting(facts: list[Run], width: int) -> list[Run]:
    """The facts that fit whole into ``width`` cells, those that come first before the later ones."""
    line: list[Run] = []
    for fact in facts:
        longer = [*line, _BETWEEN, fact] if line else [fact]
        if sum(cell_width(text) for text, _ in longer) <= width:
            line = longer
    return line


class Status(Component):
    """Says where one is and what is known about it."""

    ACTIONS = (
        Action("detail", "tab", "know"),
        Action("detail_back", "shift+tab", "know"),
        Action("detail_down", "greater_than_sign,ctrl+down", "know", ANYWHERE),
        Action("detail_up", "less_than_sign,ctrl+up", "know", ANYWHERE),
        Action("history", "h", "know"),
        Action("confidence", "c", "know"),
        Action("draft", "I,alt+i", "know", ANYWHERE),
    )

    WORDS: ClassVar[Words] = {
        "why.draft": (
            "Shows word by word what the machine first wrote and what stands now.",
            "逐词显示机器初稿与现有文字的差异。",
        ),
    }

    def __init__(self, desk: Desk, words: WordCache) -> None:
        super().__init__(desk)
        self.page = 0
        self._sources = PageSources(desk.session, desk.services, desk.say, words, desk.panes.editors.changed)
        self._pace = Pace(datetime.now(UTC))
        desk.panes.detail.when_clicked = self._click_page
        desk.panes.map.when_clicked = self._click_map

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
        name: Run = (f" {one_line(desk.session.store.path.name)} ", "bold")
        room = desk.host.size.width - cell_width(name[0])
        desk.panes.bar.show([[name, *_fitting(self._facts(), room)]])

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
        return facts

    def _click_map(self, row: int, at: float) -> None:
        """To the row that stands there, or the one before it that the filter shows."""
        segment = list(self.desk.session.document.segments.values())[row]
        self.desk.click(self.desk.panes.view.rows.at_time(segment.start_ms), at)

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

    def _click_page(self, text: str) -> None:
        """Open the page whose name was clicked."""
        label = text.strip(" []")
        for number, page in enumerate(PAGES):
            if label.rstrip("0123456789 ") == self.desk.say(f"page.{page.name}"):
                self.page = number
                self.refresh_detail()

    def detail_down(self) -> None:
        """Scroll the open page on."""
        self.desk.panes.detail.move("pagedown")

    def detail_up(self) -> None:
        """Scroll it back."""
        self.desk.panes.detail.move("pageup")

    def open_page(self, name: str) -> None:
        """Show a page by its name; the first one where it is shown already."""
        numbers = {page.name: number for number, page in enumerate(PAGES)}
        self.page = 0 if self.page == numbers[name] else numbers[name]
        self.refresh_detail()

    def history(self) -> None:
        """Who changed the segment."""
        self.open_page("history")

    def draft(self) -> None:
        """What the draft said otherwise."""
        self.open_page("draft")

    def typed(self) -> None:
        """The text in the editors is another now."""
        if PAGES[self.page].name == "draft":
            self.refresh_detail()

    def confidence(self) -> None:
        """How sure the machine was of each word."""
        self.open_page("words")
