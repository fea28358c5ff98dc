"""Approving once and twice, taking approvals back, undoing, redoing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from testimony.transcript.find import Wanted, following
from testimony.transcript.types import Segment
from tui.filters import doubtful, waiting_for
from tui.keymap import ANYWHERE, Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.editing.editing import Editing

__all__ = ["Approval"]


class Approval(Component):
    """Somebody's word for a segment, and the way back."""

    ACTIONS = (
        Action("approve_next", "a,f12,f16", "work", ANYWHERE, edits=True, vouches=True),
        Action("approve_doubtful", "z,f18,ctrl+d", "work", ANYWHERE, edits=True, vouches=True),
        Action("approve", "A", "work", edits=True, vouches=True),
        Action("second_approve", "S", "work", edits=True, vouches=True),
        Action("reopen", "U", "work", edits=True),
        Action("undo", "u", "work"),
        Action("redo", "r,ctrl+y", "work"),
    )

    def __init__(self, desk: Desk, editing: Editing) -> None:
        super().__init__(desk)
        self._editing = editing

    def approve_next(self) -> None:
        """Save, approve both sides, and go to the next segment that nobody approved, doubtful or not."""
        self._approve_and_go(Wanted(unreviewed=True).fits, "said.all_reviewed")

    def approve_doubtful(self) -> None:
        """Save, approve both sides, and go to the next doubtful segment."""
        self._approve_and_go(doubtful, "said.no_doubt")

    def _approve_and_go(self, fits: Callable[[Segment], bool], none_left: str) -> None:
        desk = self.desk
        rows = [desk.panes.editors.segment] if desk.panes.editors.segment is not None else desk.picked
        ids = [one.id for one in rows]
        if not ids or not self._editing.finish():
            return
        found = self._next(ids[-1], lambda one: fits(one) and one.id not in ids)
        if desk.try_edit(lambda: desk.session.approve(ids)):
            self._go_on(found, none_left, self._said("said.approved", "said.approved_rows", ids))

    def _said(self, one: str, several: str, ids: Sequence[str]) -> str:
        return self.desk.say(one if len(ids) == 1 else several, id=ids[0], count=len(ids))

    def _next(self, segment_id: str, fits: Callable[[Segment], bool]) -> str | None:
        shown = self.desk.filter
        return following(
            self.desk.session.document,
            segment_id,
            lambda one: fits(one) and (shown is None or shown.fits(one)),
        )

    def _go_on(self, found: str | None, none_left: str, done: str) -> None:
        """Say what was done and go to the next one; else say that there is none."""
        desk = self.desk
        if found is not None:
            desk.move_to_id(found)
            desk.tell(done, "good")
            desk.came_to()
        else:
            desk.tell(f"{done} {desk.say(none_left)}", "good")

    def approve(self) -> None:
        """Approve both sides and stay."""
        self._for_picked(self.desk.session.approve, "said.approved", "said.approved_rows")

    def second_approve(self) -> None:
        """Approve what somebody else approved, and go to the next that waits for it."""
        desk, ids = self.desk, [one.id for one in self.desk.picked]
        if not ids:
            return
        waits = waiting_for(desk.session.by.name)
        found = self._next(ids[-1], lambda one: waits(one) and one.id not in ids)
        if desk.try_edit(lambda: desk.session.second_approve(ids)):
            self._go_on(found, "said.no_waiting", self._said("said.second", "said.second_rows", ids))

    def reopen(self) -> None:
        """Take the approvals back."""
        self._for_picked(self.desk.session.reopen, "said.reopened", "said.reopened_rows")

    def _for_picked(self, edit: Callable[[Sequence[str]], object], one: str, several: str) -> None:
        ids = [one.id for one in self.desk.picked]
        if ids and self.desk.try_edit(lambda: edit(ids)):
            self.desk.tell(self._said(one, several, ids), "good")

    # Undoing

    def undo(self) -> None:
        """Take the newest edit back; another person's only after a question."""
        desk = self.desk
        author, kind = desk.session.last_author()
        if not author or author == desk.session.by.name or not desk.session.is_writable:
            self._reverse(desk.session.undo, "said.undone")
            return

        def chosen(choice: int | None) -> None:
            if choice == 0 and desk.session.last_author() == (author, kind):
                self._reverse(desk.session.undo, "said.undone")

        question = desk.say("ask.undo_other", name=author, what=desk.say.entry(kind))
        desk.choose(question, [desk.say("ask.undo_yes"), desk.say("ask.undo_no")], chosen)

    def redo(self) -> None:
        """Bring it again."""
        self._reverse(self.desk.session.redo, "said.redone")

    def _reverse(self, step: Callable[[], object], said: str) -> None:
        desk = self.desk
        before = desk.session.document.segments
        if not desk.try_edit(step):
            return
        after = desk.session.document.segments
        touched = next((one.id for one in after.values() if before.get(one.id) is not one), "")
        if touched:
            desk.move_to_id(touched)
        desk.tell(desk.say(said, what=touched or "–"), "good")
