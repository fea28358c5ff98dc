"""The machine once more: a segment translated again after its source was corrected."""

from __future__ import annotations

from functools import partial

from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import Segment
from tui.keymap import ANYWHERE, Action
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
        work = partial(self._work, segment)
        desk.host.run_worker(work, thread=True, exclusive=True, group="retranslate", exit_on_error=False)

    def _work(self, segment: Segment) -> None:
        app = self.desk.host.app
        try:
            text = self.desk.services.retranslate(segment)
        except TestimonyError as error:
            app.call_from_thread(self.desk.tell_error, error)
        except Exception as error:  # noqa: BLE001 - the edge of a worker: the review goes on
            failure = TestimonyError(f"Translating again failed ({type(error).__name__}).")
            app.call_from_thread(self.desk.tell_error, failure)
        else:
            app.call_from_thread(self._keep, segment, text)

    def _keep(self, segment: Segment, text: str) -> None:
        desk = self.desk
        if desk.session.document.segments.get(segment.id) is not segment:
            desk.tell(desk.say("said.retranslation_overtaken", id=segment.id), "warn")
        elif desk.panes.editors.segment is not None and desk.panes.editors.segment.id == segment.id:
            desk.tell(desk.say("said.retranslation_editing", id=segment.id), "warn")
        elif desk.try_edit(lambda: desk.services.keep_translation(segment.id, text)):
            desk.tell(desk.say("said.retranslated", id=segment.id), "good")
