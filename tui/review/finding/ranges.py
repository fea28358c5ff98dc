"""Ranges: rows that are selected together, for one edit over all of them; and bookmarks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from tui.keymap import Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.strings import Words
from tui.widgets.ink import Run

__all__ = ["Ranges"]


class Ranges(Component):
    """Selects the rows between two places of the list, as it is filtered.

    Speakers, languages, approvals, notes, flags and waivers then go to all of them in one step. An edit is
    refused while one of the rows has not been on the screen as it now stands.
    """

    ACTIONS = (
        Action("pick_down", "shift+down,J", "find"),
        Action("pick_up", "shift+up,K", "find"),
        Action("pick_page_down", "shift+pagedown", "find"),
        Action("pick_page_up", "shift+pageup", "find"),
    )
    WORDS: ClassVar[Words] = {
        "act.pick_down": ("Select down", "向下选取"),
        "act.pick_up": ("Select up", "向上选取"),
        "act.pick_page_down": ("Select a page down", "向下选取一页"),
        "act.pick_page_up": ("Select a page up", "向上选取一页"),
        "why.pick_down": ("Selects rows for one edit over all of them.", "选取多段，以便一次处理。"),
        "why.pick_up": ("Selects rows upwards, or gives rows back.", "向上选取，或缩小选取。"),
        "why.pick_page_down": ("Selects a screenful of rows.", "选取一屏。"),
        "why.pick_page_up": ("Selects a screenful of rows upwards.", "向上选取一屏。"),
        "status.picked": ("{count} selected", "已选{count}段"),
    }

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._extends = False
        self._id = ""

    def facts(self) -> Iterable[Run]:
        """How many rows are selected."""
        count = len(self.desk.panes.view.picked)
        if count:
            yield self.desk.say("status.picked", count=count), "accent"

    def moved(self) -> None:
        """Whoever moves on without Shift drops the selection."""
        current = self.desk.current
        here, self._id = self._id, current.id if current is not None else ""
        if not self._extends and here != self._id:
            self.desk.panes.view.pick(None)

    def pick_down(self) -> None:
        """One row more, or less, towards the end."""
        self._extend(1)

    def pick_up(self) -> None:
        """One row more, or less, towards the beginning."""
        self._extend(-1)

    def pick_page_down(self) -> None:
        """A screenful more."""
        self._extend(1, by_page=True)

    def pick_page_up(self) -> None:
        """A screenful less."""
        self._extend(-1, by_page=True)

    def _extend(self, step: int, *, by_page: bool = False) -> None:
        view = self.desk.panes.view
        if not len(view.rows):
            return
        if view.picked_from is None:
            view.pick(view.cursor)
        self._extends = True
        try:
            if by_page:
                view.page(step)
            else:
                view.move_to(view.cursor + step)
        finally:
            self._extends = False
        self.desk.facts_changed()
