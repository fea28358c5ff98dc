"""The interpreter beside those they interpret: hear both, decide each difference, link and unlink."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Unpack

from testimony.transcript.errors import TestimonyError
from testimony.transcript.findings import Decision, Finding, Grade, Verdict
from testimony.transcript.rendered import rendered_pairs
from testimony.transcript.renditions import is_stale, parse_link, renditions_of
from tui.keymap import Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.renditions.words import WORDS
from tui.review.sound.playback import Playback
from tui.widgets.ink import Run
from tui.widgets.pairs import PairView

if TYPE_CHECKING:
    from textual.widget import Widget

    from testimony.transcript.rendered import RenderedPair
    from testimony.transcript.types import Segment

__all__ = ["Renditions"]

_MODE = ("renditions",)


class Renditions(Component):
    """A mode of its own, in the place of the list."""

    MODE = "renditions"
    FOOTER = (
        "finding_accept", "finding_reject", "rendition_open", "hear_both", "rendition_leave", "hear_original",
        "hear_rendition", "finding_regrade", "finding_propose", "finding_remark", "rendition_link",
        "rendition_unlink", "rendition_all", "palette", "help",
    )  # fmt: skip
    ACTIONS = (
        Action("renditions", "R", "find"),
        Action("other_rendition", "i", "move"),
        Action("rendition_leave", "escape,R,q", "move", _MODE),
        Action("rendition_down", "down,j", "move", _MODE),
        Action("rendition_up", "up,k", "move", _MODE),
        Action("rendition_page_down", "pagedown", "move", _MODE),
        Action("rendition_page_up", "pageup", "move", _MODE),
        Action("rendition_open", "d", "move", _MODE),
        Action("rendition_row", "enter", "move", _MODE),
        Action("rendition_all", "v", "find", _MODE),
        Action("hear_both", "space,f4,f13", "hear", _MODE),
        Action("hear_original", "o", "hear", _MODE),
        Action("hear_rendition", "i", "hear", _MODE),
        Action("finding_accept", "a", "work", _MODE),
        Action("finding_reject", "x", "work", _MODE),
        Action("finding_regrade", "g", "work", _MODE),
        Action("finding_propose", "e", "work", _MODE),
        Action("finding_remark", "n", "work", _MODE),
        Action("rendition_link", "l", "work", _MODE),
        Action("rendition_unlink", "u", "work", _MODE),
        Action("rendition_again", "P", "work", _MODE),
        Action("rendition_undo", "z", "work", _MODE),
    )
    WORDS = WORDS

    def __init__(self, desk: Desk, playback: Playback) -> None:
        super().__init__(desk)
        self.view = PairView("pairs")
        self.view.say = desk.say
        self._playback = playback
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
            self.rendition_again()

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

    # Hearing

    def hear_original(self) -> None:
        """Play what was said."""
        pair = self.view.current
        if pair is not None:
            self._hear(pair.originals)

    def hear_rendition(self) -> None:
        """Play what the interpreter said."""
        pair = self.view.current
        if pair is not None:
            self._hear(pair.renditions)

    def hear_both(self) -> None:
        """Play what was said and, after it, the rendition."""
        pair = self.view.current
        if pair is not None:
            self._hear((*pair.originals, *pair.renditions))

    def _hear(self, rows: tuple[Segment, ...]) -> None:
        if rows:
            start, end = min(one.start_ms for one in rows), max(one.end_ms for one in rows)
            self._playback.start(rows[0], start, end)

    # Deciding

    def finding_accept(self) -> None:
        """It is an error of the interpreter."""
        self._decide(Decision.ACCEPTED)

    def finding_reject(self) -> None:
        """It is none."""
        self._decide(Decision.REJECTED)

    def _decide(self, decision: Decision) -> None:
        finding = self._wanted()
        if finding is not None and self._change(finding, decision=decision):
            self.rendition_open()

    def finding_regrade(self) -> None:
        """The next grade."""
        finding = self._wanted()
        if finding is not None:
            grades = list(Grade)
            self._change(finding, grade=grades[(grades.index(finding.grade) + 1) % len(grades)])

    def finding_propose(self) -> None:
        """Ask for the rendition as it should have been."""
        finding = self._wanted()
        if finding is not None:
            self._ask(
                "renditions.ask_better", finding.proposal, lambda text: self._change(finding, proposal=text)
            )

    def finding_remark(self) -> None:
        """Ask for a note."""
        finding = self._wanted()
        if finding is not None:
            self._ask(
                "renditions.ask_remark", finding.remark, lambda text: self._change(finding, remark=text)
            )

    def _ask(self, question: str, value: str, keep: Callable[[str], object]) -> None:
        if self.desk.may_write():
            self.desk.ask(
                self.desk.say(question), lambda text: keep(text) if text is not None else None, value
            )

    def _wanted(self) -> Finding | None:
        """The finding that a key is about, once it was painted."""
        if self.view.finding is not None and not self.view.was_painted(self.desk.pressed_at):
            self.desk.tell(self.desk.say("renditions.unseen"), "warn")
            return None
        return self.view.finding

    def _change(self, finding: Finding, **fields: Unpack[Verdict]) -> bool:
        return self.desk.try_edit(lambda: self.desk.session.renditions.decide(finding.id, **fields))

    # Linking

    def rendition_link(self) -> None:
        """Ask which rows render which."""
        self._ask("renditions.ask_link", "", self._link)

    def _link(self, text: str) -> None:
        desk = self.desk
        if desk.try_edit(lambda: desk.session.renditions.link(*parse_link(text))):
            self.rendition_again()

    def rendition_unlink(self) -> None:
        """Say that the current pair is none."""
        pair: RenderedPair | None = self.view.current
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
            self.desk.host.run_worker(
                self._pair, thread=True, exclusive=True, group="renditions", exit_on_error=False
            )

    def _pair(self) -> None:
        desk, app = self.desk, self.desk.host.app
        try:
            keep = desk.services.pair_renditions()
        except TestimonyError as error:
            app.call_from_thread(desk.tell_error, error)
        except Exception as error:  # noqa: BLE001 - the edge of a worker: the review goes on
            app.call_from_thread(desk.tell_error, TestimonyError(f"Pairing failed ({type(error).__name__})."))
        else:
            app.call_from_thread(self._keep, keep)

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
