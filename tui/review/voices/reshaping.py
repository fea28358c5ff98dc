"""Whole voices joined, divided, and given rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from testimony.transcript.types import Speaker
from tui.keymap import Action
from tui.review.background import in_background
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.voices.voices import VOICES, Voices
from tui.voice_services import SplitVoice

__all__ = ["VoiceReshaping"]

_ALIKE = 0.5  # probability from which one voice is likelier than two


class VoiceReshaping(Component):
    """Merge, split and move, on the page of voices."""

    ACTIONS = (
        Action("voice_merge", "m", "work", VOICES),
        Action("voice_split", "s", "work", VOICES),
        Action("voice_move", "g", "work", VOICES),
    )

    def __init__(self, desk: Desk, voices: Voices) -> None:
        super().__init__(desk)
        self._voices = voices

    def voice_merge(self) -> None:
        """Ask with whom this voice is one."""
        speaker, desk = self._voices.wanted(), self.desk
        if speaker is None:
            return
        others = [one.speaker for one in self._voices.view.voices if one.speaker.id != speaker.id]
        if not others:
            desk.tell(desk.say("voices.alone"), "warn")
            return

        def chosen(choice: int | None) -> None:
            if choice is None:
                return
            into = others[choice]
            if desk.try_edit(partial(desk.services.voices.merge, speaker.id, into.id)):
                self._voices.show(into.id)
                desk.tell(desk.say("voices.merged", name=speaker.name, into=into.name), "good")

        names = [f"{one.name} {f'({one.role})' if one.role else ''}" for one in others]
        desk.choose(desk.say("voices.ask_merge", name=speaker.name), names, chosen)

    def voice_split(self) -> None:
        """Hear the voice's rows and divide them in two, in a thread: a long recording takes minutes."""
        speaker, desk = self._voices.wanted(), self.desk
        if speaker is not None:
            desk.tell(desk.say("voices.splitting", name=speaker.name))
            work = partial(desk.services.voices.split, speaker.id)
            in_background(desk, "Splitting", work, partial(self._keep_split, speaker), group="voices")

    def _keep_split(self, speaker: Speaker, keep: Callable[[], SplitVoice]) -> None:
        """Keep what the thread heard, where the voice is still there."""
        desk = self.desk
        made: list[SplitVoice] = []
        if desk.try_edit(lambda: made.append(keep())):
            new, alike = made[0], made[0].alike >= _ALIKE
            name = desk.session.document.speakers[new.speaker].name
            said = desk.say(
                "voices.split_alike" if alike else "voices.split",
                name=speaker.name,
                rows=new.rows,
                new=name,
                alike=f"{new.alike:.0%}",
            )
            desk.tell(said, "warn" if alike else "good")

    def voice_move(self) -> None:
        """Ask which rows are this voice's."""
        speaker, desk = self._voices.wanted(), self.desk
        if speaker is None:
            return
        here = desk.current.id if desk.current is not None else ""

        def named(rows: str | None) -> None:
            moved: list[int] = []
            if rows is None:
                return
            if desk.try_edit(lambda: moved.append(desk.services.voices.move(rows, speaker.id))):
                desk.tell(desk.say("voices.moved", rows=moved[0], name=speaker.name), "good")

        desk.ask(desk.say("voices.ask_rows", name=speaker.name), named, here)
