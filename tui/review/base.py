"""What every part of the review screen stands on: the session, the widgets, messages to the person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.timer import Timer

from testimony.text.terminal import one_line
from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import Segment
from tui.filters import Filter
from tui.services import ReviewOptions, ReviewSession, Services
from tui.strings import Strings
from tui.widgets.editors import Editors
from tui.widgets.lines import Lines
from tui.widgets.map import HearingMap
from tui.widgets.transcript import TranscriptView
from tui.widgets.wave import Wave

if TYPE_CHECKING:
    from testimony.transcript.edits import Document

__all__ = ["ReviewBase"]

_SAID_S = 8.0


class ReviewBase(Screen[None]):
    """State and widgets; the mixins beside it hold the actions."""

    def __init__(self, session: ReviewSession, services: Services, options: ReviewOptions) -> None:
        super().__init__()
        self.session = session
        self.services = services
        self.options = options
        self.say = Strings(options.language)
        self.view = TranscriptView("transcript", self.follow_cursor)
        self.map = HearingMap("map")
        self.bar = Lines("bar", ground="bar", folds=False)
        self.detail = Lines("detail")
        self.wave = Wave("wave")
        self.editors = Editors("editors")
        self.message = Lines("message", folds=False)
        self.filter: Filter | None = None
        self._said: Timer | None = None

    @property
    def current(self) -> Segment | None:
        """The segment the reviewer is at."""
        return self.view.current

    @property
    def is_editing(self) -> bool:
        """True while the editors are open."""
        return self.editors.segment is not None

    # Speaking

    def tell(self, text: str, ink: str = "") -> None:
        """Say something in the last line; after a while, and for an empty text, what the keys do."""
        if self._said is not None:
            self._said.stop()
        if text:
            line = (one_line(text), ink)
        elif self.session.refusal is not None:  # who has the file is never out of sight for long
            line = (one_line(self.session.refusal.message), "error")
        else:
            line = (self.say("hint.edit" if self.is_editing else "hint.list"), "dim")
        self.message.show([[line]])
        self._said = self.set_timer(_SAID_S, partial(self.tell, "")) if text and ink != "error" else None

    def tell_error(self, error: TestimonyError) -> None:
        """Say what went wrong and what to do."""
        hint = f" → {error.hint}" if error.hint else ""
        self.tell(f"{error.message}{hint}", "error")

    def try_edit(self, edit: Callable[[], object]) -> bool:
        """Make an edit and show what then stands; False, and the reason said, when it was refused."""
        if self.session.refusal is not None:
            self.tell_error(self.session.refusal)
            return False
        try:
            edit()
        except TestimonyError as error:
            self.tell_error(error)
            return False
        self.after_edit()
        self.refresh_rows()
        return True

    def came_to(self) -> None:
        """One key led to another segment that wants work."""

    def after_edit(self) -> None:
        """Something was kept."""

    # Showing

    def shown_rows(self) -> list[Segment]:
        """The rows that the filter lets through."""
        rows = self.session.document.segments.values()
        return list(rows) if self.filter is None else [one for one in rows if self.filter.fits(one)]

    def refresh_rows(self, current: str | None = None) -> None:
        """Show the session's document; ``current`` becomes the current segment."""
        document: Document = self.session.document
        if current is None and self.current is not None:
            current = self.current.id
        rows = self.shown_rows()
        names = {one.id: one.name for one in document.speakers.values()}
        self.view.show(rows, names, document.segments.get(current or ""))
        self.map.show(rows if self.filter is None else list(document.segments.values()))
        self.refresh_bar()
        self.refresh_detail()

    def move_to_id(self, segment_id: str) -> bool:
        """Make a segment the current one; False when the filter hides it."""
        segment = self.session.document.segments.get(segment_id)
        return segment is not None and self.view.move_to_segment(segment)

    def follow_cursor(self) -> None:
        """Another segment is the current one: what is known at once."""
        self.refresh_bar()
        self.refresh_detail(moving=True)

    def refresh_bar(self) -> None:
        """The line at the top."""
        raise NotImplementedError

    def refresh_detail(self, *, moving: bool = False) -> None:
        """The page of the segment in work; ``moving`` leaves out what is read from the file."""
        raise NotImplementedError
