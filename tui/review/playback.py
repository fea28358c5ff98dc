"""Playing the segment, around it, slower, again; following the sound."""

from __future__ import annotations

from functools import partial

from testimony.transcript.errors import RecordingError, TestimonyError
from testimony.transcript.types import Segment, Word
from tui.dialogs import Choose
from tui.review.base import ReviewBase
from tui.services import Peak, Player
from tui.spoken import word_range, word_spans

__all__ = ["Hearing"]

_STEP_MS = 3_000
_REWIND_MS = 1_500  # heard again on resume: the typist's habit of every transcription machine
_EDGE_MS = 1_000  # of a moved bound that is played
_AROUND_MS = 500  # of sound shown on both sides of the segment
_SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
_TICKS_WHILE_EDITING = 3  # of 12 a second: four, so that input-method windows stay still


class Hearing(ReviewBase):
    """Everything that needs a player; without one the reason is said once."""

    speed: float = 1.0
    loops: bool = False
    follows: bool = False
    plays_along: bool = False
    _ticks: int = 0
    _reason_said: bool = False
    _paused_at: int | None = None
    _heard_id: str = ""
    _words: tuple[str, tuple[Word, ...]] = ("", ())
    _stretch: tuple[int, int] = (0, 0)

    def _player(self) -> Player | None:
        player = self.services.player
        if player is None and self.services.recording_wanted and self._reason_said:
            self.ask_recording()
        elif player is None and not self._reason_said:
            self._reason_said = True
            self.tell(self.say("detail.no_sound", why=self.services.no_player_reason), "warn")
        return player

    def ask_recording(self) -> None:
        """Ask where the recording is."""
        raise NotImplementedError

    def _start(self, start_ms: int, end_ms: int) -> None:
        player = self._player()
        if player is None:
            return
        start_ms = max(0, start_ms)
        self._stretch = (start_ms, max(end_ms, start_ms + 1))
        try:
            self.services.check_recording()
            player.play(*self._stretch, speed=self.speed, loop=self.loops)
        except RecordingError:
            self.ask_recording()
            return
        except TestimonyError as error:
            self.tell_error(error)
            return
        self._paused_at = None
        self.refresh_bar()

    def action_play(self) -> None:
        """Play the segment, or pause; on resume the last second and a half come again."""
        player, segment = self._player(), self.current
        if player is None or segment is None:
            return
        if player.is_playing:
            player.pause()
            self._paused_at = player.position_ms
            self.follow_stopped()
            self.refresh_bar()
            return
        start, at = segment.start_ms, self._paused_at
        if at is not None and segment.start_ms < at < segment.end_ms:
            start = max(start, at - _REWIND_MS)
        self._heard_id = segment.id
        self._start(start, segment.end_ms)

    def follow_stopped(self) -> None:
        """The mark of the spoken word stays until something else is heard."""

    def action_back(self) -> None:
        """Three seconds back."""
        self._jump(-_STEP_MS)

    def action_forward(self) -> None:
        """Three seconds on."""
        self._jump(_STEP_MS)

    def _jump(self, step: int) -> None:
        player, segment = self._player(), self.current
        if player is None or segment is None:
            return
        at = player.position_ms if player.is_playing else self._paused_at
        at = segment.start_ms if at is None else at
        limit = self.session.document.recording.duration_ms or segment.end_ms
        start = max(0, min(at + step, limit - 1))
        self._start(start, max(segment.end_ms, min(start + _STEP_MS, limit)))

    def action_slower(self) -> None:
        """A step slower; the pitch stays."""
        self._change_speed(-1)

    def action_faster(self) -> None:
        """A step faster; the pitch stays."""
        self._change_speed(1)

    def _change_speed(self, step: int) -> None:
        at = min(range(len(_SPEEDS)), key=lambda k: abs(_SPEEDS[k] - self.speed))
        self.speed = _SPEEDS[max(0, min(at + step, len(_SPEEDS) - 1))]
        self._play_on()

    def action_loop(self) -> None:
        """Play the segment over and over."""
        self.loops = not self.loops
        self._play_on()

    def _play_on(self) -> None:
        """Go on from here in the new way."""
        player = self.services.player
        if player is not None and player.is_playing:
            at = player.position_ms
            start = self._stretch[0] if self.loops or at is None else at
            self._start(start, self._stretch[1])
        self.refresh_bar()

    def action_follow(self) -> None:
        """Let the list move with the sound, from segment to segment."""
        self.follows = not self.follows
        self.refresh_bar()

    def action_play_word(self) -> None:
        """Play from a word on: the one under the cursor of the editor, else one of a list."""
        segment = self.editors.segment or self.current
        words = self.words_of(segment) if segment else ()
        if segment is None or not words:
            self.tell(self.say("said.no_words"))
            return
        if self.is_editing:
            text, at = self.editors.source.text, self.editors.source.cursor_offset
            spans = [(word, span) for word, span in word_spans(text, words) if span]
            here = next((word for word, span in spans if at < span[1]), words[-1])
            self._start(here.start_ms, segment.end_ms)
            return

        def chosen(choice: int | None) -> None:
            if choice is not None:
                self._start_at_word(segment, choice)

        names = [word.text for word in words]
        self.app.push_screen(Choose(self.say("ask.word"), names, self.say("ask.keys")), chosen)

    def action_play_along(self) -> None:
        """Let each segment that approving or jumping leads to be heard at once."""
        self.plays_along = not self.plays_along
        self.refresh_bar()

    def came_to(self) -> None:
        """Hear the segment that one came to, where that is wished."""
        segment = self.current
        if self.plays_along and segment is not None and self.services.player is not None:
            self._heard_id = segment.id
            self._start(segment.start_ms, segment.end_ms)

    def action_next_word(self) -> None:
        """Play from the next word of the segment on."""
        self._step_word(1)

    def action_previous_word(self) -> None:
        """Play from the word before on."""
        self._step_word(-1)

    def _step_word(self, step: int) -> None:
        segment, player = self.current, self._player()
        if segment is None or player is None or self.is_editing:
            return
        words = self.words_of(segment)
        if not words:
            self.tell(self.say("said.no_words"))
            return
        at = player.position_ms
        heard = -1 if at is None else sum(word.start_ms <= at for word in words) - 1
        inside = at is not None and segment.start_ms <= at <= segment.end_ms
        self._start_at_word(segment, max(0, min(heard + step, len(words) - 1)) if inside else 0)

    def _start_at_word(self, segment: Segment, number: int) -> None:
        words = self.words_of(segment)
        self._heard_id = segment.id
        self._start(words[number].start_ms, max(segment.end_ms, words[number].end_ms))
        found = word_range(segment.source, words, words[number].start_ms)
        self.view.mark_spoken(segment, found)

    def words_of(self, segment: Segment) -> tuple[Word, ...]:
        """The words of a segment, read once while one is at it."""
        if self._words[0] != segment.id:
            self._words = (segment.id, self.session.words(segment.id))
        return self._words[1]

    def hear_bounds(self, at_start: bool) -> None:
        """Play a second at the edge that was moved, and show the waveform's new bounds."""
        segment = self.current
        if segment is None:
            return
        self.load_wave()
        if self.services.player is not None:
            edge = (segment.start_ms, segment.start_ms + _EDGE_MS)
            if not at_start:
                edge = (segment.end_ms - _EDGE_MS, segment.end_ms)
            self._start(max(segment.start_ms, edge[0]), min(segment.end_ms, edge[1]))

    # While it sounds

    def tick(self) -> None:
        """Twelve times a second: where the sound is."""
        player = self.services.player
        if player is None:
            return
        self._ticks += 1
        if self.is_editing and self._ticks % _TICKS_WHILE_EDITING:
            return
        at = player.position_ms
        if not player.is_playing:
            if self._heard_id:
                self._ended(at)
            return
        if at is not None:
            self.wave.mark(at)
            self._mark_spoken(at)
            self.refresh_bar()

    def _mark_spoken(self, at: int) -> None:
        if self.follows and not self.is_editing:
            row = self.view.rows.at_time(at)
            if row != self.view.cursor and at < self.view.rows.segments[row].end_ms:  # not in a gap
                self.view.move_to(row)
        segment = self.current
        if segment is not None:
            found = word_range(segment.source, self.words_of(segment), at)
            self.view.mark_spoken(segment, found)

    def _ended(self, at: int | None) -> None:
        segment_id, self._heard_id = self._heard_id, ""
        self.refresh_bar()
        if self.services.player is not None and self.services.player.failure:
            self.tell(self.services.player.failure, "error")
        heard = self.session.document.segments.get(segment_id)
        paused = self._paused_at is not None
        if paused or not self.follows or self.is_editing or heard is None or (at or 0) < heard.end_ms - 200:
            return
        row = (-1 if (found := self.view.rows.row_of(heard)) is None else found) + 1
        if 0 < row < len(self.view.rows):
            after = self.view.rows.segments[row]
            self.view.move_to(row)
            self._heard_id = after.id
            self._start(min(heard.end_ms, after.start_ms), after.end_ms)

    # The waveform

    def load_wave(self) -> None:
        """Ask for the sound's shape around the segment; it comes when it is ready."""
        segment = self.current
        if segment is not None and self.session.recording is not None:
            work = partial(self._load_wave, segment)
            self.run_worker(work, thread=True, exclusive=True, group="wave", exit_on_error=False)

    def _load_wave(self, segment: Segment) -> None:
        window = max(0, segment.start_ms - _AROUND_MS), segment.end_ms + _AROUND_MS
        peaks: list[Peak] = []
        try:
            peaks = list(self.services.peaks(*window))
        except Exception as error:  # noqa: BLE001 - the edge of a worker: a picture is not worth a crash
            self.log(f"no waveform: {type(error).__name__}")
        self.app.call_from_thread(self._show_wave, segment, peaks, window)

    def _show_wave(self, segment: Segment, peaks: list[Peak], window: tuple[int, int]) -> None:
        current = self.current
        if current is not None and current.id == segment.id:
            self.wave.show(peaks, window, (segment.start_ms, segment.end_ms))
