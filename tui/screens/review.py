"""The review screen: list, segment in work, one line that says what happened."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual.app import ComposeResult

from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import Segment
from tui import pages
from tui.clock import clock
from tui.keymap import ACTIONS, GROUPS, keys_in_force, shown_key, unknown_actions
from tui.messages import CursorMoved
from tui.safe import one_line
from tui.screens.asking import Page
from tui.screens.finding import Finding
from tui.screens.hearing import Hearing
from tui.screens.working import Working
from tui.services import ReviewOptions, ReviewSession, Services
from tui.widgets.ink import Run

__all__ = ["ReviewScreen"]

_AUTOSAVE_S = 2.0
_RELOAD_S = 5.0
_SOUND_TICK_S = 1 / 12
_DETAIL_PAUSE_S = 0.08
_PACE_AFTER = 3  # approvals, before a forecast says anything


class ReviewScreen(Finding, Hearing, Working):
    """Puts the parts together; the actions are in the mixins."""

    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - as Textual declares it
        (0, "-short"),
        (14, "-normal"),
        (34, "-tall"),
    ]

    def __init__(self, session: ReviewSession, services: Services, options: ReviewOptions) -> None:
        super().__init__(session, services, options)
        self.page = "flags"
        self._began = monotonic()
        self._done_at_start = 0
        self._bind_keys()

    def _bind_keys(self) -> None:
        for action, keys in keys_in_force(self.options.keys):
            name, _, number = action.name.partition("legend_")
            call = f"legend({number})" if number else name
            for key in keys:
                self._bindings.key_to_bindings.pop(key, None)  # Textual's own Tab moves the focus
                priority = action.while_typing and not _is_typed(key)
                self._bindings.bind(key, call, self.say(f"act.{action.name}"), show=False, priority=priority)

    def compose(self) -> ComposeResult:
        """From the top down."""
        yield self.bar
        yield self.map
        yield self.view
        yield self.editors
        yield self.wave
        yield self.detail
        yield self.message

    def on_mount(self) -> None:
        """Show the transcript, then whatever the person must know first."""
        self.editors.close()
        self.view.focus()
        self.refresh_rows()
        self._done_at_start = self.map.done
        self.set_interval(_AUTOSAVE_S, self.autosave)
        if self.services.player is not None:
            self.set_interval(_SOUND_TICK_S, self.tick)
        if self.session.refusal is not None:
            self.tell_error(self.session.refusal)
            self.set_interval(_RELOAD_S, self._reload)
        else:
            self._first_words()
        self.call_after_refresh(self._greet)

    def _first_words(self) -> None:
        unknown = unknown_actions(self.options.keys)
        if unknown:
            self.tell(self.say("said.unknown_key_action", names=", ".join(unknown)), "warn")
        elif self.services.player is None and self.services.no_player_reason:
            self._player()
        elif not self.view.rows.segments:
            self.tell(self.say("said.empty"), "warn")
        else:
            self.tell(self.say("hint.list"), "dim")

    def _greet(self) -> None:
        self.offer_scratch()
        if self.options.first_start:
            self.action_introduction()

    def _reload(self) -> None:
        try:
            if self.session.reload():
                self.refresh_rows()
                self.tell(self.say("said.reloaded"))
        except TestimonyError as error:
            self.tell_error(error)

    # What is shown

    def on_cursor_moved(self, message: CursorMoved) -> None:
        """Another segment: its flags at once, the rest when the cursor rests."""
        message.stop()
        self.refresh_bar()
        self.refresh_detail()
        if self.session.recording is not None:
            self.set_class(False, "waved")
            self.set_timer(_DETAIL_PAUSE_S, self._rested_at(message.segment_id))

    def _rested_at(self, segment_id: str) -> Callable[[], None]:
        def load() -> None:
            if self.current is not None and self.current.id == segment_id:
                self.load_wave()

        return load

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
        facts += self._pace(done, total)
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
        if self.follows:
            facts.append((self.say("status.follow"), ""))
        return facts

    def _pace(self, done: int, total: int) -> list[Run]:
        gained = done - self._done_at_start
        if gained < _PACE_AFTER or done == total:
            return []
        minutes = (monotonic() - self._began) / gained * (total - done) / 60
        return [(self.say("status.left", minutes=max(1, round(minutes))), "dim")]

    def refresh_detail(self) -> None:
        """The open page of the segment in work."""
        segment = self.current
        if segment is None:
            self.detail.show([])
            return
        counts = {"flags": sum(not one.waived_by for one in segment.flags), "notes": len(segment.notes)}
        head = pages.heading(segment, self.session.document, self.say)
        self.detail.show([head, pages.tabs(self.page, counts, self.say), *self._page_lines(segment)])

    def _page_lines(self, segment: Segment) -> list[list[Run]]:
        try:
            if self.page == "alternatives":
                return pages.alternatives(self.services.alternatives(segment), self.say)
            if self.page == "terms":
                return pages.terms(self.services.glossary_terms(segment), self.say)
            if self.page == "history":
                return pages.history(self.session.store.entries(segment.id), segment.id, self.say)
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
        lines = []
        for group in GROUPS:
            lines.append(self.say(f"group.{group}"))
            for action, keys in keys_in_force(self.options.keys):
                if action.group == group:
                    shown = "  ".join(shown_key(key) for key in keys) or "–"
                    lines.append(f"  {shown:<28} {self.say(f'act.{action.name}')}")
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

    def action_quit(self) -> None:
        """Quit; typing that was not saved asks first."""
        if self.is_editing and self.editors.changed():
            self.action_leave()
            return
        if self.is_editing:
            self._close_editors()
        self.app.exit()

    def actions(self) -> list[tuple[str, str, str]]:
        """Name, label and keys of every action, for the command palette."""
        in_force = {action.name: keys for action, keys in keys_in_force(self.options.keys)}
        return [
            (
                action.name,
                self.say(f"act.{action.name}"),
                " ".join(shown_key(key) for key in in_force[action.name]),
            )
            for action in ACTIONS
        ]

    def run_named(self, name: str) -> None:
        """Do an action by its name."""
        head, _, number = name.partition("legend_")
        if number:
            self.action_legend(int(number))
        else:
            getattr(self, f"action_{head}")()


def _is_typed(key: str) -> bool:
    """True for a key that puts a character into an editor."""
    return len(key) == 1 or key in ("space", "minus", "plus", "equals_sign", "slash", "question_mark")
