"""The review screen: list, segment in work, one line that says what happened."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.timer import Timer

from testimony.transcript.errors import TestimonyError
from tui.keymap import ACTIONS, call_of, keys_in_force, shown_key, unknown_actions
from tui.messages import CursorMoved
from tui.review.approval import Approving
from tui.review.boundaries import Shaping
from tui.review.flags import Doubting
from tui.review.recording import Locating
from tui.review.speakers import Naming
from tui.review.status import Knowing
from tui.services import ReviewOptions, ReviewSession, Services

__all__ = ["ReviewScreen"]

_AUTOSAVE_S = 2.0
_RELOAD_S = 5.0
_SOUND_TICK_S = 1 / 12
_DETAIL_PAUSE_S = 0.08


class ReviewScreen(Locating, Knowing, Approving, Shaping, Naming, Doubting):
    """Puts the parts together; the actions are in the mixins."""

    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - as Textual declares it
        (0, "-short"),
        (14, "-normal"),
        (34, "-tall"),
    ]

    def __init__(self, session: ReviewSession, services: Services, options: ReviewOptions) -> None:
        super().__init__(session, services, options)
        self._ticking: Timer | None = None
        self._bind_keys()

    def _bind_keys(self) -> None:
        for action, keys in keys_in_force(self.options.keys):
            name, number = call_of(action.name)
            call = f"{name}_number({number})" if number else name
            for key in keys:
                self._bindings.key_to_bindings.pop(key, None)  # Textual's own Tab moves the focus
                priority = action.while_typing and not _is_typed(key)
                self._bindings.bind(key, call, self.say(f"act.{action.name}"), show=False, priority=priority)

    def compose(self) -> ComposeResult:
        """From the top down."""
        yield self.bar
        yield self.map
        yield self.view
        yield self.editors
        yield self.wave
        yield self.detail
        yield self.message

    def on_mount(self) -> None:
        """Show the transcript, then whatever the person must know first."""
        self.editors.close()
        self.view.focus()
        self.refresh_rows()
        self.set_interval(_AUTOSAVE_S, self.autosave)
        self.hear()
        if self.session.refusal is not None:
            self.tell_error(self.session.refusal)
            self.set_interval(_RELOAD_S, self._reload)
        else:
            self._first_words()
        self.call_after_refresh(self._greet)

    def _first_words(self) -> None:
        unknown = unknown_actions(self.options.keys)
        if unknown:
            self.tell(self.say("said.unknown_key_action", names=", ".join(unknown)), "warn")
        elif self.services.player is None and self.services.no_player_reason:
            self._player()
        elif not self.view.rows.segments:
            self.tell(self.say("said.empty"), "warn")
        else:
            self.tell("")

    def start_ticking(self) -> None:
        """Look where the sound is, from the moment that there is any."""
        if self._ticking is None and self.services.player is not None:
            self._ticking = self.set_interval(_SOUND_TICK_S, self.tick)

    def _greet(self) -> None:
        self.take_steps()
        self.refresh_bar()
        if not self.offer_scratch() and self.services.recording_wanted:
            self.ask_recording()
        if self.options.first_start:
            self.action_introduction()

    def after_edit(self) -> None:
        """Something was kept: it counts for the forecast."""
        self.take_steps()

    def _reload(self) -> None:
        try:
            if self.session.reload():
                self.refresh_rows()
                self.tell(self.say("said.reloaded"))
        except TestimonyError as error:
            self.tell_error(error)

    # What is shown

    def on_cursor_moved(self, message: CursorMoved) -> None:
        """Another segment: what is read from files, when the cursor rests."""
        message.stop()
        self.wave.forget()
        self.set_timer(_DETAIL_PAUSE_S, self._rested_at(message.segment_id))

    def _rested_at(self, segment_id: str) -> Callable[[], None]:
        def load() -> None:
            if self.current is not None and self.current.id == segment_id:
                self.refresh_detail()
                self.load_wave()

        return load

    def action_quit(self) -> None:
        """Quit; typing that was not saved asks first."""
        if self.is_editing and self.editors.changed():
            self.action_leave()
            return
        if self.is_editing:
            self._close_editors()
        self.app.exit()

    def actions(self) -> list[tuple[str, str, str]]:
        """Name, label and keys of every action, for the command palette."""
        in_force = {action.name: keys for action, keys in keys_in_force(self.options.keys)}
        return [
            (
                action.name,
                self.say(f"act.{action.name}"),
                " ".join(shown_key(key) for key in in_force[action.name]),
            )
            for action in ACTIONS
        ]

    def run_named(self, name: str) -> None:
        """Do an action by its name."""
        head, number = call_of(name)
        if number:
            getattr(self, f"action_{head}_number")(number)
        else:
            getattr(self, f"action_{head}")()


def _is_typed(key: str) -> bool:
    """True for a key that puts a character into an editor."""
    return len(key) == 1 or key in ("space", "minus", "plus", "equals_sign", "slash", "question_mark")
