"""Correcting, approving, naming, noting, taking back: the same edits as on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from testimony.transcript.editing import ranges
from testimony.transcript.errors import TestimonyError
from testimony.transcript.find import following
from testimony.transcript.types import Segment, Side
from testimony.transcript.voices import is_machine_name
from tui.filters import doubtful, waiting_for
from tui.plain.desk import Command, PlainDesk
from tui.plain.moves import Moves
from tui.speaker_names import suggested_names

__all__ = ["Edits"]

_DIGITS = 9


class Edits:
    """Commands that go into the record; each is on the disk before it is told."""

    def __init__(self, desk: PlainDesk, moves: Moves) -> None:
        self._desk, self._moves = desk, moves
        self.commands = (
            Command("edit", ("e",), partial(self._correct, Side.SOURCE)),
            Command("edit_target", ("E",), partial(self._correct, Side.TARGET)),
            Command("approve_next", ("a",), lambda _: self._approve(moves.to_next_unreviewed), vouches=True),
            Command("approve_doubtful", ("z",), lambda _: self._approve(self._to_doubt), vouches=True),
            Command("approve", ("A",), lambda _: self._approve(desk.tell_row), vouches=True),
            Command("second_approve", ("S",), lambda _: self._second(), vouches=True),
            Command("reopen", ("U",), lambda _: self._reopen()),
            Command("merge", ("m",), lambda _: self._merge()),
            Command("speaker", ("p",), lambda _: self._speaker()),
            *(
                Command(f"speaker_{number}", (str(number),), partial(self._give_to, number))
                for number in range(1, _DIGITS + 1)
            ),
            Command("rename_speaker", ("P",), self._rename),
            Command("language", ("l",), self._language),
            Command("note", ("o",), self._note),
            Command("waive", ("w",), lambda _: self._waive()),
            Command("retranslate", ("T",), lambda _: self._translate()),
            Command("undo", ("u",), lambda _: self._undo()),
            Command("redo", ("r",), lambda _: self._redo()),
        )

    def _correct(self, side: Side, text: str) -> None:
        """Write a side anew: what is typed behind the command, else the old text changed in its line."""
        desk, segment = self._desk, self._desk.current
        if segment is None:
            return
        before = getattr(segment, side.value)
        after = text or desk.ask(desk.say(f"side.{side.value}"), before)
        if after is None or after == before:
            desk.tell(desk.say("said.unchanged"))
            return
        if desk.try_edit(lambda: desk.session.correct(segment.id, side, after), desk.say("said.saved")):
            desk.tell_row()

    def _approve(self, go_on: Callable[[], None]) -> None:
        desk, segment = self._desk, self._desk.current
        if segment is None:
            return
        done = desk.say("said.approved", id=segment.id)
        if desk.try_edit(lambda: desk.session.approve([segment.id]), done):
            go_on()

    def _to_doubt(self) -> None:
        self._moves.to_next(doubtful, "said.no_doubt")

    def _second(self) -> None:
        desk, segment = self._desk, self._desk.current
        if segment is None:
            return
        done = desk.say("said.second", id=segment.id)
        if desk.try_edit(lambda: desk.session.second_approve([segment.id]), done):
            self._moves.to_next(waiting_for(desk.session.by.name), "said.no_waiting")

    def _reopen(self) -> None:
        desk, segment = self._desk, self._desk.current
        if segment is not None:
            done = desk.say("said.reopened", id=segment.id)
            desk.try_edit(lambda: desk.session.reopen([segment.id]), done)

    def _merge(self) -> None:
        desk, segment = self._desk, self._desk.current
        if segment is None:
            return
        document = desk.session.document
        after = following(document, segment.id, lambda one: one.channel == segment.channel)
        if after is None or document.segments[after].start_ms < segment.start_ms:
            desk.tell(desk.say("said.no_next"))
        elif desk.try_edit(lambda: desk.session.merge(segment.id, after), ""):
            new = next(one for one in desk.session.document.segments if one not in document.segments)
            desk.tell(desk.say("said.merged", id=new))
            desk.go_to(new)

    # Speakers and languages

    def _speaker(self) -> None:
        desk, segment = self._desk, self._desk.current
        if segment is None:
            return
        speakers = list(desk.session.document.speakers.values())
        new = desk.say("ask.speaker_new")
        choice = desk.choose(desk.say("ask.speaker", id=segment.id), [*(one.name for one in speakers), new])
        if choice is None:
            return
        if choice < len(speakers):
            self._give(choice + 1)
        elif name := desk.ask(desk.say("ask.speaker_name")):
            done = desk.say("said.given", id=segment.id, name=name)
            desk.commit(ranges.give_to_new_speaker, [segment.id], name.strip(), desk.session.by, done=done)

    def _give_to(self, number: int, _: str) -> None:
        self._give(number)

    def _give(self, number: int) -> None:
        desk, segment = self._desk, self._desk.current
        speakers = list(desk.session.document.speakers.values())
        if segment is None:
            return
        if number > len(speakers):
            desk.tell(desk.say("said.no_speaker", count=len(speakers)))
            return
        speaker = speakers[number - 1]
        done = desk.say("said.given", id=segment.id, name=speaker.name)
        desk.try_edit(lambda: desk.session.speakers.reassign([segment.id], speaker.id), done)

    def _rename(self, name: str) -> None:
        desk, segment = self._desk, self._desk.current
        speaker = desk.session.document.speakers.get(segment.speaker) if segment else None
        if segment is None or speaker is None:
            return
        if not name:
            names = suggested_names(speaker, desk.session.document.speakers.values())
            name = self._name_of(speaker.name, names)
        if not name or name == speaker.name:
            return
        rows = sum(one.speaker == speaker.id for one in desk.session.document.segments.values())
        if rows > 1 and not is_machine_name(speaker.name):
            choices = [desk.say("ask.everywhere", rows=rows), desk.say("ask.here", id=segment.id)]
            choice = desk.choose(desk.say("ask.where", name=name), choices)
            if choice == 1:
                done = desk.say("said.renamed", name=name)
                desk.commit(ranges.give_to_new_speaker, [segment.id], name, desk.session.by, done=done)
            if choice != 0:
                return
        done = desk.say("said.renamed", name=name)
        desk.try_edit(lambda: desk.session.speakers.rename(speaker.id, name=name), done)

    def _name_of(self, old: str, names: Sequence[str]) -> str:
        desk = self._desk
        for number, one in enumerate(names, 1):
            desk.tell(f"{number} {one}")
        answer = (desk.ask(desk.say("ask.rename", name=old)) or "").strip()
        is_number = answer.isdecimal() and 1 <= int(answer) <= len(names)
        return names[int(answer) - 1] if is_number else answer

    def _language(self, tag: str) -> None:
        desk, segment = self._desk, self._desk.current
        if segment is None:
            return
        tag = tag or desk.ask(desk.say("ask.language", id=segment.id)) or ""
        if tag:
            edit = partial(ranges.change_languages, desk.session.document, [segment.id], tag.strip())
            desk.try_edit(lambda: desk.session.commit(edit(desk.session.by)), desk.say("said.saved"))

    # Notes, doubts, the machine once more

    def _note(self, text: str) -> None:
        desk, segment = self._desk, self._desk.current
        if segment is None:
            return
        text = text or desk.ask(desk.say("ask.note", id=segment.id)) or ""
        if text.strip():
            done = desk.say("said.noted")
            desk.commit(ranges.add_notes, [segment.id], text.strip(), desk.session.by, done=done)

    def _waive(self) -> None:
        desk, segment = self._desk, self._desk.current
        if segment is None:
            return
        kinds = list(dict.fromkeys(flag.kind for flag in segment.flags if not flag.waived_by))
        if not kinds:
            desk.tell(desk.say("said.no_flag"))
            return
        names = [desk.say(f"flag.{kind.value}") for kind in kinds]
        choice = 0 if len(kinds) == 1 else desk.choose(desk.say("ask.waive"), names)
        if choice is None:
            return
        reason = desk.ask(desk.say("ask.reason", kind=names[choice])) or ""
        done = desk.say("said.waived", kind=names[choice])
        desk.commit(ranges.waive_flags, [segment.id], kinds[choice], reason, desk.session.by, done=done)

    def _translate(self) -> None:
        desk, segment = self._desk, self._desk.current
        if segment is None:
            return
        desk.tell(desk.say("said.translating", id=segment.id))
        try:
            text = desk.services.retranslate(segment)
        except TestimonyError as error:
            desk.tell_error(error)
            return
        done = desk.say("said.retranslated", id=segment.id)
        if desk.try_edit(lambda: desk.services.keep_translation(segment.id, text), done):
            desk.tell_row()

    def _undo(self) -> None:
        desk = self._desk
        author, kind = desk.session.last_author()
        if author and author != desk.session.by.name:
            question = desk.say("ask.undo_other", name=author, what=desk.say.entry(kind))
            if desk.choose(question, [desk.say("ask.undo_yes"), desk.say("ask.undo_no")]) != 0:
                return
        self._reverse(desk.session.undo, "said.undone")

    def _redo(self) -> None:
        self._reverse(self._desk.session.redo, "said.redone")

    def _reverse(self, step: Callable[[], object], said: str) -> None:
        desk = self._desk
        before = desk.session.document.segments
        if desk.try_edit(step, ""):
            after: Sequence[Segment] = list(desk.session.document.segments.values())
            touched = next((one.id for one in after if before.get(one.id) is not one), "")
            desk.tell(desk.say(said, what=touched or "–"))
            desk.go_to(touched)
