"""The waveform of the segment in work."""

from __future__ import annotations

from functools import partial

from testimony.transcript.types import Segment
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.sound.playback import Playback
from tui.services import Peak

__all__ = ["Waveform"]

_AROUND_MS = 500  # of sound shown on both sides of the segment


class Waveform(Component):
    """Asks for the sound's shape when one stays at a segment; it comes when it is ready."""

    def __init__(self, desk: Desk, playback: Playback) -> None:
        super().__init__(desk)
        self._playback = playback
        desk.panes.wave.when_clicked = self._play_from
        self._shown: tuple[str, int, int] = ("", 0, 0)

    def _play_from(self, at_ms: int, _: float) -> None:
        segment = self.desk.current
        if segment is not None:
            start = max(segment.start_ms, min(at_ms, segment.end_ms - 1))
            self._playback.start(segment, start, segment.end_ms)

    def moved(self) -> None:
        """The old shape is not this segment's."""
        segment = self.desk.current
        if segment is None or segment.id != self._shown[0]:
            self.desk.panes.wave.forget()
            self._shown = ("", 0, 0)

    def rested(self) -> None:
        """Load the shape, where it is not shown already."""
        desk, segment = self.desk, self.desk.current
        if segment is None or desk.session.recording is None:
            return
        wanted = (segment.id, segment.start_ms, segment.end_ms)
        if wanted != self._shown:
            self._shown = wanted
            work = partial(self._load, segment)
            desk.host.run_worker(work, thread=True, exclusive=True, group="wave", exit_on_error=False)

    def _load(self, segment: Segment) -> None:
        window = max(0, segment.start_ms - _AROUND_MS), segment.end_ms + _AROUND_MS
        peaks: list[Peak] = []
        try:
            peaks = list(self.desk.services.peaks(*window))
        except Exception as error:  # noqa: BLE001 - the edge of a worker: a picture is not worth a crash
            self.desk.host.log(f"no waveform: {type(error).__name__}")
        self.desk.host.app.call_from_thread(self._show, segment, peaks, window)

    def _show(self, segment: Segment, peaks: list[Peak], window: tuple[int, int]) -> None:
        if self._shown == (segment.id, segment.start_ms, segment.end_ms):
            self.desk.panes.wave.show(peaks, window, (segment.start_ms, segment.end_ms))
