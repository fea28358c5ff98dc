"""The machine once more: a segment translated again after its source was corrected."""

from __future__ import annotations

from functools import partial

from testimony.transcript.types import Segment
from tui.keymap import ANYWHERE, Action
from tui.review.background import in_background
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.editing.editing import Editing

__all__ = ["Retranslation"]


class Retranslation(Component):
    """Asks the engine in a thread of its own; the screen stays alive meanwhile."""

    ACTIONS = (Action("retranslate", "T,alt+t", "work", ANYWHERE, edits=True),)

    def __init__(self, desk: Desk, editing: Editing) -> None:
        super().__init__(desk)
        self._editing = editing

    def retranslate(self) -> None:
        """Translate the source as it stands."""
        desk = self.desk
        if not self._editing.finish():
            return
        segment = desk.current
        if segment is None or not desk.may_write():
            return
        desk.tell(desk.say("said.translating", id=segment.id))
        work = partial(desk.services.retranslate, segment)
        in_background(desk, "Translating again", work, partial(self._keep, segment), group="retranslate")

    def _keep(self, segment: Segment, text: str) -> None:
        desk = self.desk
        if desk.session.document.segments.get(segment.id) is not segment:
            desk.tell(desk.say("said.retranslation_overtaken", id=segment.id), "warn")
        elif desk.panes.editors.segment is not None and desk.panes.editors.segment.id == segment.id:
            desk.tell(desk.say("said.retranslation_editing", id=segment.id), "warn")
        elif desk.try_edit(lambda: desk.services.keep_translation(segment.id, text)):
            desk.tell(desk.say("said.retranslated", id=segment.id), "good")
