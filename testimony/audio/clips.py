"""A short stretch of a recording, for playback and excerpts, without decoding what lies before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.audio.chunks import SAMPLE_RATE, mix_down
from testimony.audio.reading.clocks import ByteClock, clock_for, delay_of
from testimony.audio.reading.endings import estimated_seconds
from testimony.audio.reading.opening import check_rate, open_container, open_file, sound_of
from testimony.audio.reading.packets import FrameStream, decode_packets
from testimony.audio.reading.timeline import Timeline
from testimony.transcript.errors import RecordingUnreadable

if TYPE_CHECKING:
    import numpy as np
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from numpy.typing import NDArray

__all__ = ["Sound", "open_sound", "read_clip", "read_passage", "stamp_of"]

_LEAD_IN_S = 2.0
"""Decoders need sound before the clip to settle (Opus 80 ms, MP3's bit reservoir up to nine frames)."""


def read_clip(
    path: str | Path, start_ms: int, end_ms: int, channel: int | None = None, track: int = 0
) -> NDArray[np.float32]:
    """Sound from ``start_ms`` to ``end_ms``, shorter where the recording ends before that.

    Args:
        path: The recording.
        start_ms: From the first sample of the recording, as in ``AudioChunk``.
        end_ms: Not included.
        channel: One channel, or None for a mix of all (``mix_down``).
        track: Number of the sound track, from 1; 0 for the main one.

    Returns:
        float32 mono, ``SAMPLE_RATE``, shape (n,).

    Raises:
        RecordingNotFound: There is no such file.
        RecordingUnreadable: It cannot be decoded.
        ValueError: The times are negative or in the wrong order, or there is no such channel.
    """
    _check(start_ms, end_ms)
    with _opened(Path(path), start_ms, SAMPLE_RATE, track) as sound:
        samples = sound.between(start_ms, end_ms)
    if channel is None:
        return mix_down(samples)
    if not 0 <= channel < samples.shape[0]:
        raise ValueError(f"channel {channel} of {samples.shape[0]}")
    chosen: NDArray[np.float32] = samples[channel]
    return chosen


def read_passage(
    path: str | Path, start_ms: int, end_ms: int, track: int = 0
) -> tuple[NDArray[np.float32], int]:
    """The same stretch with all its channels, at the rate it was recorded at.

    Returns:
        float32 in -1…1, shape (channels, n), and the rate in Hz.

    Raises:
        RecordingNotFound: There is no such file.
        RecordingUnreadable: It cannot be decoded.
        ValueError: The times are negative or in the wrong order.
    """
    _check(start_ms, end_ms)
    with _opened(Path(path), start_ms, track=track) as sound:
        return sound.between(start_ms, end_ms), sound.rate


@contextmanager
def open_sound(path: str | Path, track: int = 0) -> Iterator[Sound]:
    """Open a recording to read all of it, at the rate it was recorded at, in constant memory.

    Raises:
        RecordingNotFound: There is no such file.
        RecordingUnreadable: It cannot be decoded.
    """
    with _opened(Path(path), 0, track=track) as sound:
        yield sound


@dataclass(frozen=True, slots=True)
class Sound:
    """Sound being decoded.

    Attributes:
        rate: Hz.
        channels: Rows of every piece.
        first: Number of the sample with which the pieces begin, from the start of the recording.
        pieces: float32, shape (channels, n), each following the one before it.
    """

    rate: int
    channels: int
    first: int
    pieces: Iterator[NDArray[np.float32]]

    def between(self, start_ms: int, end_ms: int) -> NDArray[np.float32]:
        """Read a stretch, clipped to -1…1."""
        import numpy as np

        begin, end = (ms * self.rate // 1000 for ms in (start_ms, end_ms))
        kept: list[NDArray[np.float32]] = [np.zeros((self.channels, 0), np.float32)]
        at = self.first
        for samples in self.pieces:
            kept.append(samples[:, max(0, begin - at) : max(0, end - at)])
            at += samples.shape[1]
            if at >= end:
                break
        return np.clip(np.concatenate(kept, axis=1), -1.0, 1.0)


def _check(start_ms: int, end_ms: int) -> None:
    if not 0 <= start_ms <= end_ms:
        raise ValueError(f"a clip from {start_ms} to {end_ms} ms")


@contextmanager
def _opened(path: Path, start_ms: int, rate: int = 0, track: int = 0) -> Iterator[Sound]:
    """Open a recording a little before a time; a rate of 0 is its own."""
    file = open_file(path)
    try:
        with open_container(path, file) as container:
            stream = sound_of(path, container, track)
            frames, first, begins_s = _frames_from(path, container, stream, start_ms / 1000)
            rate = rate or first.sample_rate
            channels = first.layout.nb_channels
            timeline = Timeline(first.layout.name, channels, frames.clock, rate)
            yield Sound(rate, channels, round(begins_s * rate), _placed(timeline, first, frames))
    finally:
        file.close()


def _placed(timeline: Timeline, first: AudioFrame, frames: FrameStream) -> Iterator[NDArray[np.float32]]:
    yield from timeline.place(first, after_error=False)
    for frame, after_error in frames:
        if frame.samples and frame.sample_rate:
            yield from timeline.place(frame, after_error)
    yield from timeline.finish()


def _frames_from(
    path: Path, container: InputContainer, stream: AudioStream, start_s: float
) -> tuple[FrameStream, AudioFrame, float]:
    """Frames from a little before ``start_s``, the first of them, and when it begins.

    The packets of a bare stream (MP3, AAC, AMR) are counted from its beginning, but only the last decoded.
    """
    seconds, delay_s = estimated_seconds(container, stream), delay_of(container, stream)
    frames = decode_packets(container, stream, clock_for(container.format.name, seconds, delay_s))
    first = _first_frame(path, frames)
    check_rate(path, first.sample_rate)
    stamp_s = stamp_of(first)
    if start_s <= _LEAD_IN_S or stamp_s is None:
        return frames, first, 0.0
    origin_s = stamp_s - delay_s
    if isinstance(frames.clock, ByteClock):
        begins_s = frames.skip_to(origin_s + start_s - _LEAD_IN_S, frames.clock) - origin_s
        return frames, next((frame for frame, _ in frames if frame.samples), first), begins_s
    if _seek(container, stream, origin_s + start_s - _LEAD_IN_S):
        frames = decode_packets(container, stream, clock_for(container.format.name, seconds))
        landed = next((frame for frame, _ in frames if frame.samples), None)
        landed_s = stamp_of(landed) if landed is not None else None
        if landed is not None and landed_s is not None and origin_s <= landed_s <= origin_s + start_s:
            return frames, landed, landed_s - origin_s
    _seek(container, stream, min(0.0, origin_s))
    frames = decode_packets(container, stream, clock_for(container.format.name, seconds, delay_s))
    return frames, _first_frame(path, frames), 0.0


def _first_frame(path: Path, frames: FrameStream) -> AudioFrame:
    for frame, _ in frames:
        if frame.samples and frame.sample_rate:
            return frame
    raise RecordingUnreadable(
        f"{path} holds no sound that can be decoded: it is damaged or encrypted.",
        "Export it again from the program that made it, as WAV or MP3.",
    )


def stamp_of(frame: AudioFrame) -> float | None:
    """Seconds of a frame's timestamp, if it has one."""
    if frame.pts is None or frame.time_base is None:
        return None
    return float(frame.pts * frame.time_base)


def _seek(container: InputContainer, stream: AudioStream, seconds: float) -> bool:
    import av

    if not stream.time_base:
        return False
    try:
        container.seek(int(seconds / stream.time_base), stream=stream)
    except (av.error.FFmpegError, OSError, ValueError):
        return False
    return True
