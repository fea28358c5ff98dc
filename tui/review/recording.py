"""Where the recording is: asked for, proved by its hash, and only then heard."""

from __future__ import annotations

from testimony.transcript.errors import TestimonyError
from tui.dialogs import Ask
from tui.review.playback import Hearing

__all__ = ["Locating"]


class Locating(Hearing):
    """Asks for a recording that moved or changed."""

    def action_recording(self) -> None:
        """Say where the recording is."""
        self.ask_recording()

    def ask_recording(self, tried: str = "") -> None:
        """Ask for its path; ``tried`` is what was given before and refused."""
        wanted = self.services.recording_wanted
        if not wanted:
            self.tell(self.say("said.recording_known"))
            return
        ask = Ask(
            self.say("ask.recording"),
            self.say("ask.path_keys"),
            tried,
            text=wanted,
            complete=self.services.complete_path,
        )
        self.app.push_screen(ask, self._take_recording)

    def _take_recording(self, path: str | None) -> None:
        if path is None or not path.strip():
            self.tell(self.say("said.no_recording"), "warn")
            return
        self.tell(self.say("said.hashing"))

        def prove() -> None:
            try:
                self.services.use_recording(path.strip())
            except TestimonyError:
                self.app.call_from_thread(self.ask_recording, path.strip())
            else:
                self.app.call_from_thread(self._recording_taken)

        self.run_worker(prove, thread=True, exclusive=True, group="recording", exit_on_error=False)

    def _recording_taken(self) -> None:
        if self.services.player is None:
            self.tell(self.say("detail.no_sound", why=self.services.no_player_reason), "warn")
        else:
            self.tell(self.say("said.recording"), "good")
        self.hear()

    def hear(self) -> None:
        """Look at the sound from now on, where there is any."""
        self.set_class(self.session.recording is not None, "waved")
        self.load_wave()
        self.start_ticking()

    def start_ticking(self) -> None:
        """Look where the sound is, again and again."""
        raise NotImplementedError
