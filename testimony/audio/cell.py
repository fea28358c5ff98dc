"""A recording decoded in a process that can do nothing else: no file, no network, no program.

A media file from somebody else may exploit a fault of a decoder. The child opens the file, gives up all but
computing (seccomp, Landlock), and only then lets libav look at the bytes. It sends samples through a pipe.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import signal
import wave
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from testimony.audio.cell_sockets import sockets_in_own_folder
from testimony.audio.cell_wire import LARGEST, Facts, Message, Standing, pack, unpack
from testimony.audio.chunks import AudioChunk, DamagedGap
from testimony.audio.reading.opening import open_file, refuse_changed, unreadable
from testimony.runtime.confinement.kernel import forbid_files, keep_to_computing
from testimony.transcript.errors import RecordingError, RecordingUnreadable
from testimony.transcript.types import Recording

if TYPE_CHECKING:
    from testimony.audio.decoding import RecordingReader

__all__ = ["ConfinedReader", "open_confined"]

_CHUNK_MS = 5_000


def open_confined(path: str | Path, track: int = 0) -> ConfinedReader:
    """Open a recording in a confined process; the same as ``open_recording`` to whoever reads it.

    Args:
        path: A file that libav reads.
        track: Number of the sound track, from 1; 0 for the main one.

    Raises:
        RecordingError: As ``open_recording``; also where the decoder died.
    """
    return ConfinedReader(Path(path), track)


class ConfinedReader:
    """A recording being decoded elsewhere; use it as a context manager. See ``RecordingReader``."""

    def __init__(self, path: Path, track: int) -> None:
        self.path = path
        self._file = open_file(path)
        self._sha256 = ""
        self._standing = Standing(())
        context = multiprocessing.get_context("forkserver")  # a child takes milliseconds, not a second
        context.set_forkserver_preload(["__main__", __name__, "testimony.audio.decoding", "av", "numpy"])
        self._pipe, other = context.Pipe(duplex=False)
        self._process = context.Process(target=_decode, args=(other, str(path), track), daemon=True)
        try:
            with sockets_in_own_folder():
                self._process.start()
            other.close()
            facts = self._receive_facts()
        except BaseException:
            self.close()
            raise
        self.channels, self.sample_rate = facts.channels, facts.sample_rate
        self.duration_ms, self.started_at = facts.duration_ms, facts.started_at
        self.track, self.tracks = facts.track, facts.tracks

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def damage(self) -> tuple[DamagedGap, ...]:
        """Where sound is missing: what is known so far, complete once ``chunks()`` is exhausted."""
        return self._standing.damage

    def chunks(self) -> Iterator[AudioChunk]:
        """The sound, in order and contiguous; can be read once.

        Raises:
            RecordingError: As ``RecordingReader.chunks``; also where the decoder died.
        """
        while not self._standing.duration_ms:
            message = self._receive()
            if isinstance(message, AudioChunk):
                yield message
            elif isinstance(message, Standing):
                self._standing = message
            else:
                raise self._died()
        self._finish()

    def recording(self) -> Recording:
        """What a transcript keeps about the recording; only after ``chunks()`` is exhausted."""
        if not self._sha256:
            raise RuntimeError("read chunks() to its end first")
        return Recording(
            id="R1",
            path=str(self.path),
            sha256=self._sha256,
            duration_ms=self._standing.duration_ms,
            channels=self.channels,
            sample_rate=self.sample_rate,
            started_at=self.started_at,
            track=self.track,
            tracks=self.tracks,
        )

    def close(self) -> None:
        """End the child and let go of the file; may be called twice."""
        if self._process.pid is not None and self._process.is_alive():
            self._process.kill()
        self._pipe.close()
        self._file.close()

    def _receive_facts(self) -> Facts:
        facts = self._receive()
        if isinstance(facts, Facts):
            return facts
        raise self._died()

    def _receive(self) -> Message:
        try:
            message = unpack(self._pipe.recv_bytes(LARGEST))
        except (EOFError, OSError, ValueError):
            raise self._died() from None
        if isinstance(message, RecordingError):
            raise message
        return message

    def _finish(self) -> None:
        """Hash the bytes here: what the child says of them is no evidence."""
        try:
            digest = self._file.hexdigest()
        except OSError as error:
            raise unreadable(self.path, error) from None
        refuse_changed(self.path, self._file, digest)
        self._sha256 = digest

    def _died(self) -> RecordingUnreadable:
        return RecordingUnreadable(
            f"{self.path} cannot be decoded: the decoder ended in the middle of it.",
            "Export it from the program that made it as WAV, then run that file.",
        )


def _decode(pipe: Connection, path: str, track: int) -> None:
    """Run in the child: open the file, give up everything else, decode."""
    from testimony.audio.decoding import RecordingReader
    from testimony.audio.reading.opening import open_container

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the reader's to handle
    try:
        file = open_file(Path(path))
        _warm_up()
        _let_go_of_the_rest(pipe.fileno(), file.fileno())
        if not (forbid_files() and keep_to_computing()):
            raise RecordingUnreadable(
                f"{path} was not opened: the kernel refused to confine its decoder.",
                "testimony run --unconfined RECORDING",
            )
        container = open_container(Path(path), file)
        _send_sound(pipe, RecordingReader(Path(path), file, container, track, verifies=False))
    except RecordingError as error:
        pipe.send_bytes(pack(error))
    except OSError:
        return  # the reader went away


def _send_sound(pipe: Connection, reader: RecordingReader) -> None:
    facts = (getattr(reader, name) for name in Facts.__slots__)
    pipe.send_bytes(pack(Facts(*facts)))
    told: tuple[DamagedGap, ...] = ()
    for chunk in reader.chunks(_CHUNK_MS):
        pipe.send_bytes(pack(chunk))
        if reader.damage != told:
            told = reader.damage
            pipe.send_bytes(pack(Standing(told)))
    pipe.send_bytes(pack(Standing(reader.damage, max(1, reader.decoded_ms))))


def _let_go_of_the_rest(*kept: int) -> None:
    """Close what the child inherited but for the pipe, the recording and standard error."""
    last = 0
    for number in sorted({2, *kept}):
        os.closerange(last, number)
        last = number + 1
    os.closerange(last, 4096)


def _warm_up() -> None:
    """Load everything that decoding loads, by decoding a few samples: no file can be opened afterwards."""
    import av
    import av.subtitles
    import numpy as np

    silence = io.BytesIO()
    with wave.open(silence, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8_000)
        out.writeframes(bytes(1_600))
    silence.seek(0)
    with av.open(silence, mode="r", metadata_errors="ignore") as container:
        resampler, waiting = av.AudioResampler("fltp", "mono", 16_000), av.AudioFifo()
        for frame in container.decode(container.streams.audio[0]):
            frame.pts = None
            waiting.write(frame)
        for frame in resampler.resample(waiting.read()):
            samples = frame.to_ndarray()
            np.clip(np.concatenate([samples, samples], axis=1), -1.0, 1.0)
            av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
    with contextlib.suppress(av.error.FFmpegError, OSError, ValueError):
        av.open(io.BytesIO(b"no sound"))
