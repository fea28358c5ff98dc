"""Put decoded frames on one time line, silence where sound is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from testimony.audio.chunks import SAMPLE_RATE, DamagedGap, GapCause
from testimony.audio.reading.clocks import Clock

if TYPE_CHECKING:
    import numpy as np
    from av.audio.fifo import AudioFifo
    from av.audio.frame import AudioFrame
    from av.audio.resampler import AudioResampler
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

__all__ = ["Damage", "Timeline"]

_JITTER_S = 0.030
"""Containers round timestamps to 1 ms (Matroska) or drift by a few; nothing shorter is a hole."""
_JITTER_AFTER_ERROR_S = 0.005
_SILENT_HOLE_S = 0.200
"""A jump of the timestamps without a decoding error is reported from here on, and filled in any case."""
_MERGE_MS = 250
_PIECE_S = 10
_GROUP = 16_384
"""Samples. Frames are 10 to 100 ms long; resampling them one by one costs more than the resampling."""
_FLOATS = frozenset({"flt", "fltp", "dbl", "dblp"})
_PLANES_MAX = 7
"""PyAV (18.1) looks for the end of a frame's table of eight planes in the next field, and crashes."""
_ABSURD = 1e4
"""Full scale is 1. Float samples beyond this (and NaN, which compares as nothing) are damage, not sound."""


class Damage:
    """Gaps in time order; neighbours closer than a quarter of a second are one, so the list stays short."""

    def __init__(self) -> None:
        self._gaps: list[DamagedGap] = []

    def add(self, start_ms: int, end_ms: int, cause: GapCause) -> None:
        """Report a stretch; an empty one is made a millisecond long."""
        gap = DamagedGap(start_ms, max(end_ms, start_ms + 1), cause)
        if self._gaps:
            last = self._gaps[-1]
            if last.cause == cause and gap.start_ms <= last.end_ms + _MERGE_MS:
                self._gaps[-1] = DamagedGap(
                    min(last.start_ms, gap.start_ms), max(last.end_ms, gap.end_ms), cause
                )
                return
        self._gaps.append(gap)

    def gaps(self) -> tuple[DamagedGap, ...]:
        """What is known so far."""
        return tuple(self._gaps)


@dataclass(frozen=True, slots=True)
class _Run:
    """Frames of one shape: those that wait, and what makes the samples of them."""

    resampler: AudioResampler
    waiting: AudioFifo


class Timeline:
    """Frames of any rate, format and layout in; contiguous samples at one rate out, 16 kHz by default.

    The channel layout is that of the first frame; later frames are remixed into it.
    """

    def __init__(self, layout: str, channels: int, clock: Clock, rate: int = SAMPLE_RATE) -> None:
        self.damage = Damage()
        self._rate = rate
        self._layout = layout
        self._channels = channels
        self._format = "flt" if channels > _PLANES_MAX else "fltp"
        self._clock = clock
        self._run: _Run | None = None
        self._shape: tuple[str, str, int] | None = None
        self._run_start = 0.0
        self._run_samples = 0
        self._written = 0

    @property
    def written(self) -> int:
        """Samples handed on, per channel."""
        return self._written

    def place(self, frame: AudioFrame, after_error: bool) -> Iterator[Samples]:
        """Take a frame; yields arrays of shape (channels, n), each following the one before it."""
        lead = self._clock.lead(frame, self._now())
        if lead > (_JITTER_AFTER_ERROR_S if after_error else _JITTER_S):
            yield from self._skip(lead, after_error)
        elif after_error:
            here = int(self._now() * 1000)
            self.damage.add(here, here, GapCause.CORRUPT)
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        run = self._run
        if run is None or shape != self._shape:
            yield from self._end_run(self._now())
            run = self._begin_run(shape)
        self._run_samples += frame.samples
        frame.pts = None  # the time line is ours from here; nothing may second-guess it
        run.waiting.write(frame)
        if run.waiting.samples >= _GROUP:
            yield from self._resample_waiting(run)

    def finish(self) -> Iterator[Samples]:
        """Hand on what the resampler still holds."""
        yield from self._end_run(self._now())

    def _now(self) -> float:
        return self._run_start + (self._run_samples / self._shape[2] if self._shape else 0.0)

    def _skip(self, lead: float, after_error: bool) -> Iterator[Samples]:
        start = self._now()
        is_beginning = self._shape is None and not self._written
        if after_error or (lead >= _SILENT_HOLE_S and not is_beginning):
            cause = GapCause.CORRUPT if after_error else GapCause.MISSING
            self.damage.add(round(start * 1000), round((start + lead) * 1000), cause)
        yield from self._end_run(start + lead)
        self._shape = None

    def _begin_run(self, shape: tuple[str, str, int]) -> _Run:
        import av

        self._shape = shape
        resampler = av.AudioResampler(format=self._format, layout=self._layout, rate=self._rate)
        self._run = _Run(resampler, av.AudioFifo())
        return self._run

    def _end_run(self, next_start: float) -> Iterator[Samples]:
        """Flush the resampler, then silence up to where the next run begins."""
        if self._run is not None:
            yield from self._resample_waiting(self._run)
            yield from self._write(self._run.resampler.resample(None))
            self._run = None
        missing = round(next_start * self._rate) - self._written
        if self._shape is not None or missing > 0:
            yield from self._silence(missing)
        self._run_start, self._run_samples = next_start, 0

    def _resample_waiting(self, run: _Run) -> Iterator[Samples]:
        begin = self._run_samples - run.waiting.samples
        frame = run.waiting.read()
        if frame is not None:
            frame = self._without_nonsense(frame, self._run_start + begin / frame.sample_rate)
            frame.pts = None
            yield from self._write(run.resampler.resample(frame))

    def _silence(self, samples: int) -> Iterator[Samples]:
        import numpy as np

        while samples > 0:
            piece = min(samples, _PIECE_S * self._rate)
            self._written += piece
            yield np.zeros((self._channels, piece), np.float32)
            samples -= piece

    def _write(self, frames: list[AudioFrame]) -> Iterator[Samples]:
        import numpy as np

        for frame in frames:
            samples = frame.to_ndarray().astype(np.float32, copy=False)
            if self._format == "flt":
                samples = samples.reshape(-1, self._channels).T
            if samples.shape[1]:
                self._written += int(samples.shape[1])
                yield samples

    def _without_nonsense(self, frame: AudioFrame, begin: float) -> AudioFrame:
        """Silence samples that are not numbers; the resampler would smear them over their neighbours."""
        is_planar = frame.format.is_planar
        if frame.format.name not in _FLOATS or (is_planar and frame.layout.nb_channels > _PLANES_MAX):
            return frame
        import av
        import numpy as np

        samples = frame.to_ndarray()
        with np.errstate(invalid="ignore"):
            good = np.abs(samples) <= _ABSURD
        if good.all():
            return frame
        stride = 1 if is_planar else frame.layout.nb_channels
        self._report_nonsense(np.flatnonzero(~good.all(axis=0)) // stride, begin, frame.sample_rate)
        silenced = samples.copy()
        silenced[~good] = 0
        clean = av.AudioFrame.from_ndarray(silenced, format=frame.format.name, layout=frame.layout.name)
        clean.sample_rate = frame.sample_rate
        return clean

    def _report_nonsense(self, bad: NDArray[np.intp], begin: float, rate: int) -> None:
        """Report each stretch of bad samples; ``bad`` holds their places, ascending."""
        import numpy as np

        for stretch in np.split(bad, np.flatnonzero(np.diff(bad) > rate * _MERGE_MS // 1000) + 1):
            first, last = int(stretch[0]), int(stretch[-1]) + 1
            start, end = (int((begin + place / rate) * 1000) for place in (first, last))
            self.damage.add(start, end, GapCause.NOT_A_NUMBER)
