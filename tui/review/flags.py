"""Notes, doubts and what the machine says beside them: waivers, alternatives, a new translation."""

from __future__ import annotations

from functools import partial

from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import FlagKind, Segment
from tui.dialogs import Ask, Choose
from tui.review.editing import Editing

__all__ = ["Doubting"]


class Doubting(Editing):
    """What is not certain about a segment."""

    def action_note(self) -> None:
        """Add a translator's note."""
        segment = self.current
        if segment is None or not self._may_write():
            return

        def noted(text: str | None) -> None:
            if text and text.strip():
                edit = partial(self.session.add_note, segment.id, text.strip())
                if self.try_edit(edit):
                    self.tell(self.say("said.noted"), "good")

        question = self.say("ask.note", id=segment.id)
        self.app.push_screen(Ask(question, self.say("ask.keys")), noted)

    def action_waive(self) -> None:
        """Say that a doubt is none, and why."""
        segment = self.current
        if segment is None or not self._may_write():
            return
        kinds = list(dict.fromkeys(flag.kind for flag in segment.flags if not flag.waived_by))
        if not kinds:
            self.tell(self.say("said.no_flag"))
        elif len(kinds) == 1:
            self._ask_reason(segment, kinds[0])
        else:

            def chosen(choice: int | None) -> None:
                if choice is not None:
                    self._ask_reason(segment, kinds[choice])

            names = [self.say(f"flag.{kind.value}") for kind in kinds]
            self.app.push_screen(Choose(self.say("ask.waive"), names, self.say("ask.keys")), chosen)

    def _ask_reason(self, segment: Segment, kind: FlagKind) -> None:
        name = self.say(f"flag.{kind.value}")
        doubts = "; ".join(flag.note for flag in segment.flags if flag.kind is kind and flag.note)

        def reasoned(reason: str | None) -> None:
            edit = partial(self.services.waive, segment.id, kind, (reason or "").strip())
            if reason is not None and self.try_edit(edit):
                self.tell(self.say("said.waived", kind=name), "good")

        question = self.say("ask.reason", kind=name)
        ask = Ask(question, self.say("ask.keys"), text=doubts, needed=self.say("ask.reason_needed"))
        self.app.push_screen(ask, reasoned)

    def action_take_alternative(self) -> None:
        """Put one of the machine's other texts in place of what stands."""
        segment = self.current
        if segment is None or not self._may_write():
            return
        try:
            found = list(self.services.alternatives(segment))
        except TestimonyError as error:
            self.tell_error(error)
            return
        if not found:
            self.tell(self.say("said.no_alternatives"))
            return

        def chosen(choice: int | None) -> None:
            if choice is not None:
                one = found[choice]
                self.try_edit(lambda: self.session.correct(segment.id, one.side, one.text))

        names = [f"{self.say(f'side.{one.side.value}')}: {one.text}" for one in found]
        self.app.push_screen(Choose(self.say("ask.alternative"), names, self.say("ask.keys")), chosen)

    # The machine once more

    def action_retranslate(self) -> None:
        """Translate the corrected source again; the screen stays alive meanwhile."""
        if self.is_editing:
            if not self._save():
                return
            self._close_editors()
        segment = self.current
        if segment is None or not self._may_write():
            return
        self.tell(self.say("said.translating", id=segment.id))
        work = partial(self._retranslate, segment)
        self.run_worker(work, thread=True, exclusive=True, group="retranslate", exit_on_error=False)

    def _retranslate(self, segment: Segment) -> None:
        try:
            text = self.services.retranslate(segment)
        except TestimonyError as error:
            self.app.call_from_thread(self.tell_error, error)
        except Exception as error:  # noqa: BLE001 - the edge of a worker: the review goes on
            failure = TestimonyError(f"Translating again failed ({type(error).__name__}).")
            self.app.call_from_thread(self.tell_error, failure)
        else:
            self.app.call_from_thread(self._retranslated, segment, text)

    def _retranslated(self, segment: Segment, text: str) -> None:
        if self.session.document.segments.get(segment.id) is not segment:
            self.tell(self.say("said.retranslation_overtaken", id=segment.id), "warn")
        elif self.try_edit(lambda: self.services.keep_translation(segment.id, text)):
            self.tell(self.say("said.retranslated", id=segment.id), "good")
