"""Finding text, and filters: which rows are shown."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import partial

from testimony.text.terminal import one_line
from testimony.transcript.edits import Document
from testimony.transcript.find import Match
from tui.filters import Filter, filters_for
from tui.keymap import Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.widgets.ink import Run

__all__ = ["Finding"]

_NOWHERE = "\uffff"


class Finding(Component):
    """Looks for text in both columns, and chooses rows."""

    ACTIONS = (
        Action("find", "slash,ctrl+f", "find"),
        Action("find_next", "n", "find"),
        Action("find_previous", "N", "find"),
        Action("filter", "v", "find"),
        Action("no_filter", "V", "find"),
        Action("drop_marks", "escape", "find"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.wanted = ""
        self._matches: Sequence[Match] = ()
        self._match_at = -1
        self._found_in: Document | None = None
        self._index_lock = threading.Lock()

    def facts(self) -> Iterable[Run]:
        """The filter, and which match of how many."""
        desk = self.desk
        if desk.filter is not None:
            rows = len(desk.panes.view.rows)
            yield desk.say("status.filtered", what=desk.filter.label, rows=rows), "accent"
        if self.wanted:
            at, count = self._match_at + 1, len(self._matches)
            yield desk.say("status.found", text=one_line(self.wanted), at=at, all=count), "accent"

    # Finding text

    def find(self) -> None:
        """Ask what to find."""
        self.desk.ask(self.desk.say("ask.find"), self.look_for, self.wanted)
        # While somebody types the text, the index of all the others is made.
        work = partial(self._matches_of, _NOWHERE)
        self.desk.host.run_worker(work, thread=True, exclusive=True, group="index", exit_on_error=False)

    def _matches_of(self, text: str) -> Sequence[Match]:
        with self._index_lock:
            return self.desk.session.find(text)

    def look_for(self, text: str | None) -> None:
        """Find a text in both columns and go to the first match from here on."""
        if text is None:
            return
        desk = self.desk
        self.wanted, self._match_at, self._found_in = text, -1, None
        desk.panes.view.mark_text(text)
        self._find_again()
        if self._matches:
            self._to_match(self._first_from(desk.panes.view.cursor))
        elif text:
            desk.tell(desk.say("said.not_found", text=text), "warn")
        self.desk.facts_changed()

    def _find_again(self) -> None:
        """The matches in what stands now; edits may have made or removed some."""
        document = self.desk.session.document
        if self._found_in is document:
            return
        self._found_in, found = document, self._matches_of(self.wanted)
        if self.desk.filter is not None:
            found = [one for one in found if self._row(one) is not None]
        self._matches = found

    def _row(self, match: Match) -> int | None:
        return self.desk.panes.view.rows.row_of(self.desk.session.document.segments[match.segment_id])

    def _first_from(self, row: int) -> int:
        """The first match in this row or below; as many as there are matches when there is none."""
        return bisect_left(self._matches, row, key=lambda one: self._row(one) or 0)

    def _to_match(self, at: int) -> None:
        self._match_at = at % len(self._matches)
        self.desk.move_to_id(self._matches[self._match_at].segment_id)
        self.desk.facts_changed()

    def find_next(self) -> None:
        """The next match, around the end."""
        self._step(1)

    def find_previous(self) -> None:
        """The match before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        desk = self.desk
        if not self.wanted:
            desk.tell(desk.say("said.find_first"))
            return
        self._find_again()
        if not self._matches:
            desk.tell(desk.say("said.not_found", text=self.wanted), "warn")
            return
        # From where the cursor is, not from where the last match was.
        here = desk.panes.view.cursor
        if 0 <= self._match_at < len(self._matches) and self._row(self._matches[self._match_at]) == here:
            self._to_match(self._match_at + step)
        elif step > 0:
            self._to_match(self._first_from(here + 1))
        else:
            self._to_match(self._first_from(here) - 1)

    def drop_marks(self) -> None:
        """A selection goes first, then the marks of a find, then the filter."""
        if self.desk.panes.view.picked_from is not None:
            self.desk.panes.view.pick(None)
            self.desk.facts_changed()
        elif self.wanted:
            self.wanted, self._matches, self._match_at = "", (), -1
            self.desk.panes.view.mark_text("")
            self.desk.facts_changed()
        elif self.desk.filter is not None:
            self.use_filter(None)
        self.desk.tell("")

    # Filters

    def filter(self) -> None:
        """Ask which rows to show."""
        desk = self.desk
        choices = list(filters_for(desk.session.document, desk.session.by.name, desk.say))

        def chosen(choice: int | None) -> None:
            if choice is not None:
                self.use_filter(choices[choice - 1] if choice else None)

        labels = [desk.say("filter.all"), *(one.label for one in choices)]
        desk.choose(desk.say("ask.filter"), labels, chosen)

    def use_filter(self, choice: Filter | None) -> None:
        """Show only the rows that fit; one stays at the segment, or at the next one in time that fits."""
        desk, current = self.desk, self.desk.current
        rows = desk.session.document.segments.values()
        if choice is not None and not any(choice.fits(one) for one in rows):
            desk.tell(desk.say("said.no_rows_fit"), "warn")
            return
        desk.filter, self._found_in = choice, None
        after = current.id if current is not None else None
        if choice is not None and current is not None and not choice.fits(current):
            later = (one for one in rows if one.start_ms >= current.start_ms and choice.fits(one))
            after = next((one.id for one in later), None) or next(
                one.id for one in reversed(list(rows)) if choice.fits(one)
            )
        desk.refresh_rows(after)
        desk.tell("")

    def no_filter(self) -> None:
        """Show all rows."""
        self.use_filter(None)
