"""Hear a stretch of the recording: decoded a piece at a time, slower or faster at the same pitch.

PyAV decodes and changes the tempo (``atempo``), ``miniaudio`` plays. Nothing is written anywhere, and a
machine without a sound device is no error: ``open_playback`` says why it stays silent.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

from testimony.audio.chunks import SAMPLE_RATE
from testimony.audio.clips import read_clip
from testimony.transcript.errors import TestimonyError

if TYPE_CHECKING:
    import numpy as np
    from av.filter.context import FilterContext
    from numpy.typing import NDArray

__all__ = ["FASTEST", "SLOWEST", "Playback", "open_playback"]

SLOWEST, FASTEST = 0.5, 2.0
"""The range in which ``atempo`` keeps speech clear in one step."""

_PIECE_MS = 5_000
_AHEAD = 3
_BUFFER_MS = 60
_WAIT_S = 0.05


def open_playback(path: Path, *, silent: bool = False, track: int = 0) -> tuple[Playback | None, str]:
    """Open the sound device for a recording.

    Args:
        path: The recording, already proved to be the right one.
        track: Number of the sound track, from 1; 0 for the main one.
        silent: Play into nothing, in real time; for tests.

    Returns:
        The playback and an empty string, or None and one sentence that says why there is no sound.
    """
    try:
        import miniaudio

        backends = [miniaudio.Backend.NULL] if silent else _real_backends(miniaudio)
        with _quiet_stderr():
            device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.FLOAT32,
                nchannels=1,
                sample_rate=SAMPLE_RATE,
                buffersize_msec=_BUFFER_MS,
                backends=backends,
                app_name="testimony",
            )
    except ImportError:
        return None, "The package miniaudio cannot be loaded here."
    except miniaudio.MiniaudioError as error:
        return None, f"No playback device can be opened here ({error.args[0]})."
    return Playback(path, device, track), ""


class _Device(Protocol):
    """The part of a sound device that a playback uses."""

    def start(self, feeding: Generator[NDArray[np.float32], int, None]) -> None:
        """Pull sound from the generator, which is told how many samples are wanted."""

    def stop(self) -> None:
        """Pull no more."""

    def close(self) -> None:
        """Let go of the device."""


class Playback:
    """Plays one stretch of one recording at a time; close it.

    All methods are for one thread; the device pulls the sound from a thread of its own.
    """

    def __init__(self, path: Path, device: _Device, track: int = 0) -> None:
        """Use ``open_playback``."""
        self._path = path
        self._track = track
        self._device = device
        self._tape: _Tape | None = None

    def play(self, start_ms: int, end_ms: int, *, speed: float = 1.0, loop: bool = False) -> None:
        """Play from ``start_ms`` to ``end_ms``, instead of whatever is playing.

        Args:
            start_ms: Milliseconds from the start of the recording.
            end_ms: Milliseconds from there; where the recording ends earlier, so does the sound.
            speed: Ratio from 0.5 to 2, at the same pitch.
            loop: Begin again at the end, until ``pause``.
        """
        self.pause()
        stretch = _Stretch(start_ms, max(start_ms, end_ms), min(FASTEST, max(SLOWEST, speed)), loop)
        self._tape = _Tape(self._path, stretch, self._track)
        feeding = self._tape.feed()
        next(feeding)
        with _quiet_stderr():
            self._device.start(feeding)

    def pause(self) -> None:
        """Stop; ``position_ms`` stays where it was."""
        if self._tape is not None:
            self._device.stop()
            self._tape.stop()

    @property
    def position_ms(self) -> int | None:
        """Where in the recording the sound is, or stopped; None before anything was played."""
        return None if self._tape is None else self._tape.position_ms

    @property
    def is_playing(self) -> bool:
        """True while there is something left to hear."""
        return self._tape is not None and not self._tape.ended

    @property
    def failure(self) -> str:
        """Why the sound ended early, as one sentence; empty where it did not."""
        return "" if self._tape is None else self._tape.failure

    def close(self) -> None:
        """Let go of the device."""
        self.pause()
        self._device.close()


@dataclass(frozen=True, slots=True)
class _Stretch:
    start_ms: int
    end_ms: int
    speed: float
    loop: bool

    @property
    def length_ms(self) -> int:
        return max(1, self.end_ms - self.start_ms)


class _Tape:
    """The sound of a stretch, made a little ahead on a thread of its own."""

    def __init__(self, path: Path, stretch: _Stretch, track: int = 0) -> None:
        self.ended = False
        self.failure = ""
        self._stretch = stretch
        self._played = 0
        self._stopped = threading.Event()
        self._pieces: queue.Queue[NDArray[np.float32] | None] = queue.Queue(_AHEAD)
        threading.Thread(target=self._wind, args=(path, track), daemon=True).start()

    @property
    def position_ms(self) -> int:
        passed = self._played * 1000 * self._stretch.speed / SAMPLE_RATE
        if self._stretch.loop:
            passed %= self._stretch.length_ms
        return self._stretch.start_ms + min(self._stretch.length_ms, round(passed))

    def stop(self) -> None:
        self._stopped.set()
        self.ended = True

    def feed(self) -> Generator[NDArray[np.float32], int, None]:
        """What the device pulls: as many samples as it asks for, silence while none are ready."""
        import numpy as np

        rest, last = np.zeros(0, np.float32), False
        wanted = yield rest
        while not (last and rest.size == 0):
            while rest.size < wanted and not last:
                try:
                    piece = self._pieces.get_nowait()
                except queue.Empty:
                    break
                last = piece is None
                rest = rest if piece is None else np.concatenate([rest, piece])
            sound, rest = rest[:wanted], rest[wanted:]
            self._played += sound.size
            wanted = yield np.pad(sound, (0, wanted - sound.size)).reshape(-1, 1)
        self.ended = True

    def _wind(self, path: Path, track: int) -> None:
        """Make the sound, a few pieces ahead, until it ends or is stopped."""
        try:
            for piece in _at_speed(_decoded(path, self._stretch, track), self._stretch.speed):
                if not self._put(piece):
                    return
        except TestimonyError as error:
            self.failure = error.message
        self._put(None)

    def _put(self, piece: NDArray[np.float32] | None) -> bool:
        while not self._stopped.is_set():
            with contextlib.suppress(queue.Full):
                self._pieces.put(piece, timeout=_WAIT_S)
                return True
        return False


def _decoded(path: Path, stretch: _Stretch, track: int = 0) -> Iterator[NDArray[np.float32]]:
    """The stretch in pieces, over and over in a loop."""
    while True:
        heard = 0
        for at in range(stretch.start_ms, stretch.end_ms, _PIECE_MS):
            clip = read_clip(path, at, min(stretch.end_ms, at + _PIECE_MS), track=track)
            heard += clip.size
            if clip.size:
                yield clip
        if not stretch.loop or heard == 0:
            return


def _at_speed(pieces: Iterator[NDArray[np.float32]], speed: float) -> Iterator[NDArray[np.float32]]:
    """The same sound slower or faster, at the same pitch."""
    if speed == 1.0:
        yield from pieces
        return
    from fractions import Fraction

    import av
    import av.filter

    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=SAMPLE_RATE, format="flt", layout="mono", time_base=Fraction(1, SAMPLE_RATE)
    )
    tempo, sink = graph.add("atempo", str(speed)), graph.add("abuffersink")
    source.link_to(tempo)
    tempo.link_to(sink)
    graph.configure()
    at = 0
    for piece in pieces:
        frame = av.AudioFrame.from_ndarray(piece.reshape(1, -1), format="flt", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, at, Fraction(1, SAMPLE_RATE)
        at += piece.size
        source.push(frame)
        yield from _ready(sink)
    source.push(None)
    yield from _ready(sink)


def _ready(sink: FilterContext) -> Iterator[NDArray[np.float32]]:
    """What the filter has made so far."""
    import av
    import numpy as np

    while True:
        try:
            frame = sink.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        if isinstance(frame, av.AudioFrame):
            yield frame.to_ndarray().astype(np.float32, copy=False).reshape(-1)


def _real_backends(miniaudio: ModuleType) -> list[object]:
    """Every backend but the one that plays into nothing and calls it success."""
    return [backend for backend in miniaudio.Backend if backend.name not in ("NULL", "CUSTOM")]


@contextlib.contextmanager
def _quiet_stderr() -> Iterator[None]:
    """ALSA and PulseAudio write to file descriptor 2 by themselves, across whatever the screen shows."""
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
