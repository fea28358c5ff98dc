"""Deciding the differences between what was said and what the interpreter said."""

from __future__ import annotations

from typing import Unpack

from testimony.transcript.findings import Decision, Finding, Grade, Verdict
from tui.keymap import Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.renditions.renditions import MODES, Renditions, ask_in

__all__ = ["Findings"]


class Findings(Component):
    """Accepts, rejects, grades and annotates."""

    ACTIONS = (
        Action("finding_accept", "a", "work", MODES),
        Action("finding_reject", "x", "work", MODES),
        Action("finding_regrade", "g", "work", MODES),
        Action("finding_propose", "e", "work", MODES),
        Action("finding_remark", "n", "work", MODES),
    )

    def __init__(self, desk: Desk, mode: Renditions) -> None:
        super().__init__(desk)
        self._mode = mode

    def finding_accept(self) -> None:
        """It is an error of the interpreter."""
        self._decide(Decision.ACCEPTED)

    def finding_reject(self) -> None:
        """It is none."""
        self._decide(Decision.REJECTED)

    def _decide(self, decision: Decision) -> None:
        finding = self._wanted()
        if finding is not None and self._change(finding, decision=decision):
            self._mode.rendition_open()

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
            ask_in(
                self.desk,
                "renditions.ask_better",
                finding.proposal,
                lambda text: self._change(finding, proposal=text),
            )

    def finding_remark(self) -> None:
        """Ask for a note."""
        finding = self._wanted()
        if finding is not None:
            ask_in(
                self.desk,
                "renditions.ask_remark",
                finding.remark,
                lambda text: self._change(finding, remark=text),
            )

    def _wanted(self) -> Finding | None:
        """The finding that a key is about, once it was painted."""
        if self._mode.view.finding is not None and not self._mode.view.was_painted(self.desk.pressed_at):
            self.desk.tell(self.desk.say("renditions.unseen"), "warn")
            return None
        return self._mode.view.finding

    def _change(self, finding: Finding, **fields: Unpack[Verdict]) -> bool:
        return self.desk.try_edit(lambda: self.desk.session.renditions.decide(finding.id, **fields))
