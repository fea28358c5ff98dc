"""Where the recording is: asked for, proved by its hash, and only then heard."""

from __future__ import annotations

from testimony.text.terminal import safe
from testimony.transcript.errors import TestimonyError
from tui.dialogs import Ask
from tui.keymap import Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.sound.playback import Playback

__all__ = ["Recording"]


class Recording(Component):
    """Asks for a recording that moved or changed."""

    ACTIONS = (Action("recording", "ctrl+o", "hear"),)

    def __init__(self, desk: Desk, playback: Playback) -> None:
        super().__init__(desk)
        self._playback = playback
        playback.ask_recording = self.ask

    def started(self) -> None:
        """Ask at once, unless something else is asked already."""
        if self.desk.services.recording_wanted and not self.desk.is_asking:
            self.ask(unasked=True)

    def recording(self) -> None:
        """Say where the recording is."""
        self.ask()

    def ask(self, tried: str = "", *, unasked: bool = False) -> None:
        """Ask for its path, offering the transcript's; ``tried`` is what was given before and refused."""
        desk = self.desk
        wanted = desk.services.recording_wanted
        if not wanted:
            desk.tell(desk.say("said.recording_known"))
            return
        ask = Ask(
            desk.say("ask.recording"),
            desk.say("ask.path_keys"),
            tried or safe(desk.services.recording_path),
            text=wanted,
            complete=desk.services.complete_path,
        )
        desk.open(ask, self._take, unasked=unasked)

    def _take(self, path: str | None) -> None:
        desk = self.desk
        if path is None or not path.strip():
            desk.tell(desk.say("said.no_recording"), "warn")
            return
        desk.tell(desk.say("said.hashing"))

        def prove() -> None:
            try:
                desk.services.use_recording(path.strip())
            except TestimonyError:
                desk.host.app.call_from_thread(self._refused, path.strip())
            else:
                desk.host.app.call_from_thread(self._taken)

        desk.host.run_worker(prove, thread=True, exclusive=True, group="recording", exit_on_error=False)

    def _refused(self, path: str) -> None:
        """Ask again where nothing else has begun; a question never comes under somebody's typing."""
        if not self.desk.is_asking and not self.desk.is_editing:
            self.ask(path, unasked=True)
        else:
            self.desk.tell(self.desk.services.recording_wanted, "warn")

    def _taken(self) -> None:
        desk = self.desk
        if desk.services.player is None:
            desk.tell(desk.say("detail.no_sound", why=desk.services.no_player_reason), "warn")
        else:
            desk.tell(desk.say("said.recording"), "good")
        self._playback.listen()
