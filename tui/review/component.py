"""A part of the review screen: its actions, its words, and what it does when something happens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from tui.keymap import Action
from tui.strings import Words
from tui.widgets.ink import Run

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget

    from tui.review.desk import Desk

__all__ = ["Component"]


class Component:
    """Carries out actions; an action's name is the name of a method here.

    Every other method answers something that happened on the screen, and does nothing by default.

    Attributes:
        ACTIONS: What it can do, with the keys.
        WORDS: Strings of its own, beside those of ``tui.catalogue``.
        MODE: The mode whose unbound keys come to ``take``; empty for a part without a mode.
        FOOTER: Names of the actions that the last line shows in that mode, the most important first;
            the last two are shown on every width. Each has a short name, ``short.NAME``.
    """

    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    WORDS: ClassVar[Words] = {}
    MODE: ClassVar[str] = ""
    FOOTER: ClassVar[tuple[str, ...]] = ()

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def run(self, method: str, number: int) -> None:
        """Carry out one of its actions; ``number`` is 0 for an action without one."""
        if number:
            getattr(self, method)(number)
        else:
            getattr(self, method)()

    async def take(self, event: events.Key | events.Paste) -> None:
        """A key that is bound to no action, or pasted text, while its mode is on."""

    def panes(self) -> Iterable[Widget]:
        """Widgets of its own, hidden until it shows them."""
        return ()

    def facts(self) -> Iterable[Run]:
        """What it has to say in the line at the top."""
        return ()

    def started(self) -> None:
        """The screen was painted for the first time."""

    def moved(self) -> None:
        """Another segment is the current one."""

    def rested(self) -> None:
        """One stays at a segment: time to read what lies in files."""

    def came_to(self) -> None:
        """A key led to a segment that wants work."""

    def edited(self) -> None:
        """Something was kept."""

    def opened(self, *, restored: bool) -> None:
        """The editors were opened; ``restored`` with typing that an earlier session never saved."""

    def typed(self) -> None:
        """The text in the open editors changed."""

    def may_leave(self) -> bool:
        """False where the current segment cannot be left now; the reason was then said."""
        return True

    def facts_changed(self) -> None:
        """A part has something else to say in the line at the top."""

    def closing(self) -> None:
        """The screen ends, perhaps because its terminal was closed: keep what is not kept."""
