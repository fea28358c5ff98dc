"""Moving, finding, filtering."""

from __future__ import annotations

from textual.widgets import TextArea

from testimony.transcript.find import Match, following
from tui.clock import parse_clock
from tui.filters import Filter, doubtful, filters_for
from tui.screens.asking import Ask, Choose
from tui.screens.base import ReviewBase

__all__ = ["Finding"]


_WARM_S = 0.05
_NOWHERE = "\uffff"


class Finding(ReviewBase):
    """Ways through the transcript."""

    wanted: str = ""
    matches: tuple[Match, ...] = ()
    match_at: int = -1

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
        segment = self.current
        if segment is None or self.is_editing:
            return

        def fits(one: object) -> bool:
            return doubtful(one) and one.id in self.view.rows.number  # type: ignore[arg-type,attr-defined]

        found = following(self.session.document, segment.id, fits, forward=forward)
        if found is None:
            self.tell(self.say("said.no_doubt"))
        else:
            self.view.move_to_id(found)

    # Finding text

    def action_find(self) -> None:
        """Ask what to find."""
        if not self.is_editing:
            ask = Ask(self.say("ask.find"), self.say("ask.keys"), self.wanted)
            self.app.push_screen(ask, self.find)
            # While somebody types the text, the index of all the others is made.
            self.set_timer(_WARM_S, lambda: self.session.find(_NOWHERE))

    def find(self, text: str | None) -> None:
        """Find a text in both columns and go to the first match from here on."""
        if text is None:
            return
        self.wanted, self.match_at = text, -1
        self.view.mark_text(text)
        self._find_again()
        if not text:
            self.refresh_bar()
        elif not self.matches:
            self.tell(self.say("said.not_found", text=text), "warn")
            self.refresh_bar()
        else:
            number = self.view.rows.number
            here = self.view.cursor
            after = (k for k, one in enumerate(self.matches) if number[one.segment_id] >= here)
            self._to_match(next(after, 0))

    def _find_again(self) -> None:
        """The matches in what stands now; edits may have made or removed some."""
        number, found = self.view.rows.number, self.session.find(self.wanted)
        self.matches = tuple(
            found if self.filter is None else (one for one in found if one.segment_id in number)
        )

    def _to_match(self, at: int) -> None:
        self.match_at = at % len(self.matches)
        self.view.move_to_id(self.matches[self.match_at].segment_id)
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
        rows, here = [self.view.rows.number[one.segment_id] for one in self.matches], self.view.cursor
        if 0 <= self.match_at < len(rows) and rows[self.match_at] == here:
            self._to_match(self.match_at + step)
        elif step > 0:
            self._to_match(next((k for k, row in enumerate(rows) if row > here), 0))
        else:
            self._to_match(next((k for k in reversed(range(len(rows))) if rows[k] < here), -1))

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
        self.filter = choice
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

    def is_typing(self) -> bool:
        """True while an editor has the keyboard."""
        return isinstance(self.focused, TextArea)
