"""Who speaks, in which language."""

from __future__ import annotations

from functools import partial

from tui.dialogs import Ask, Choose
from tui.review.editing import Editing

__all__ = ["Naming"]

_LANGUAGES = ("zh", "en", "zh-Hant", "yue", "ug", "bo", "und")


class Naming(Editing):
    """Languages and speakers of segments, names of speakers."""

    def action_language(self) -> None:
        """Say which language was spoken."""
        segment = self.current
        if segment is None or not self._may_write():
            return
        tags = list(dict.fromkeys([*self.session.document.languages, *_LANGUAGES]))
        question = self.say("ask.language", id=segment.id)

        def chosen(choice: int | None) -> None:
            if choice is not None and choice < len(tags):
                self._set_language(segment.id, tags[choice])
            elif choice is not None:
                ask = Ask(self.say("ask.language_other"), self.say("ask.keys"))
                self.app.push_screen(ask, partial(self._set_language, segment.id))

        choices = [*tags, self.say("ask.language_other")]
        self.app.push_screen(Choose(question, choices, self.say("ask.keys")), chosen)

    def _set_language(self, segment_id: str, tag: str | None) -> None:
        if tag:
            self.try_edit(lambda: self.session.change_language(segment_id, tag.strip()))

    def action_speaker(self) -> None:
        """Give the segment to another speaker."""
        segment = self.current
        if segment is None or not self._may_write():
            return
        speakers = list(self.session.document.speakers.values())

        def named(name: str | None) -> None:
            self._give_to_new(segment.id, name)

        def chosen(choice: int | None) -> None:
            if choice is not None and choice < len(speakers):
                self._give([segment.id], speakers[choice].id)
            elif choice is not None:
                ask = Ask(self.say("ask.speaker_name"), self.say("ask.keys"))
                self.app.push_screen(ask, named)

        names = [f"{one.name} {f'({one.role})' if one.role else ''}" for one in speakers]
        choices = [*names, self.say("ask.speaker_new")]
        question = self.say("ask.speaker", id=segment.id)
        self.app.push_screen(Choose(question, choices, self.say("ask.keys")), chosen)

    def action_speaker_number(self, number: int) -> None:
        """Give the segment to the n-th speaker of that list, with one key."""
        segment, speakers = self.current, list(self.session.document.speakers.values())
        if segment is None or self.is_editing:
            return
        if number > len(speakers):
            self.tell(self.say("said.no_speaker", count=len(speakers)), "warn")
        elif self._give([segment.id], speakers[number - 1].id):
            self.tell(self.say("said.given", id=segment.id, name=speakers[number - 1].name), "good")

    def _give(self, ids: list[str], speaker: str) -> bool:
        return self.try_edit(lambda: self.session.reassign_speaker(ids, speaker))

    def _give_to_new(self, segment_id: str, name: str | None) -> bool:
        if not name or not name.strip():
            return False
        return self.try_edit(
            lambda: self.session.reassign_speaker([segment_id], self.session.add_speaker(name.strip()))
        )

    def action_rename_speaker(self) -> None:
        """Give the segment's speaker another name, everywhere or in this segment alone."""
        segment = self.current
        speaker = self.session.document.speakers.get(segment.speaker) if segment else None
        if segment is None or speaker is None or not self._may_write():
            return
        rows = sum(one.speaker == speaker.id for one in self.session.document.segments.values())

        def named(name: str | None) -> None:
            name = (name or "").strip()
            if not name or name == speaker.name:
                return
            if rows == 1:
                self._rename(segment.id, speaker.id, name, 0)
                return
            choices = [self.say("ask.everywhere", rows=rows), self.say("ask.here", id=segment.id)]
            done = partial(self._rename, segment.id, speaker.id, name)
            self.app.push_screen(
                Choose(self.say("ask.where", name=name), choices, self.say("ask.keys")), done
            )

        question = self.say("ask.rename", name=speaker.name)
        self.app.push_screen(Ask(question, self.say("ask.keys"), speaker.name), named)

    def _rename(self, segment_id: str, speaker_id: str, name: str, choice: int | None) -> None:
        if choice is None:
            return
        if choice == 0:
            done = self.try_edit(partial(self.session.rename_speaker, speaker_id, name=name))
        else:
            speakers = self.session.document.speakers.values()
            known = next((one.id for one in speakers if one.name == name), "")
            done = self._give([segment_id], known) if known else self._give_to_new(segment_id, name)
        if done:
            self.tell(self.say("said.renamed", name=name), "good")
