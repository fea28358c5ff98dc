"""Which rows render which: linked by hand, or paired by the machine."""

from __future__ import annotations

from collections.abc import Callable

from testimony.transcript.rendered import RenderedPair
from testimony.transcript.renditions import parse_link
from tui.keymap import Action
from tui.review.background import in_background
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.renditions.renditions import MODES, Renditions, ask_in

__all__ = ["Links"]


class Links(Component):
    """Links, unlinks, pairs again."""

    ACTIONS = (
        Action("rendition_link", "l", "work", MODES),
        Action("rendition_unlink", "u", "work", MODES),
        Action("rendition_again", "P", "work", MODES),
        Action("rendition_undo", "z", "work", MODES),
    )

    def __init__(self, desk: Desk, mode: Renditions) -> None:
        super().__init__(desk)
        self._mode = mode
        mode.pair_first = self.rendition_again

    def rendition_link(self) -> None:
        """Ask which rows render which."""
        ask_in(self.desk, "renditions.ask_link", "", self._link)

    def _link(self, text: str) -> None:
        desk = self.desk
        if desk.try_edit(lambda: desk.session.renditions.link(*parse_link(text))):
            self.rendition_again()

    def rendition_unlink(self) -> None:
        """Say that the current pair is none."""
        pair: RenderedPair | None = self._mode.view.current
        if pair is not None and pair.originals and pair.renditions:
            sides = [tuple(one.id for one in side) for side in (pair.originals, pair.renditions)]
            self.desk.try_edit(lambda: self.desk.session.renditions.unlink(*sides))

    def rendition_undo(self) -> None:
        """Take the newest edit back."""
        self.desk.try_edit(self.desk.session.undo)

    def rendition_again(self) -> None:
        """Pair and compare, in a thread: a long hearing takes seconds."""
        if self.desk.may_write():
            self.desk.tell(self.desk.say("renditions.pairing"))
            in_background(
                self.desk, "Pairing", self.desk.services.pair_renditions, self._keep, group="renditions"
            )

    def _keep(self, keep: Callable[[], tuple[int, int, bool]]) -> None:
        """Keep what the thread found, where the transcript is still the one it looked at."""
        made: list[tuple[int, int, bool]] = []
        if not self.desk.try_edit(lambda: made.append(keep())):
            return
        links, count, interpreted = made[0]
        if not interpreted:
            self.desk.tell(self.desk.say("renditions.not_interpreted"), "warn")
            return
        self.desk.tell(self.desk.say("renditions.made", links=links, count=count), "good")
