"""Decode and hash a recording in one pass, in constant memory, whatever libav can read.

The recording is opened read-only, nothing is written anywhere, and no other file and no address is opened
at the word of the recording (``testimony.audio.reading.opening``).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from testimony.audio.chunks import (
    SAMPLE_RATE,
    AudioChunk,
    DamagedGap,
    GapCause,
    SoundReader,
    mix_down,
    samples_to_ms,
)
from testimony.audio.clips import read_clip, stamp_of
from testimony.audio.reading.clocks import clock_for, delay_of
from testimony.audio.reading.endings import estimated_seconds, find_ending
from testimony.audio.reading.hashing import HashingFile
from testimony.audio.reading.opening import (
    check_rate,
    hash_file,
    open_container,
    open_file,
    refuse_changed,
    sound_of,
    track_of,
    unreadable,
)
from testimony.audio.reading.packets import decode_packets
from testimony.audio.reading.started import started_at
from testimony.audio.reading.timeline import Timeline
from testimony.runtime.confinement.policy import are_decoders_confined
from testimony.transcript.errors import RecordingUnreadable
from testimony.transcript.types import Recording

if TYPE_CHECKING:
    import numpy as np
    from av.container import InputContainer
    from numpy.typing import NDArray

__all__ = [
    "SAMPLE_RATE",
    "AudioChunk",
    "DamagedGap",
    "GapCause",
    "RecordingReader",
    "SoundReader",
    "hash_file",
    "mix_down",
    "open_recording",
    "read_clip",
]

_CHUNK_MS = 5_000
_CUT_OFF_FROM_S = 0.25
"""A header may round, or count an encoder's padding; a missing end shorter than this is not one."""
_CUT_OFF_MARK_MS = 500


def open_recording(path: str | Path, track: int = 0) -> SoundReader:
    """Open a recording; the first sound is decoded here, so what cannot be heard fails here.

    Args:
        path: A file. Anything libav reads: wav, mp3, m4a, flac, ogg, opus, amr, wma, mp4, mkv, …
        track: Number of the sound track, from 1; 0 for the main one.

    Raises:
        RecordingNotFound: There is no such file.
        RecordingUnreadable: A folder, no permission, empty, no recording, no sound, encrypted.
    """
    if are_decoders_confined():
        from testimony.audio.cell import open_confined

        return open_confined(path, track)
    path = Path(path)
    file = open_file(path)
    try:
        container = open_container(path, file)
    except BaseException:
        file.close()
        raise
    try:
        return RecordingReader(path, file, container, track)
    except BaseException:
        container.close()
        file.close()
        raise


class RecordingReader:
    """A recording being decoded; use it as a context manager.

    Attributes:
        channels: Channels of every chunk, as in the first frame.
        sample_rate: Hz, as recorded (of the first frame).
        duration_ms: The container's word or estimate, 0 if unknown. ``recording()`` has the exact one.
        started_at: ISO 8601, when the recording began, if the container says so.
        tracks: Number of sound tracks in the file.
        verifies: Whether the file is hashed and checked at the end; else whoever gave it does that.
        track: Number of the one that is decoded, from 1.
    """

    def __init__(
        self,
        path: Path,
        file: HashingFile,
        container: InputContainer,
        track: int = 0,
        *,
        verifies: bool = True,
    ) -> None:
        self.path = path
        self._verifies = verifies
        self._file = file
        self._container = container
        stream = sound_of(path, container, track)
        seconds, delay_s = estimated_seconds(container, stream), delay_of(container, stream)
        clock = clock_for(container.format.name, seconds, delay_s)
        self._packets = decode_packets(container, stream, clock)
        first = next(((frame, failed) for frame, failed in self._packets if frame.samples), None)
        if first is None:
            raise RecordingUnreadable(
                f"{path} holds no sound that can be decoded: it is damaged or encrypted.",
                "Export it again from the program that made it, as WAV or MP3.",
            )
        frame = first[0]
        check_rate(path, frame.sample_rate)
        self._first = frame
        self._ending = find_ending(container, stream, file, stamp_of(frame) or 0.0, delay_s)
        self.channels: int = frame.layout.nb_channels
        self.sample_rate: int = frame.sample_rate
        self.duration_ms = round((seconds + delay_s) * 1000)
        self.started_at = started_at(container, stream)
        self.tracks = len(container.streams.audio)
        self.track = track_of(container, stream)
        self._timeline = Timeline(frame.layout.name, self.channels, self._packets.clock)
        self._sha256 = ""
        self._is_started = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; may be called twice."""
        self._container.close()
        self._file.close()

    @property
    def damage(self) -> tuple[DamagedGap, ...]:
        """Where sound is missing: what is known so far, complete once ``chunks()`` is exhausted."""
        return self._timeline.damage.gaps()

    def chunks(self, chunk_ms: int = _CHUNK_MS) -> Iterator[AudioChunk]:
        """The sound, in order and contiguous, each chunk ``chunk_ms`` long but for the last one.

        Can be read once. When it is exhausted the whole file has been hashed.

        Raises:
            RecordingUnreadable: The disk failed to give the bytes.
            RecordingChanged: The file was written to, or replaced, while it was read.
        """
        import numpy as np

        if self._is_started:
            raise RuntimeError("chunks() was read already; open the recording again")
        self._is_started = True
        size = chunk_ms * SAMPLE_RATE // 1000
        held: list[NDArray[np.float32]] = []
        count = start = 0
        for samples in self._samples():
            held.append(samples)
            count += samples.shape[1]
            while count >= size:
                joined = np.concatenate(held, axis=1)
                yield AudioChunk(samples_to_ms(start), np.clip(joined[:, :size], -1.0, 1.0))
                held, count, start = [joined[:, size:]], count - size, start + size
        if count:
            joined = np.concatenate(held, axis=1)
            yield AudioChunk(samples_to_ms(start), np.clip(joined, -1.0, 1.0))
        self._finish()

    @property
    def decoded_ms(self) -> int:
        """Length of the sound that was decoded so far, in milliseconds."""
        return samples_to_ms(self._timeline.written)

    def recording(self) -> Recording:
        """What a transcript keeps about the recording.

        Only after ``chunks()`` is exhausted: the hash is of the bytes as they were read for decoding.
        """
        if not self._sha256:
            raise RuntimeError("read chunks() to its end first")
        return Recording(
            id="R1",
            path=str(self.path),
            sha256=self._sha256,
            duration_ms=self.decoded_ms,
            channels=self.channels,
            sample_rate=self.sample_rate,
            started_at=self.started_at,
            track=self.track,
            tracks=self.tracks,
        )

    def _samples(self) -> Iterator[NDArray[np.float32]]:
        yield from self._timeline.place(self._first, after_error=False)
        for frame, after_error in self._packets:
            if frame.samples and frame.sample_rate:
                yield from self._timeline.place(frame, after_error)
        yield from self._timeline.finish()

    def _finish(self) -> None:
        end_ms = self.decoded_ms
        stated_ms = round(self._ending.stated_s * 1000)
        is_short = stated_ms - end_ms > _CUT_OFF_FROM_S * 1000
        is_cut = self._packets.ended_badly if self._ending.is_cut is None else self._ending.is_cut
        if is_short or is_cut:
            missing_until = stated_ms if is_short else end_ms
            self._timeline.damage.add(max(0, end_ms - _CUT_OFF_MARK_MS), missing_until, GapCause.CUT_OFF)
        if not self._verifies:
            return
        try:
            digest = self._file.hexdigest()
        except OSError as error:
            raise unreadable(self.path, error) from None
        refuse_changed(self.path, self._file, digest)
        self._sha256 = digest
