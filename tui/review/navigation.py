"""Moving, finding, filtering."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Callable
from functools import partial

from testimony.text.clocks import parse_clock
from testimony.transcript.edits import Document
from testimony.transcript.find import Match, following
from testimony.transcript.types import Segment
from tui.dialogs import Ask, Choose
from tui.filters import Filter, doubtful, filters_for, waiting_for
from tui.review.base import ReviewBase
from tui.services import ReviewOptions, ReviewSession, Services

__all__ = ["Finding"]

_NOWHERE = "\uffff"


class Finding(ReviewBase):
    """Ways through the transcript."""

    wanted: str = ""
    matches: tuple[Match, ...] = ()
    match_at: int = -1
    _found_in: Document | None = None

    def __init__(self, session: ReviewSession, services: Services, options: ReviewOptions) -> None:
        super().__init__(session, services, options)
        self._index_lock = threading.Lock()

    def action_down(self) -> None:
        """The next row."""
        self._move(self.view.cursor + 1)

    def action_up(self) -> None:
        """The row before."""
        self._move(self.view.cursor - 1)

    def action_first(self) -> None:
        """The first row."""
        self._move(0)

    def action_last(self) -> None:
        """The last row."""
        self._move(len(self.view.rows) - 1)

    def _move(self, row: int) -> None:
        if not self.is_editing:
            self.view.move_to(row)

    def action_page_down(self) -> None:
        """A screenful down."""
        if not self.is_editing:
            self.view.page(1)

    def action_page_up(self) -> None:
        """A screenful up."""
        if not self.is_editing:
            self.view.page(-1)

    def action_next_doubtful(self) -> None:
        """The next row with a doubt, around the end."""
        self._to_doubtful(forward=True)

    def action_previous_doubtful(self) -> None:
        """The one before."""
        self._to_doubtful(forward=False)

    def _to_doubtful(self, *, forward: bool) -> None:
        self._to_next(doubtful, "said.no_doubt", forward=forward)

    def action_next_waiting(self) -> None:
        """The next row that waits for this person's second approval."""
        self._to_next(waiting_for(self.session.by.name), "said.no_waiting")

    def _to_next(self, fits: Callable[[Segment], bool], none_left: str, *, forward: bool = True) -> None:
        segment, row_of = self.current, self.view.rows.row_of
        if segment is None or self.is_editing:
            return
        found = following(
            self.session.document,
            segment.id,
            lambda one: fits(one) and row_of(one) is not None,
            forward=forward,
        )
        if found is None:
            self.tell(self.say(none_left))
        else:
            self.move_to_id(found)
            self.came_to()

    # Finding text

    def action_find(self) -> None:
        """Ask what to find."""
        if not self.is_editing:
            ask = Ask(self.say("ask.find"), self.say("ask.keys"), self.wanted)
            self.app.push_screen(ask, self.find)
            # While somebody types the text, the index of all the others is made.
            work = partial(self._matches_of, _NOWHERE)
            self.run_worker(work, thread=True, exclusive=True, group="index", exit_on_error=False)

    def _matches_of(self, text: str) -> list[Match]:
        with self._index_lock:
            return self.session.find(text)

    def find(self, text: str | None) -> None:
        """Find a text in both columns and go to the first match from here on."""
        if text is None:
            return
        self.wanted, self.match_at, self._found_in = text, -1, None
        self.view.mark_text(text)
        self._find_again()
        if not text:
            self.refresh_bar()
        elif not self.matches:
            self.tell(self.say("said.not_found", text=text), "warn")
            self.refresh_bar()
        else:
            self._to_match(self._first_from(self.view.cursor))

    def _find_again(self) -> None:
        """The matches in what stands now; edits may have made or removed some."""
        if self._found_in is self.session.document:
            return
        self._found_in, found = self.session.document, self._matches_of(self.wanted)
        shown = found if self.filter is None else [one for one in found if self._row(one) is not None]
        self.matches = tuple(shown)

    def _row(self, match: Match) -> int | None:
        return self.view.rows.row_of(self.session.document.segments[match.segment_id])

    def _first_from(self, row: int) -> int:
        """The first match in this row or below; as many as there are matches when there is none."""
        return bisect_left(self.matches, row, key=lambda one: self._row(one) or 0)

    def _to_match(self, at: int) -> None:
        self.match_at = at % len(self.matches)
        self.move_to_id(self.matches[self.match_at].segment_id)
        self.refresh_bar()

    def action_find_next(self) -> None:
        """The next match, around the end."""
        self._step(1)

    def action_find_previous(self) -> None:
        """The match before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self.is_editing:
            return
        if not self.wanted:
            self.tell(self.say("said.find_first"))
            return
        self._find_again()
        if not self.matches:
            self.tell(self.say("said.not_found", text=self.wanted), "warn")
            return
        # From where the cursor is, not from where the last match was.
        here = self.view.cursor
        if 0 <= self.match_at < len(self.matches) and self._row(self.matches[self.match_at]) == here:
            self._to_match(self.match_at + step)
        elif step > 0:
            self._to_match(self._first_from(here + 1))
        else:
            self._to_match(self._first_from(here) - 1)

    def leave_finding(self) -> None:
        """Escape drops the marks of a find first, then the filter."""
        if self.wanted:
            self.wanted, self.matches, self.match_at = "", (), -1
            self.view.mark_text("")
            self.refresh_bar()
        elif self.filter is not None:
            self.action_no_filter()
        self.tell("")

    # Filters, time

    def action_filter(self) -> None:
        """Ask which rows to show."""
        if self.is_editing:
            return
        choices = list(filters_for(self.session.document, self.session.by.name, self.say))

        def chosen(choice: int | None) -> None:
            if choice is not None:
                self.use_filter(choices[choice - 1] if choice else None)

        labels = [self.say("filter.all"), *(one.label for one in choices)]
        self.app.push_screen(Choose(self.say("ask.filter"), labels, self.say("ask.keys")), chosen)

    def use_filter(self, choice: Filter | None) -> None:
        """Show only the rows that fit."""
        rows = self.session.document.segments.values()
        if choice is not None and not any(choice.fits(one) for one in rows):
            self.tell(self.say("said.no_rows_fit"), "warn")
            return
        self.filter, self._found_in = choice, None
        self.refresh_rows()
        self.tell("")

    def action_no_filter(self) -> None:
        """Show all rows."""
        if not self.is_editing:
            self.use_filter(None)

    def action_go_to_time(self) -> None:
        """Ask for a time and go to what is heard then."""
        if not self.is_editing:
            self.app.push_screen(Ask(self.say("ask.time"), self.say("ask.keys")), self._go_to_time)

    def _go_to_time(self, text: str | None) -> None:
        if not text:
            return
        ms = parse_clock(text)
        if ms is None:
            self.tell(self.say("said.no_time", text=text), "warn")
        else:
            self.view.move_to(self.view.rows.at_time(ms), centre=True)
