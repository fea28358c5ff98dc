"""Who speaks, in which language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from testimony.transcript.editing import ranges
from testimony.transcript.voices import is_machine_name
from tui.keymap import Action
from tui.name_dialog import NameDialog
from tui.review.component import Component
from tui.review.desk import shown_ids
from tui.speaker_names import suggested_names

__all__ = ["Speakers"]

_LANGUAGES = ("zh", "en", "zh-Hant", "yue", "ug", "bo", "und")
_DIGITS = 9


class Speakers(Component):
    """Languages and speakers of segments, names of speakers."""

    ACTIONS = (
        Action("language", "l", "work", edits=True),
        Action("speaker", "p", "work", edits=True),
        *(Action(f"speaker_{number}", str(number), "work", edits=True) for number in range(1, _DIGITS + 1)),
        Action("rename_speaker", "P", "work", edits=True),
    )

    def run(self, method: str, number: int) -> None:
        """``speaker_3`` gives the segment to the third speaker; ``speaker`` asks."""
        if number:
            self.give_by_number(number)
        else:
            super().run(method, number)

    def language(self) -> None:
        """Say which language was spoken."""
        desk, ids = self.desk, [one.id for one in self.desk.picked]
        if not ids or not desk.may_write():
            return
        tags = list(dict.fromkeys([*desk.session.document.languages, *_LANGUAGES]))

        def chosen(choice: int | None) -> None:
            if choice is not None and choice < len(tags):
                self._set_language(ids, tags[choice])
            elif choice is not None:
                desk.ask(desk.say("ask.language_other"), partial(self._set_language, ids))

        choices = [*tags, desk.say("ask.language_other")]
        desk.choose(desk.say("ask.language", id=shown_ids(ids)), choices, chosen)

    def _set_language(self, ids: Sequence[str], tag: str | None) -> None:
        session = self.desk.session
        if tag:
            self.desk.try_edit(
                lambda: session.commit(
                    ranges.change_languages(session.document, ids, tag.strip(), session.by)
                )
            )

    def speaker(self) -> None:
        """Give the segment to another speaker."""
        desk, ids = self.desk, [one.id for one in self.desk.picked]
        if not ids or not desk.may_write():
            return
        speakers = list(desk.session.document.speakers.values())

        def chosen(choice: int | None) -> None:
            if choice is not None and choice < len(speakers):
                self._give(ids, speakers[choice].id)
            elif choice is not None:
                names = suggested_names(None, speakers)
                dialog = NameDialog(desk.say("ask.speaker_name"), desk.say("ask.name_keys"), names)
                desk.open(dialog, partial(self._give_to_new, ids))

        names = [f"{one.name} {f'({one.role})' if one.role else ''}" for one in speakers]
        choices = [*names, desk.say("ask.speaker_new")]
        desk.choose(desk.say("ask.speaker", id=shown_ids(ids)), choices, chosen)

    def give_by_number(self, number: int) -> None:
        """Give the segment to the n-th speaker of that list, with one key."""
        desk, ids = self.desk, [one.id for one in self.desk.picked]
        speakers = list(desk.session.document.speakers.values())
        if not ids:
            return
        if number > len(speakers):
            desk.tell(desk.say("said.no_speaker", count=len(speakers)), "warn")
        elif self._give(ids, speakers[number - 1].id):
            name = speakers[number - 1].name
            said = "said.given" if len(ids) == 1 else "said.given_rows"
            desk.tell(desk.say(said, id=ids[0], count=len(ids), name=name), "good")

    def _give(self, ids: Sequence[str], speaker: str) -> bool:
        return self.desk.try_edit(lambda: self.desk.session.speakers.reassign(ids, speaker))

    def _give_to_new(self, ids: Sequence[str], name: str | None) -> bool:
        session = self.desk.session
        if not name or not name.strip():
            return False
        return self.desk.try_edit(
            lambda: session.commit(
                ranges.give_to_new_speaker(session.document, ids, name.strip(), session.by)
            )
        )

    def rename_speaker(self) -> None:
        """Give the segment's speaker another name, everywhere or in this segment alone.

        A name that the machine gave is no person's: its place is taken everywhere, without a question.
        """
        desk, segment = self.desk, self.desk.current
        speaker = desk.session.document.speakers.get(segment.speaker) if segment else None
        if segment is None or speaker is None or not desk.may_write():
            return
        rows = sum(one.speaker == speaker.id for one in desk.session.document.segments.values())

        def named(name: str | None) -> None:
            name = (name or "").strip()
            if not name or name == speaker.name:
                return
            done = partial(self._rename, segment.id, speaker.id, name)
            if rows == 1 or is_machine_name(speaker.name):
                done(0)
                return
            choices = [desk.say("ask.everywhere", rows=rows), desk.say("ask.here", id=segment.id)]
            desk.choose(desk.say("ask.where", name=name), choices, done)

        names = suggested_names(speaker, desk.session.document.speakers.values())
        question = desk.say("ask.rename", name=speaker.name)
        desk.open(NameDialog(question, desk.say("ask.name_keys"), names, speaker.name), named)

    def _rename(self, segment_id: str, speaker_id: str, name: str, choice: int | None) -> None:
        desk = self.desk
        if choice is None:
            return
        if choice == 0:
            done = desk.try_edit(partial(desk.session.speakers.rename, speaker_id, name=name))
        else:
            speakers = desk.session.document.speakers.values()
            known = next((one.id for one in speakers if one.name == name), "")
            done = self._give([segment_id], known) if known else self._give_to_new([segment_id], name)
        if done:
            desk.tell(desk.say("said.renamed", name=name), "good")
