"""Moving: rows, pages, the next doubt, a time."""

from __future__ import annotations

from collections.abc import Callable

from testimony.text.clocks import clock, parse_clock
from testimony.transcript.find import following
from testimony.transcript.types import Segment
from tui.filters import doubtful, waiting_for
from tui.keymap import Action
from tui.review.component import Component

__all__ = ["Navigation"]


class Navigation(Component):
    """Ways through the transcript."""

    ACTIONS = (
        Action("down", "down,j", "move"),
        Action("up", "up,k", "move"),
        Action("page_down", "pagedown", "move"),
        Action("page_up", "pageup", "move"),
        Action("first", "home", "move"),
        Action("last", "end", "move"),
        Action("next_doubtful", "d,f17", "move"),
        Action("previous_doubtful", "D", "move"),
        Action("next_waiting", "t", "move"),
        Action("go_to_time", "g", "move"),
    )

    def down(self) -> None:
        """The next row."""
        self._step(1)

    def up(self) -> None:
        """The row before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        view = self.desk.panes.view
        view.move_to(view.cursor + step)

    def first(self) -> None:
        """The first row."""
        self.desk.panes.view.move_to(0)

    def last(self) -> None:
        """The last row."""
        view = self.desk.panes.view
        view.move_to(len(view.rows) - 1)

    def page_down(self) -> None:
        """A screenful down."""
        self.desk.panes.view.page(1)

    def page_up(self) -> None:
        """A screenful up."""
        self.desk.panes.view.page(-1)

    def next_doubtful(self) -> None:
        """The next row with a doubt, around the end."""
        self._to_next(doubtful, "said.no_doubt")

    def previous_doubtful(self) -> None:
        """The one before."""
        self._to_next(doubtful, "said.no_doubt", forward=False)

    def next_waiting(self) -> None:
        """The next row that waits for this person's second approval."""
        self._to_next(waiting_for(self.desk.session.by.name), "said.no_waiting")

    def _to_next(self, fits: Callable[[Segment], bool], none_left: str, *, forward: bool = True) -> None:
        desk, segment = self.desk, self.desk.current
        row_of = desk.panes.view.rows.row_of
        if segment is None:
            return
        found = following(
            desk.session.document,
            segment.id,
            lambda one: fits(one) and row_of(one) is not None,
            forward=forward,
        )
        if found is None:
            desk.tell(desk.say(none_left))
        else:
            desk.move_to_id(found)
            desk.came_to()

    def go_to_time(self) -> None:
        """Ask for a time and go to what is heard then."""
        self.desk.ask(self.desk.say("ask.time"), self._go_to_time)

    def _go_to_time(self, text: str | None) -> None:
        desk = self.desk
        if not text:
            return
        ms, end = parse_clock(text), desk.session.document.recording.duration_ms
        if ms is None:
            desk.tell(desk.say("said.no_time", text=text), "warn")
        elif ms > end:
            desk.tell(desk.say("said.time_beyond", text=text, end=clock(end)), "warn")
        else:
            desk.panes.view.move_to(desk.panes.view.rows.at_time(ms), centre=True)
