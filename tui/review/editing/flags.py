"""Notes, doubts and the machine's other texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from testimony.transcript.editing import ranges
from testimony.transcript.edits import Edit
from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import FlagKind, Segment
from tui.dialogs import Ask
from tui.flag_notes import note_in
from tui.keymap import Action
from tui.review.component import Component
from tui.review.desk import shown_ids
from tui.strings import Words

__all__ = ["Flags"]

# What a person may doubt; the other kinds are findings of machines.
_RAISED = (
    FlagKind.LOW_CONFIDENCE, FlagKind.SPEAKER_UNCERTAIN, FlagKind.LANGUAGE_UNCERTAIN,
    FlagKind.NUMBER_UNCERTAIN, FlagKind.NAME_UNVERIFIED, FlagKind.OVERLAP, FlagKind.TRUNCATED,
    FlagKind.UNTRANSLATED,
)  # fmt: skip


class Flags(Component):
    """What is not certain about a segment."""

    ACTIONS = (
        Action("note", "o", "work", edits=True),
        Action("raise_flag", "exclamation_mark", "work", edits=True),
        Action("waive", "w", "work", edits=True),
        Action("take_alternative", "x", "work", edits=True),
    )

    WORDS: ClassVar[Words] = {
        "act.raise_flag": ("Raise a flag", "加标记"),
        "why.raise_flag": ("Raises a doubt of your own, with a note.", "加上您自己的疑问和说明。"),
        "ask.flag": ("Which doubt about {id}?", "对第{id}段有何疑问？"),
        "ask.flag_note": (
            "What should be listened or looked for? (may stay empty)",
            "应注意什么？（可留空）",
        ),
        "said.flagged": ("Flag raised: {kind}.", "已加标记：{kind}。"),
    }

    def note(self) -> None:
        """Add a translator's note to the row, or to every selected one."""
        desk, ids = self.desk, [one.id for one in self.desk.picked]
        if not ids or not desk.may_write():
            return

        def noted(text: str | None) -> None:
            if text and text.strip() and self._keep(ranges.add_notes, ids, text.strip(), desk.session.by):
                desk.tell(desk.say("said.noted"), "good")

        desk.ask(desk.say("ask.note", id=shown_ids(ids)), noted)

    def _keep(self, make: Callable[..., Edit], *arguments: object) -> bool:
        session = self.desk.session
        return self.desk.try_edit(lambda: session.commit(make(session.document, *arguments)))

    def raise_flag(self) -> None:
        """Raise a doubt of one's own, with what to listen for."""
        desk, ids = self.desk, [one.id for one in self.desk.picked]
        if not ids or not desk.may_write():
            return

        def chosen(choice: int | None) -> None:
            if choice is not None:
                desk.ask(desk.say("ask.flag_note"), partial(noted, _RAISED[choice]))

        def noted(kind: FlagKind, text: str | None) -> None:
            if text is not None and self._keep(ranges.add_flags, ids, kind, text.strip()):
                desk.tell(desk.say("said.flagged", kind=desk.say(f"flag.{kind.value}")), "good")

        names = [desk.say(f"flag.{kind.value}") for kind in _RAISED]
        desk.choose(desk.say("ask.flag", id=shown_ids(ids)), names, chosen)

    def waive(self) -> None:
        """Say that a doubt is none, and why; over a selection, wherever it stands."""
        desk, rows = self.desk, self.desk.picked
        if not rows or not desk.may_write():
            return
        kinds = list(dict.fromkeys(flag.kind for one in rows for flag in one.flags if not flag.waived_by))
        if not kinds:
            desk.tell(desk.say("said.no_flag"))
        elif len(kinds) == 1:
            self._ask_reason(rows, kinds[0])
        else:

            def chosen(choice: int | None) -> None:
                if choice is not None:
                    self._ask_reason(rows, kinds[choice])

            names = [desk.say(f"flag.{kind.value}") for kind in kinds]
            desk.choose(desk.say("ask.waive"), names, chosen)

    def _ask_reason(self, rows: Sequence[Segment], kind: FlagKind) -> None:
        desk, ids = self.desk, [one.id for one in rows]
        name = desk.say(f"flag.{kind.value}")
        notes = (
            note_in(desk.say.language, flag.note)
            for one in rows
            for flag in one.flags
            if flag.kind is kind and flag.note
        )

        def reasoned(reason: str | None) -> None:
            by = desk.session.by
            if reason is not None and self._keep(ranges.waive_flags, ids, kind, reason, by):
                desk.tell(desk.say("said.waived", kind=name), "good")

        question, needed = desk.say("ask.reason", kind=name), desk.say("ask.reason_needed")
        doubts = "; ".join(dict.fromkeys(notes))
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
