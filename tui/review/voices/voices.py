"""A mode in the place of the list: hear each voice, name it, join two, divide one, move rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from testimony.text.terminal import one_line
from testimony.transcript.types import Speaker
from testimony.transcript.voices import SpeakerSummary, summarise
from tui.filters import Filter
from tui.keymap import Action
from tui.name_dialog import NameDialog
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.editing.approval import Approval
from tui.review.sound.playback import Playback
from tui.review.voices.words import WORDS
from tui.speaker_names import suggested_names
from tui.widgets.voices import VoiceNotes, VoiceView

if TYPE_CHECKING:
    from textual.widget import Widget

__all__ = ["VOICES", "Voices"]

VOICES = ("voices",)
_ROLES = ("judge", "respondent", "counsel", "government counsel", "interpreter", "witness", "clerk")


class Voices(Component):
    """The voices of the transcript; every change is one entry and one step to undo."""

    MODE = "voices"
    FOOTER = (
        "voice_hear", "voice_name", "voice_role", "voice_merge", "voice_split", "voice_move", "voice_undo",
        "voice_leave", "voice_rows", "voice_accept", "voice_refuse", "palette", "help",
    )  # fmt: skip
    ACTIONS = (
        Action("voices", "H", "find"),
        Action("voice_leave", "escape,H,q", "move", VOICES),
        Action("voice_down", "down,j", "move", VOICES),
        Action("voice_up", "up,k", "move", VOICES),
        Action("voice_rows", "enter", "find", VOICES),
        *(Action(f"voice_sample_{number}", str(number), "hear", VOICES) for number in (1, 2, 3)),
        Action("voice_hear", "space,f4,f13", "hear", VOICES),
        Action("voice_accept", "a", "work", VOICES),
        Action("voice_refuse", "x", "work", VOICES),
        Action("voice_name", "n", "work", VOICES),
        Action("voice_role", "r", "work", VOICES),
        Action("voice_undo", "u,z", "work", VOICES),
        Action("voice_redo", "ctrl+y", "work", VOICES),
    )
    WORDS = WORDS

    def __init__(self, desk: Desk, playback: Playback, approval: Approval) -> None:
        super().__init__(desk)
        self.view = VoiceView("voices")
        self.view.say = desk.say
        self._playback = playback
        self._approval = approval
        self._heard = 0

    def panes(self) -> Iterable[Widget]:
        """The voices, where the list was."""
        yield self.view

    def started(self) -> None:
        """Say which roles are still to be given, where somebody named them for the recording."""
        roles = self._open_roles()
        if roles and self.desk.session.is_writable:
            self.desk.tell(self.desk.say("voices.ask_roles", roles=roles), "warn")

    def edited(self) -> None:
        """Show what then stands."""
        if self.desk.mode == self.MODE:
            self.show()

    # Moving

    def voices(self) -> None:
        """Show the voices, at the one who speaks the current segment."""
        desk = self.desk
        if not desk.may_leave():
            return
        here = desk.current.speaker if desk.current is not None else ""
        desk.enter(self.MODE)
        self.show(here)

    def voice_leave(self) -> None:
        """Back to the list."""
        self.desk.enter("list")
        self.desk.refresh_rows()

    def voice_down(self) -> None:
        """The next voice."""
        self._move(1)

    def voice_up(self) -> None:
        """The voice before."""
        self._move(-1)

    def _move(self, step: int) -> None:
        self._heard = 0
        self.view.move_to(self.view.cursor + step)
        self._note()

    def voice_rows(self) -> None:
        """Back to the list, which then shows this voice's rows alone."""
        one, desk = self.view.current, self.desk
        if one is None or not one.turns:
            return
        speaker = one.speaker.id
        label = desk.say("filter.speaker", name=one_line(one.speaker.name))
        desk.filter = Filter(label, lambda segment: segment.speaker == speaker)
        self.voice_leave()

    def show(self, speaker: str = "") -> None:
        """Show the voices as they stand; the cursor at a speaker's, else where it was."""
        document, current = self.desk.session.document, self.view.current
        wanted = speaker or (current.speaker.id if current is not None else "")
        order = list(document.speakers)
        voices = summarise(document.segments.values(), document.speakers.values())
        voices.sort(key=lambda one: order.index(one.speaker.id) if one.speaker.id in order else len(order))
        ids = [one.speaker.id for one in voices]
        cursor = ids.index(wanted) if wanted in ids else self.view.cursor
        self.view.show(voices, order, cursor)
        self._note()

    def _note(self) -> None:
        one = self.view.current
        offered = self.desk.services.voices.offered(one.speaker.id) if one is not None else ""
        self.view.note(VoiceNotes(offered, self._open_roles()))

    def _open_roles(self) -> str:
        roles = self.desk.services.voices.open_roles()
        return ", ".join(f"{one.name} ({one.count})" if one.count > 1 else one.name for one in roles)

    # Hearing

    def voice_sample(self, number: int) -> None:
        """Play one of the three samples of the current voice."""
        one = self.view.current
        if one is None or number > len(one.samples):
            self.desk.tell(self.desk.say("voices.no_sample"), "warn")
            return
        self._heard = number
        row = one.samples[number - 1]
        self._playback.start(row, row.start_ms, row.end_ms)

    def voice_hear(self) -> None:
        """Pause what plays, or play the next sample, round the end."""
        player, one = self.desk.services.player, self.view.current
        if player is not None and player.is_playing:
            player.pause()
        elif one is not None and one.samples:
            self.voice_sample(self._heard % len(one.samples) + 1)

    # Saying who it is

    def voice_accept(self) -> None:
        """Take the name that the machine offers."""
        self._change(lambda one: self.desk.services.voices.accept(one.id))

    def voice_refuse(self) -> None:
        """Put a neutral name in place of the one that is offered."""
        self._change(lambda one: self.desk.services.voices.refuse(one.id))

    def voice_name(self) -> None:
        """Ask for the voice's name."""
        speaker = self.wanted()
        if speaker is not None:

            def named(name: str | None) -> None:
                if name and name.strip():
                    rename = partial(self.desk.session.speakers.rename, speaker.id, name=name.strip())
                    self.desk.try_edit(rename)

            say, others = self.desk.say, self.desk.session.document.speakers.values()
            question, keys = say("ask.rename", name=speaker.name), say("ask.name_keys")
            names = suggested_names(speaker, others)
            self.desk.open(NameDialog(question, keys, names, speaker.name), named)

    def voice_role(self) -> None:
        """Ask for the voice's role; the roles that are still open come first."""
        speaker, desk = self.wanted(), self.desk
        if speaker is None:
            return
        asked = [one.name for one in desk.services.voices.open_roles()]
        roles = list(dict.fromkeys([*asked, *_ROLES]))
        give = partial(self._give_role, speaker.id)

        def chosen(choice: int | None) -> None:
            if choice is None:
                return
            if choice < len(roles):
                give(roles[choice])
            elif choice == len(roles):
                desk.ask(desk.say("voices.ask_role_other"), lambda text: give(text) if text else None)
            else:
                give("")

        marked = [f"{role} {desk.say('voices.asked')}" if role in asked else role for role in roles]
        choices = [*marked, desk.say("voices.role_other"), desk.say("voices.role_none")]
        desk.choose(desk.say("voices.ask_role", name=speaker.name), choices, chosen)

    def _give_role(self, speaker_id: str, role: str) -> None:
        self.desk.try_edit(partial(self.desk.services.voices.give_role, speaker_id, role))

    def voice_undo(self) -> None:
        """Take the newest edit back."""
        self._approval.undo()

    def voice_redo(self) -> None:
        """Bring it again."""
        self._approval.redo()

    def _change(self, edit: Callable[[Speaker], object]) -> None:
        speaker = self.wanted()
        if speaker is not None:
            self.desk.try_edit(partial(edit, speaker))

    def wanted(self) -> Speaker | None:
        """The voice that a key is about, once it was painted and where one may write."""
        one: SpeakerSummary | None = self.view.current
        if one is None or not self.desk.may_write():
            return None
        if not self.view.was_painted(self.desk.pressed_at):
            self.desk.tell(self.desk.say("voices.unseen"), "warn")
            return None
        return one.speaker
