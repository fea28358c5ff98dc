"""What the parts of the review screen share: the session, the widgets, the mode, messages, questions."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from textual.screen import Screen
from textual.timer import Timer

from testimony.text.terminal import one_line
from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import Segment
from tui.dialogs import Ask, Choose, Dialog
from tui.filters import Filter
from tui.keymap import EDIT, LIST
from tui.review.component import Component
from tui.review.keys import KeyTable
from tui.services import ReviewOptions, ReviewSession, Services
from tui.strings import Strings
from tui.tally import Tally
from tui.widgets.editors import Editors
from tui.widgets.footer import Footer
from tui.widgets.heads import Heads
from tui.widgets.lines import Lines
from tui.widgets.map import HearingMap
from tui.widgets.transcript import TranscriptView
from tui.widgets.wave import Wave

__all__ = ["Desk", "Panes", "shown_ids"]

_SAID_S = 8.0
_REST_S = 0.08  # at a segment, before what lies in files is read
_DEAF_S = 1.0  # keys are dropped for no longer than this, whatever was painted
Answer = TypeVar("Answer")


def shown_ids(ids: Sequence[str]) -> str:
    """The ids of rows that are edited together, for a question: the only one, or the first and last."""
    return ids[0] if len(ids) == 1 else f"{ids[0]}–{ids[-1]}"


@dataclass(slots=True)
class Panes:
    """The widgets, from the top of the screen down."""

    bar: Lines = field(default_factory=lambda: Lines("bar", ground="bar", folds=False))
    map: HearingMap = field(default_factory=lambda: HearingMap("map"))
    view: TranscriptView = field(default_factory=lambda: TranscriptView("transcript"))
    editors: Editors = field(default_factory=lambda: Editors("editors"))
    wave: Wave = field(default_factory=lambda: Wave("wave"))
    detail: Lines = field(default_factory=lambda: Lines("detail"))
    heads: Heads = field(init=False)
    message: Footer = field(default_factory=lambda: Footer("message"))

    def __post_init__(self) -> None:
        """The heads of the columns follow the list."""
        self.heads = Heads(lambda: self.view.columns, "heads")


class Desk:
    """Where the parts work.

    Attributes:
        host: The screen: timers, threads, the way to the terminal.
        parts: Every part; what happens on the screen is told to each in turn.
        keys: Which part carries out which key.
        mode: ``list``, ``edit`` or a mode that a part brings.
        filter: Which rows are shown; None for all.
        tally: Keys and time of this sitting.
        pressed_at: When the key arrived that is carried out now (``time.monotonic``).
    """

    def __init__(
        self, host: Screen[None], session: ReviewSession, services: Services, options: ReviewOptions
    ) -> None:
        self.host = host
        self.session = session
        self.services = services
        self.options = options
        self.say = Strings(options.language)
        self.panes = Panes()
        self.panes.view.when_moved = self._moved
        self.panes.view.when_clicked = self.click
        self.parts: Sequence[Component] = ()
        self.keys = KeyTable((), options.keys)
        self.mode = LIST
        self.filter: Filter | None = None
        self.pressed_at = 0.0
        self.tally = Tally()
        self._deaf_until = 0.0
        self._said: Timer | None = None

    def furnish(self, parts: Sequence[Component]) -> None:
        """Take over the parts, their words and their keys."""
        self.parts = parts
        self.keys = KeyTable(parts, self.options.keys)
        for part in parts:
            self.say.add(part.WORDS)

    @property
    def current(self) -> Segment | None:
        """The segment the reviewer is at."""
        return self.panes.view.current

    @property
    def picked(self) -> Sequence[Segment]:
        """The rows that an edit is about: the selected ones, else the current one."""
        current = self.current
        return self.panes.view.picked or ((current,) if current is not None else ())

    @property
    def is_editing(self) -> bool:
        """True while the editors are open."""
        return self.mode == EDIT

    @property
    def is_asking(self) -> bool:
        """True while a dialog is open."""
        return self.host.app.screen is not self.host

    def enter(self, mode: str) -> None:
        """Change the mode; keys mean from now on what they mean in it."""
        self.host.set_class(False, self.mode)
        self.mode = mode
        self.host.set_class(True, mode)
        self.tell("")
        self.facts_changed()

    # What was seen

    def is_seen(self, *, vouching: bool = False) -> bool:
        """True where what a key acts on was painted before that key arrived.

        In the list this is the current row, or every selected one, as it now stands; in the editors, where
        the key approves, what is typed there. Where it was not, the keys that arrived with that one are
        dropped, too. A key that saves without approving needs the editors painted by now.
        """
        if self.is_editing:
            editors = self.panes.editors
            seen = editors.was_painted(self.pressed_at) if vouching else editors.were_shown(time.monotonic())
        else:
            seen = self.current is None or self.panes.view.was_painted(self.pressed_at)
            unseen = self._unseen_of_range() if seen else None
            if unseen is not None:
                self.tell(self.say("said.unseen_range", id=unseen.id), "warn")
                return False
        if not seen:
            self._deaf_until = time.monotonic() + _DEAF_S
            self.panes.view.reveal()
            self.tell(self.say("said.unseen"), "warn")
        return seen

    def _unseen_of_range(self) -> Segment | None:
        """The first selected row that was not on the screen as it now stands before the key."""
        view = self.panes.view
        return next((one for one in view.picked if not view.seen.was_seen(one, self.pressed_at)), None)

    def is_deaf(self, pressed_at: float) -> bool:
        """True for a key (pressed at seconds of a clock) in the burst of one that came before painting."""
        if not self._deaf_until:
            return False
        editing, panes = self.is_editing, self.panes
        painted = panes.editors.was_painted(pressed_at) if editing else panes.view.was_painted(pressed_at)
        if painted or time.monotonic() > self._deaf_until:
            self._deaf_until = 0.0
        return bool(self._deaf_until)

    # Speaking

    def tell(self, text: str, ink: str = "") -> None:
        """Say something beside the keys of the last line, for a while; an empty text takes it away."""
        if self._said is not None:
            self._said.stop()
        if text:
            self.panes.message.say(one_line(text), ink)
        elif self.session.refusal is not None:  # who has the file is never out of sight for long
            self.panes.message.say(one_line(self.session.refusal.message), "error")
        else:
            self.panes.message.say("")
        wait = partial(self.tell, "")
        self._said = self.host.set_timer(_SAID_S, wait) if text and ink != "error" else None

    def tell_error(self, error: TestimonyError) -> None:
        """Say what went wrong and what to do."""
        hint = f" → {error.hint}" if error.hint else ""
        self.tell(f"{error.message}{hint}", "error")

    def open(
        self, dialog: Dialog[Answer], done: Callable[[Answer | None], object], *, unasked: bool = False
    ) -> None:
        """Ask something; ``done`` is told the answer, None when somebody went back.

        ``unasked`` is for a question that no key led to.
        """
        dialog.done, dialog.is_unasked = done, unasked
        self.host.app.push_screen(dialog)

    def ask(self, question: str, done: Callable[[str | None], object], value: str = "") -> None:
        """Ask for a line of text."""
        self.open(Ask(question, self.say("ask.keys"), value), done)

    def choose(self, question: str, choices: Sequence[str], done: Callable[[int | None], object]) -> None:
        """Ask for one of several."""
        self.open(Choose(question, choices, self.say("ask.keys")), done)

    # Editing

    def may_write(self) -> bool:
        """False in a session that can only read, and the reason said."""
        if self.session.refusal is not None:
            self.tell_error(self.session.refusal)
        return self.session.refusal is None

    def try_edit(self, edit: Callable[[], object]) -> bool:
        """Make an edit and show what then stands; False, and the reason said, when it was refused."""
        if not self.may_write():
            return False
        try:
            edit()
        except TestimonyError as error:
            self.tell_error(error)
            return False
        for part in self.parts:
            part.edited()
        self.refresh_rows()
        return True

    # Showing

    def shown_rows(self) -> list[Segment]:
        """The rows that the filter lets through."""
        rows = self.session.document.segments.values()
        return list(rows) if self.filter is None else [one for one in rows if self.filter.fits(one)]

    def refresh_rows(self, current: str | None = None) -> None:
        """Show the session's document; ``current`` becomes the current segment."""
        document, view = self.session.document, self.panes.view
        if current is None and self.current is not None:
            current = self.current.id
        rows = self.shown_rows()
        names = {one.id: one.name for one in document.speakers.values()}
        view.show(rows, names, document.segments.get(current or ""))
        self.panes.map.show(rows if self.filter is None else list(document.segments.values()))
        for part in self.parts:
            part.rested()

    def move_to_id(self, segment_id: str) -> bool:
        """Make a segment the current one; False when the filter hides it or the editors stay open."""
        segment = self.session.document.segments.get(segment_id)
        if segment is None or not self.may_leave():
            return False
        return self.panes.view.move_to_segment(segment)

    def click(self, row: int, at: float) -> None:
        """A click on a row: the current one, unless the editors must stay open."""
        view, self.pressed_at = self.panes.view, at
        if row != view.cursor and self.may_leave():
            view.move_to(row)

    def may_leave(self) -> bool:
        """True when every part lets go of the current segment."""
        return all(part.may_leave() for part in self.parts)

    def facts_changed(self) -> None:
        """A part has something else to say in the line at the top."""
        for part in self.parts:
            part.facts_changed()

    def came_to(self) -> None:
        """A key led to a segment that wants work."""
        for part in self.parts:
            part.came_to()

    def typed(self) -> None:
        """The text in the open editors changed."""
        for part in self.parts:
            part.typed()

    def close(self) -> None:
        """Keep what is not kept: the screen ends."""
        for part in self.parts:
            part.closing()

    def _moved(self) -> None:
        for part in self.parts:
            part.moved()
        if self.current is not None:
            self.host.set_timer(_REST_S, partial(self._rest, self.current.id))

    def _rest(self, segment_id: str) -> None:
        if self.current is not None and self.current.id == segment_id:
            for part in self.parts:
                part.rested()
