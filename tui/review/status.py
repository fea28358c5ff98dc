"""What is known: the line at the top, the pages of the segment in work, help, the introduction."""

from __future__ import annotations

from datetime import UTC, datetime

from testimony.text.clocks import clock
from testimony.text.terminal import one_line
from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import Segment
from tui import pages
from tui.dialogs import Page
from tui.keymap import GROUPS, keys_in_force, shown_key
from tui.pace import Pace
from tui.review.editing import Editing
from tui.review.navigation import Finding
from tui.review.playback import Hearing
from tui.services import ReviewOptions, ReviewSession, Services
from tui.widgets.ink import Run

__all__ = ["Knowing"]

_READ = ("alternatives", "terms", "history", "words")  # pages that ask the file or the services


class Knowing(Finding, Hearing, Editing):
    """Says where one is and what is known about it."""

    def __init__(self, session: ReviewSession, services: Services, options: ReviewOptions) -> None:
        super().__init__(session, services, options)
        self.page = "flags"
        self._pace = Pace(datetime.now(UTC))

    def refresh_bar(self) -> None:
        """File, place, progress, what is on, who works."""
        self.map.mark(self._row_of_all())
        name = one_line(self.session.store.path.name)
        self.bar.show([[(f" {name} ", "bold"), *self._facts()]])

    def _row_of_all(self) -> int:
        if self.filter is None or self.current is None:
            return self.view.cursor
        return next((k for k, one in enumerate(self.session.document.segments) if one == self.current.id), 0)

    def _facts(self) -> list[Run]:
        say, rows = self.say, len(self.view.rows)
        done, total = self.map.done, len(self.session.document.segments)
        facts: list[Run] = []
        if not self.session.is_writable:
            facts.append((say("status.readonly"), "error"))
        if self.is_editing:
            facts.append((say("status.editing"), "warn"))
        if self.options.demo:
            facts.append((say("status.demo"), "warn"))
        facts.append((f"{min(self.view.cursor + 1, rows)}/{rows}", ""))
        facts.append((say("status.progress", done=done, all=total), "good"))
        if self.map.doubtful:
            facts.append((say("said.doubtful_left", count=self.map.doubtful), "warn"))
        if self.filter is not None:
            facts.append((say("status.filtered", what=self.filter.label, rows=rows), "accent"))
        if self.wanted:
            facts.append(
                (
                    say(
                        "status.found",
                        text=one_line(self.wanted),
                        at=self.match_at + 1,
                        all=len(self.matches),
                    ),
                    "accent",
                )
            )
        facts += self._sound_facts()
        facts += self._forecast(done, total)
        key = "status.by" if self.session.by.confirmed else "status.by_unconfirmed"
        facts.append((say(key, name=one_line(self.session.by.name)), "dim"))
        return [run for fact in facts for run in (fact, (" · ", "dim"))][:-1]

    def _sound_facts(self) -> list[Run]:
        facts: list[Run] = []
        player = self.services.player
        if player is not None and player.is_playing and player.position_ms is not None:
            facts.append((self.say("status.playing", time=clock(player.position_ms)), "good"))
        if self.speed != 1.0:
            facts.append((self.say("status.speed", speed=f"{self.speed:g}×"), ""))
        if self.loops:
            facts.append((self.say("status.loop"), ""))
        if self.plays_along:
            facts.append((self.say("status.play_along"), ""))
        if self.follows:
            facts.append((self.say("status.follow"), ""))
        return facts

    def _forecast(self, done: int, total: int) -> list[Run]:
        minutes = self._pace.minutes_left(self.session.document, total - done, datetime.now(UTC))
        return [] if minutes is None else [(self.say("status.left", minutes=minutes), "dim")]

    def take_steps(self) -> None:
        """Look what the history has that is new, for the forecast."""
        try:
            self._pace.take(self.services.steps_today())
        except TestimonyError as error:
            self.log(f"no forecast: {type(error).__name__}")

    def refresh_detail(self, *, moving: bool = False) -> None:
        """The open page of the segment in work; while one moves, only what need not be read."""
        segment = self.current
        if segment is None:
            self.detail.show([])
            return
        counts = {"flags": sum(not one.waived_by for one in segment.flags), "notes": len(segment.notes)}
        head = pages.heading(segment, self.session.document, self.say)
        lines = [] if moving and self.page in _READ else self._page_lines(segment)
        self.detail.show([head, pages.tabs(self.page, counts, self.say), *lines])

    def _page_lines(self, segment: Segment) -> list[list[Run]]:
        try:
            if self.page == "alternatives":
                return pages.alternatives(self.services.alternatives(segment), self.say)
            if self.page == "terms":
                return pages.terms(self.services.glossary_terms(segment), self.say)
            if self.page == "history":
                return pages.history(self.session.store.log.entries(segment.id), segment.id, self.say)
            if self.page == "words":
                return pages.words(self.words_of(segment), segment.language, self.say)
        except TestimonyError as error:
            return [[(one_line(error.message), "error")]]
        return pages.notes(segment, self.say) if self.page == "notes" else pages.flags(segment, self.say)

    # Knowing

    def action_detail(self) -> None:
        """The next page; in the editors, the other side."""
        if self.is_editing:
            other = (
                self.editors.target if self.editors.focused is self.editors.source else self.editors.source
            )
            other.focus()
        else:
            self._turn_page(1)

    def action_detail_back(self) -> None:
        """The page before; in the editors, the other side."""
        if self.is_editing:
            self.action_detail()
        else:
            self._turn_page(-1)

    def _turn_page(self, step: int) -> None:
        at = pages.PAGES.index(self.page) + step
        self._open_page(pages.PAGES[at % len(pages.PAGES)])

    def _open_page(self, page: str) -> None:
        self.page = page
        self.refresh_detail()

    def action_history(self) -> None:
        """Who changed the segment."""
        self._open_page("flags" if self.page == "history" else "history")

    def action_confidence(self) -> None:
        """How sure the machine was of each word."""
        self._open_page("flags" if self.page == "words" else "words")

    def action_help(self) -> None:
        """Every key in force, and what the marks mean."""
        in_force = list(keys_in_force(self.options.keys))
        lines = []
        for group in GROUPS:
            lines.append(self.say(f"group.{group}"))
            for action, keys in in_force:
                if action.group == group:
                    shown = "  ".join(shown_key(key) for key in keys) or "–"
                    lines.append(f"  {shown:<27} {self.say(f'act.{action.name}')}")
            lines.append("")
        lines += [self.say("help.legend"), self.say("help.marks")]
        self.app.push_screen(Page(self.say("help.title"), "\n".join(lines), self.say("help.close")))

    def action_introduction(self) -> None:
        """One screen that says how to work."""

        def seen(_: None) -> None:
            self.options.seen()

        page = Page(self.say("first.title"), self.say("first.text"), self.say("first.close"))
        self.app.push_screen(page, seen)

    def action_theme(self) -> None:
        """Dark, light, high contrast, in turn."""
        self.tell(self.say("said.theme", name=self.app.next_theme()))  # type: ignore[attr-defined]
