"""Playing the segment, around it, slower, again; following the sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.timer import Timer

from testimony.text.clocks import clock
from testimony.transcript.errors import RecordingError, TestimonyError
from testimony.transcript.types import Segment
from tui.keymap import ANYWHERE, Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.sound.words import WordCache
from tui.services import Player
from tui.spoken import word_range
from tui.widgets.ink import Run

__all__ = ["Playback"]

_STEP_MS = 3_000
_REWIND_MS = 1_500  # heard again on resume: the typist's habit of every transcription machine
_EDGE_MS = 1_000  # of a moved bound that is played
_NEAR_MS = 200  # beyond a segment's end, where the playhead still belongs to it
_SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
_TICK_S = 1 / 12
_TICKS_WHILE_EDITING = 3  # of 12 a second: four, so that input-method windows stay still


class Playback(Component):
    """Everything that needs a player; without one the reason is said once.

    Attributes:
        ask_recording: Asks where the recording is; another part can.
        pace: What the chosen speed is multiplied by, for a segment and a place in ms.
        heard: Told where the sound is in the segment it belongs to, in ms, a few times a second.
    """

    ACTIONS = (
        Action("play", "space,f4,ctrl+space,f13", "hear", ANYWHERE),
        Action("back", "f7,alt+left,b,f14", "hear", ANYWHERE),
        Action("forward", "f8,alt+right,f,f15", "hear", ANYWHERE),
        Action("slower", "f5,alt+down,minus", "hear", ANYWHERE),
        Action("faster", "f6,alt+up,plus,equals_sign", "hear", ANYWHERE),
        Action("loop", "f9,alt+l", "hear", ANYWHERE),
        Action("follow", "F", "hear"),
        Action("play_along", "y", "hear"),
    )

    def __init__(self, desk: Desk, words: WordCache) -> None:
        super().__init__(desk)
        self._words = words
        self.ask_recording: Callable[[], None] = lambda: None
        self.pace: Callable[[Segment, int], float] = lambda _, __: 1.0
        self.heard: Callable[[Segment, int], None] = lambda _, __: None
        self.speed = 1.0
        self.loops = self.follows = self.plays_along = False
        self._ticking: Timer | None = None
        self._ticks = 0
        self._reason_said = False
        self._paused = False
        self._heard_id = ""
        self._stretch = (0, 0)

    def started(self) -> None:
        """Say why there is no sound, where there is none."""
        if self.desk.services.player is None and self.desk.services.no_player_reason:
            self.player()
        self.listen()

    def listen(self) -> None:
        """Look at the sound from now on, where there is any."""
        desk = self.desk
        desk.host.set_class(desk.session.recording is not None, "waved")
        for part in desk.parts:
            part.rested()
        if self._ticking is None and desk.services.player is not None:
            self._ticking = desk.host.set_interval(_TICK_S, self.tick)

    def facts(self) -> Iterable[Run]:
        """What plays, how fast, and what is on."""
        say, player = self.desk.say, self.desk.services.player
        if player is not None and player.is_playing and player.position_ms is not None:
            yield say("status.playing", time=clock(player.position_ms)), "good"
        if self.speed != 1.0:
            yield say("status.speed", speed=f"{self.speed:g}×"), ""
        for name, is_on in (
            ("loop", self.loops),
            ("play_along", self.plays_along),
            ("follow", self.follows),
        ):
            if is_on:
                yield say(f"status.{name}"), ""

    def player(self) -> Player | None:
        """The player; None where there is none, and the reason said once, then asked for."""
        desk = self.desk
        player = desk.services.player
        if player is None and desk.services.recording_wanted and self._reason_said:
            self.ask_recording()
        elif player is None and not self._reason_said:
            self._reason_said = True
            desk.tell(desk.say("detail.no_sound", why=desk.services.no_player_reason), "warn")
        return player

    def start(self, segment: Segment, start_ms: int, end_ms: int) -> None:
        """Play a stretch of the recording that belongs to a segment."""
        player = self.player()
        if player is None:
            return
        start_ms = max(0, start_ms)
        self._stretch = (start_ms, max(end_ms, start_ms + 1))
        self._heard_id = segment.id
        speed = self.speed * self.pace(segment, start_ms)
        try:
            self.desk.services.check_recording()
            player.play(*self._stretch, speed=speed, loop=self.loops)
        except RecordingError:
            self.ask_recording()
            return
        except TestimonyError as error:
            self.desk.tell_error(error)
            return
        self._paused = False
        self.desk.facts_changed()

    def playhead(self, segment: Segment) -> int | None:
        """Where the sound is or stopped, in ms; None where that is not in this segment."""
        player = self.desk.services.player
        at = player.position_ms if player is not None else None
        if at is None or self._heard_id != segment.id:
            return None
        return at if segment.start_ms <= at <= segment.end_ms + _NEAR_MS else None

    def play(self) -> None:
        """Play this segment, or pause it; on resume the last second and a half come again."""
        player, segment = self.player(), self.desk.current
        if player is None or segment is None:
            return
        at = self.playhead(segment)
        if player.is_playing and at is not None:
            player.pause()
            self._paused = True
            self.desk.facts_changed()
            return
        start = segment.start_ms
        if at is not None and self._paused and at < segment.end_ms:
            start = max(start, at - _REWIND_MS)
        self.start(segment, start, segment.end_ms)

    def back(self) -> None:
        """The last three seconds again: before the playhead, else the last ones of this segment."""
        segment = self.desk.current
        if self.player() is None or segment is None:
            return
        at = self.playhead(segment)
        at = segment.end_ms if at is None else min(at, segment.end_ms)
        self.start(segment, at - _STEP_MS, segment.end_ms)

    def forward(self) -> None:
        """Three seconds on, from the playhead, else from the beginning of this segment."""
        segment = self.desk.current
        if self.player() is None or segment is None:
            return
        at = self.playhead(segment)
        limit = self.desk.session.document.recording.duration_ms or segment.end_ms
        start = max(0, min((segment.start_ms if at is None else at) + _STEP_MS, limit - 1))
        self.start(segment, start, max(segment.end_ms, min(start + _STEP_MS, limit)))

    def slower(self) -> None:
        """A step slower; the pitch stays."""
        self._change_speed(-1)

    def faster(self) -> None:
        """A step faster; the pitch stays."""
        self._change_speed(1)

    def _change_speed(self, step: int) -> None:
        at = min(range(len(_SPEEDS)), key=lambda k: abs(_SPEEDS[k] - self.speed))
        self.speed = _SPEEDS[max(0, min(at + step, len(_SPEEDS) - 1))]
        self.play_on()

    def loop(self) -> None:
        """Play the segment over and over."""
        self.loops = not self.loops
        self.play_on()

    def play_on(self) -> None:
        """Go on from here in the new way."""
        player = self.desk.services.player
        heard = self.desk.session.document.segments.get(self._heard_id)
        if player is not None and player.is_playing and heard is not None:
            at = player.position_ms
            start = self._stretch[0] if self.loops or at is None else at
            self.start(heard, start, self._stretch[1])
        self.desk.facts_changed()

    def follow(self) -> None:
        """Let the list move with the sound, from segment to segment."""
        self.follows = not self.follows
        self.desk.facts_changed()

    def play_along(self) -> None:
        """Let each segment that approving or jumping leads to be heard at once."""
        self.plays_along = not self.plays_along
        self.desk.facts_changed()

    def came_to(self) -> None:
        """Hear the segment that one came to, where that is wished."""
        segment = self.desk.current
        if self.plays_along and segment is not None and self.desk.services.player is not None:
            self.start(segment, segment.start_ms, segment.end_ms)

    def play_edge(self, *, at_start: bool) -> None:
        """Play a second at the edge of the current segment that was moved."""
        segment = self.desk.current
        if segment is None or self.desk.services.player is None:
            return
        first, last = segment.start_ms, segment.end_ms
        if at_start:
            self.start(segment, first, min(last, first + _EDGE_MS))
        else:
            self.start(segment, max(first, last - _EDGE_MS), last)

    # While it sounds

    def tick(self) -> None:
        """Twelve times a second: where the sound is."""
        player = self.desk.services.player
        self._ticks += 1
        if player is None or (self.desk.is_editing and self._ticks % _TICKS_WHILE_EDITING):
            return
        at = player.position_ms
        if not player.is_playing:
            self._ended(player, at)
        elif at is not None:
            self.desk.panes.wave.mark(at)
            self._mark_spoken(at)
            heard = self.desk.session.document.segments.get(self._heard_id)
            if heard is not None:
                self.heard(heard, at)
            self.desk.facts_changed()

    def _mark_spoken(self, at: int) -> None:
        view = self.desk.panes.view
        if self.follows and not self.desk.is_editing:
            row = view.rows.at_time(at)
            if row != view.cursor and at < view.rows.segments[row].end_ms:  # not in a gap
                view.move_to(row)
                self._heard_id = view.rows.segments[row].id
        segment = self.desk.current
        if segment is not None:
            view.mark_spoken(segment, word_range(segment.source, self._words.of(segment), at))

    def _ended(self, player: Player, at: int | None) -> None:
        """The sound stopped by itself: say why where it failed, or follow it to the next segment."""
        if self._paused or self._stretch == (0, 0):
            return
        stretch, self._stretch = self._stretch, (0, 0)
        self.desk.facts_changed()
        if player.failure:
            self.desk.tell(player.failure, "error")
        view = self.desk.panes.view
        heard = self.desk.session.document.segments.get(self._heard_id)
        if not self.follows or self.desk.is_editing or heard is None or (at or 0) < heard.end_ms - _NEAR_MS:
            return
        row = (-1 if (found := view.rows.row_of(heard)) is None else found) + 1
        if 0 < row < len(view.rows):
            after = view.rows.segments[row]
            view.move_to(row)
            self.start(after, min(stretch[1], heard.end_ms, after.start_ms), after.end_ms)
