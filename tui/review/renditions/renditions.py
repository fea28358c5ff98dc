"""The interpreter beside those they interpret: hear both, decide each difference, link and unlink."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from testimony.transcript.findings import Decision
from testimony.transcript.rendered import rendered_pairs
from testimony.transcript.renditions import is_stale, renditions_of
from tui.keymap import Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.renditions.words import WORDS
from tui.widgets.ink import Run
from tui.widgets.pairs import PairView

if TYPE_CHECKING:
    from textual.widget import Widget


__all__ = ["MODES", "Renditions", "ask_in"]

MODES = ("renditions",)


def ask_in(desk: Desk, question: str, value: str, keep: Callable[[str], object]) -> None:
    """Ask for a line of text where the file may be written; ``keep`` is called with an answer."""
    if desk.may_write():
        desk.ask(desk.say(question), lambda text: keep(text) if text is not None else None, value)


class Renditions(Component):
    """A mode of its own, in the place of the list: shows the pairs and moves among them.

    Attributes:
        view: The pairs.
        pair_first: Pairs the rows of a transcript that has no link yet.
    """

    MODE = "renditions"
    FOOTER = (
        "finding_accept", "finding_reject", "rendition_open", "hear_both", "rendition_leave", "hear_original",
        "hear_rendition", "finding_regrade", "finding_propose", "finding_remark", "rendition_link",
        "rendition_unlink", "rendition_all", "palette", "help",
    )  # fmt: skip
    ACTIONS = (
        Action("renditions", "R", "find"),
        Action("other_rendition", "i", "move"),
        Action("rendition_leave", "escape,R,q", "move", MODES),
        Action("rendition_down", "down,j", "move", MODES),
        Action("rendition_up", "up,k", "move", MODES),
        Action("rendition_page_down", "pagedown", "move", MODES),
        Action("rendition_page_up", "pageup", "move", MODES),
        Action("rendition_open", "d", "move", MODES),
        Action("rendition_row", "enter", "move", MODES),
        Action("rendition_all", "v", "find", MODES),
    )
    WORDS = WORDS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = PairView("pairs")
        self.view.say = desk.say
        self.pair_first: Callable[[], None] = lambda: None
        self._everything = False
        self._counterparts: dict[str, tuple[str, tuple[str, ...]]] = {}

    def panes(self) -> Iterable[Widget]:
        """The pairs, where the list was."""
        yield self.view

    # The ordinary screen

    def started(self) -> None:
        """Mark what is linked."""
        self._mark()

    def edited(self) -> None:
        """Show what then stands."""
        self._mark()
        if self.desk.mode == self.MODE:
            self._show(self.view.cursor)

    def facts(self) -> Iterable[Run]:
        """Where the current row has its counterpart, and how many findings are open."""
        desk = self.desk
        if desk.mode == self.MODE:
            count = sum(one.decision is Decision.OPEN for one in desk.session.document.findings.values())
            yield desk.say("status.open_findings", count=count), "warn" if count else "good"
        elif (found := self._counterpart()) is not None:
            name, ids = found
            yield desk.say(f"status.{name}", ids=",".join(ids)), "accent"

    def _counterpart(self) -> tuple[str, tuple[str, ...]] | None:
        row = self.desk.current
        return self._counterparts.get(row.id) if row is not None else None

    def _mark(self) -> None:
        document = self.desk.session.document
        self._counterparts = {
            one: found
            for link in renditions_of(document)
            for ids, found in (
                (link.to_ids, ("renders", link.from_ids)),
                (link.from_ids, ("rendered_by", link.to_ids)),
            )
            for one in ids
        }
        linked = dict.fromkeys(self._counterparts, "=")
        for finding in document.findings.values():
            if finding.decision is Decision.OPEN:
                linked |= dict.fromkeys((*finding.originals, *finding.renditions), "#")
        self.desk.panes.view.mark_linked(linked)

    def other_rendition(self) -> None:
        """From a row to the one that renders it, or that it renders."""
        found = self._counterpart()
        if found is None or not self.desk.move_to_id(found[1][0]):
            self.desk.tell(self.desk.say("renditions.no_other"), "warn")

    # The mode

    def renditions(self) -> None:
        """Show the pairs, making them first where there are none."""
        desk = self.desk
        if not desk.may_leave():
            return
        here = desk.current.id if desk.current is not None else ""
        desk.enter(self.MODE)
        self._show(0)
        for place, (number, _) in enumerate(self.view.stops):
            pair = self.view.pairs[number]
            if here in {one.id for one in (*pair.originals, *pair.renditions)}:
                self.view.move_to(place)
        if not desk.session.document.links and desk.session.is_writable:
            self.pair_first()

    def rendition_leave(self) -> None:
        """Back to the list."""
        self.desk.enter("list")
        self.desk.refresh_rows()

    def rendition_row(self) -> None:
        """Back to the list, at the row of the current pair."""
        pair = self.view.current
        self.rendition_leave()
        if pair is not None:
            self.desk.move_to_id((pair.originals or pair.renditions)[0].id)

    def _show(self, cursor: int) -> None:
        document = self.desk.session.document
        pairs = rendered_pairs(document)
        if not self._everything:
            pairs = [pair for pair in pairs if pair.findings]
        self.view.is_stale = lambda finding: is_stale(document, finding)
        self.view.show(pairs, cursor)
        if not pairs:
            self.desk.tell(self.desk.say("renditions.none"))
        self.desk.facts_changed()

    def rendition_all(self) -> None:
        """Every pair, or those with findings."""
        self._everything = not self._everything
        self._show(0)

    def rendition_down(self) -> None:
        """On."""
        self.view.move_to(self.view.cursor + 1)

    def rendition_up(self) -> None:
        """Back."""
        self.view.move_to(self.view.cursor - 1)

    def rendition_page_down(self) -> None:
        """Ten on."""
        self.view.move_to(self.view.cursor + 10)

    def rendition_page_up(self) -> None:
        """Ten back."""
        self.view.move_to(self.view.cursor - 10)

    def rendition_open(self) -> None:
        """To the next finding that nobody decided, round the end."""
        stops, at = self.view.stops, self.view.cursor
        for step in range(1, len(stops) + 1):
            number, place = stops[(at + step) % len(stops)]
            findings = self.view.pairs[number].findings
            if place >= 0 and findings[place][1].decision is Decision.OPEN:
                self.view.move_to((at + step) % len(stops))
                return
        self.desk.tell(self.desk.say("renditions.done"), "good")
