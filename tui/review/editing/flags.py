"""Notes, doubts and the machine's other texts."""

from __future__ import annotations

from functools import partial

from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import FlagKind, Segment
from tui.dialogs import Ask
from tui.keymap import Action
from tui.review.component import Component

__all__ = ["Flags"]


class Flags(Component):
    """What is not certain about a segment."""

    ACTIONS = (
        Action("note", "o", "work", edits=True),
        Action("waive", "w", "work", edits=True),
        Action("take_alternative", "x", "work", edits=True),
    )

    def note(self) -> None:
        """Add a translator's note."""
        desk, segment = self.desk, self.desk.current
        if segment is None or not desk.may_write():
            return

        def noted(text: str | None) -> None:
            if text and text.strip():
                edit = partial(desk.session.marks.add_note, segment.id, text.strip())
                if desk.try_edit(edit):
                    desk.tell(desk.say("said.noted"), "good")

        desk.ask(desk.say("ask.note", id=segment.id), noted)

    def waive(self) -> None:
        """Say that a doubt is none, and why."""
        desk, segment = self.desk, self.desk.current
        if segment is None or not desk.may_write():
            return
        kinds = list(dict.fromkeys(flag.kind for flag in segment.flags if not flag.waived_by))
        if not kinds:
            desk.tell(desk.say("said.no_flag"))
        elif len(kinds) == 1:
            self._ask_reason(segment, kinds[0])
        else:

            def chosen(choice: int | None) -> None:
                if choice is not None:
                    self._ask_reason(segment, kinds[choice])

            names = [desk.say(f"flag.{kind.value}") for kind in kinds]
            desk.choose(desk.say("ask.waive"), names, chosen)

    def _ask_reason(self, segment: Segment, kind: FlagKind) -> None:
        desk = self.desk
        name = desk.say(f"flag.{kind.value}")
        doubts = "; ".join(flag.note for flag in segment.flags if flag.kind is kind and flag.note)

        def reasoned(reason: str | None) -> None:
            edit = partial(desk.services.waive, segment.id, kind, (reason or "").strip())
            if reason is not None and desk.try_edit(edit):
                desk.tell(desk.say("said.waived", kind=name), "good")

        question, needed = desk.say("ask.reason", kind=name), desk.say("ask.reason_needed")
        desk.open(Ask(question, desk.say("ask.keys"), text=doubts, needed=needed), reasoned)

    def take_alternative(self) -> None:
        """Put one of the machine's other texts in place of what stands."""
        desk, segment = self.desk, self.desk.current
        if segment is None or not desk.may_write():
            return
        try:
            found = list(desk.services.alternatives(segment))
        except TestimonyError as error:
            desk.tell_error(error)
            return
        if not found:
            desk.tell(desk.say("said.no_alternatives"))
            return

        def chosen(choice: int | None) -> None:
            if choice is not None:
                one = found[choice]
                desk.try_edit(lambda: desk.session.correct(segment.id, one.side, one.text))

        names = [f"{desk.say(f'side.{one.side.value}')}: {one.text}" for one in found]
        desk.choose(desk.say("ask.alternative"), names, chosen)
