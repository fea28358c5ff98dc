"""Approving once and twice, taking approvals back, undoing, redoing."""

from __future__ import annotations

from collections.abc import Callable

from testimony.transcript.find import Wanted, following
from testimony.transcript.types import Segment
from tui.filters import doubtful, waiting_for
from tui.review.editing import Editing

__all__ = ["Approving"]


class Approving(Editing):
    """Somebody's word for a segment, and the way back."""

    def action_approve_next(self) -> None:
        """Save, approve both sides, and go to the next segment that nobody approved, doubtful or not."""
        self._approve_and_go(Wanted(unreviewed=True).fits, "said.all_reviewed")

    def action_approve_doubtful(self) -> None:
        """Save, approve both sides, and go to the next doubtful segment."""
        self._approve_and_go(doubtful, "said.no_doubt")

    def _approve_and_go(self, fits: Callable[[Segment], bool], none_left: str) -> None:
        segment = self.editors.segment or self.current
        if segment is None or not self._save():
            return
        if self.is_editing:
            self._close_editors()
        found = self._next(segment.id, fits)
        if self.try_edit(lambda: self.session.approve([segment.id])):
            self._go_on(found, none_left, self.say("said.approved", id=segment.id))

    def _next(self, segment_id: str, fits: Callable[[Segment], bool]) -> str | None:
        shown = self.filter
        return following(
            self.session.document, segment_id, lambda one: fits(one) and (shown is None or shown.fits(one))
        )

    def _go_on(self, found: str | None, none_left: str, done: str) -> None:
        """Say what was done and go to the next one; else say that there is none."""
        if found is not None:
            self.move_to_id(found)
            self.tell(done, "good")
            self.came_to()
        else:
            self.tell(f"{done} {self.say(none_left)}", "good")

    def action_approve(self) -> None:
        """Approve both sides and stay."""
        self._for_current(lambda one: self.session.approve([one.id]), "said.approved")

    def action_second_approve(self) -> None:
        """Approve what somebody else approved, and go to the next that waits for it."""
        segment = self.current
        if segment is None:
            return
        found = self._next(segment.id, waiting_for(self.session.by.name))
        if self.try_edit(lambda: self.session.second_approve([segment.id])):
            self._go_on(found, "said.no_waiting", self.say("said.second", id=segment.id))

    def action_reopen(self) -> None:
        """Take the approvals back."""
        self._for_current(lambda one: self.session.reopen([one.id]), "said.reopened")

    def _for_current(self, edit: Callable[[Segment], object], said: str) -> bool:
        segment = self.current
        if segment is None or not self.try_edit(lambda: edit(segment)):
            return False
        self.tell(self.say(said, id=segment.id), "good")
        return True

    # Undoing

    def action_undo(self) -> None:
        """Take the newest edit back."""
        self._reverse(self.session.undo, "said.undone")

    def action_redo(self) -> None:
        """Bring it again."""
        self._reverse(self.session.redo, "said.redone")

    def _reverse(self, step: Callable[[], object], said: str) -> None:
        before = self.session.document.segments
        if not self.try_edit(step):
            return
        after = self.session.document.segments
        touched = next((one.id for one in after.values() if before.get(one.id) is not one), "")
        if touched:
            self.move_to_id(touched)
        self.tell(self.say(said, what=touched or "–"), "good")
