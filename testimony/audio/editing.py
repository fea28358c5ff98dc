"""Cutting and bleeping copies of a recording (pydub), and writing them (libav, no ffmpeg program)."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, cast

from testimony.audio.chunks import mix_down
from testimony.audio.clips import open_sound
from testimony.transcript.errors import ExportError

if TYPE_CHECKING:
    import numpy as np
    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from numpy.typing import NDArray

__all__ = ["SUFFIXES", "bleep", "bleeped_copy", "encode", "fade", "read_tags"]

SUFFIXES: Mapping[str, tuple[str, str, str]] = {
    ".wav": ("wav", "pcm_s16le", "s16"),
    ".flac": ("flac", "flac", "s16"),
    ".mp3": ("mp3", "libmp3lame", "s16p"),
    ".ogg": ("ogg", "libopus", "s16"),
    ".opus": ("ogg", "libopus", "s16"),
    ".m4a": ("ipod", "aac", "fltp"),
}
"""Name of a file's ending → container, codec and sample format of libav."""

_TONE_HZ = 1_000
_TONE_DB = -24.0
_FADE_MS = 200
_STEREO = 2
_LARGEST_RATE = 48_000
_FRAME = 65_536


def bleeped_copy(
    path: str | Path,
    stretches: Sequence[tuple[int, int]],
    suffix: str,
    tags: Mapping[str, str] | None = None,
    track: int = 0,
) -> bytes:
    """Copy a recording with a tone over stretches of it, at its own rate, all channels.

    The recording is read a piece at a time, so only the copy itself takes memory.

    Args:
        path: The recording.
        stretches: Start and end in milliseconds, in order, not overlapping.
        suffix: Ending of the copy's name, a key of ``SUFFIXES``.
        tags: Title and the like; none of the recording's own are copied.
        track: Number of the sound track, from 1; 0 for the main one.

    Raises:
        RecordingNotFound: There is no such file.
        RecordingUnreadable: It cannot be decoded.
        ExportError: The ending is not known, or libav cannot write it.
    """
    with open_sound(path, track) as sound:
        return encode(_bleeped(sound.pieces, stretches, sound.rate), sound.rate, suffix, tags)


def _bleeped(
    pieces: Iterable[NDArray[np.float32]], stretches: Sequence[tuple[int, int]], rate: int
) -> Iterator[NDArray[np.int16]]:
    at = 0
    for piece in pieces:
        yield bleep(piece, stretches, rate, first=at)
        at += piece.shape[1]


def bleep(
    samples: NDArray[np.int16] | NDArray[np.float32],
    stretches: Iterable[tuple[int, int]],
    rate: int,
    *,
    first: int = 0,
) -> NDArray[np.int16]:
    """Put a tone over stretches, on every channel; nothing of the old sound is left under it.

    Args:
        samples: int16 or float32 in −1…1, shape (channels, n).
        stretches: Start and end in milliseconds from the start of the recording.
        rate: Hz.
        first: Number of the first of these samples in the recording.

    Returns:
        int16 of the same shape.
    """
    done = _as_integers(samples)
    for start_ms, end_ms in stretches:
        # Rounded outwards: not one sample of what is hidden stays.
        start, end = start_ms * rate // 1000, -(-end_ms * rate // 1000)
        begin, stop = max(start, first), min(end, first + done.shape[1])
        if begin < stop:
            done[:, begin - first : stop - first] = _tone(stop - start, rate)[begin - start :]
    return done


def _tone(samples: int, rate: int) -> NDArray[np.int16]:
    import numpy as np

    generators = _pydub("pydub.generators")
    length_ms = samples * 1000 // rate + 2
    tone = generators.Sine(_TONE_HZ, sample_rate=rate).to_audio_segment(length_ms, _TONE_DB)
    whole: NDArray[np.int16] = np.frombuffer(tone.raw_data, dtype=np.int16)
    return whole[:samples]


def _as_integers(samples: NDArray[np.int16] | NDArray[np.float32]) -> NDArray[np.int16]:
    import numpy as np

    if samples.dtype == np.int16:
        return samples.astype(np.int16)
    scaled: NDArray[np.int16] = np.clip(np.rint(samples * 32767), -32768, 32767).astype(np.int16)
    return scaled


def fade(samples: NDArray[np.int16], rate: int) -> NDArray[np.int16]:
    """Let a clip begin and end softly, so that a cut does not click.

    Args:
        samples: int16, shape (channels, n).
        rate: Hz.
    """
    import numpy as np

    data = np.ascontiguousarray(samples.T).tobytes()
    whole = _pydub("pydub").AudioSegment(data, sample_width=2, frame_rate=rate, channels=samples.shape[0])
    length = min(_FADE_MS, len(whole) // 2)
    faded = whole.fade_in(length).fade_out(length)
    flat = np.frombuffer(faded.raw_data, dtype=np.int16).reshape(-1, samples.shape[0]).T
    fitted = np.zeros(samples.shape, np.int16)  # pydub's milliseconds round a few samples off
    kept = min(samples.shape[1], flat.shape[1])
    fitted[:, :kept] = flat[:, :kept]
    return fitted


def _pydub(name: str) -> ModuleType:
    import importlib

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for an ffmpeg program, which nothing here calls
        return importlib.import_module(name)


def encode(
    pieces: Iterable[NDArray[np.int16]], rate: int, suffix: str, tags: Mapping[str, str] | None = None
) -> bytes:
    """Write sound as the bytes of a file; the same sound gives the same bytes.

    The rate stays, unless the codec knows no such rate (MP3 ends at 48 kHz, Opus has five). More than two
    channels are mixed to one, where the format is not lossless.

    Args:
        pieces: int16, shape (channels, n), one after another.
        rate: Hz.
        suffix: Ending of the file's name, a key of ``SUFFIXES``.
        tags: Title and the like.

    Raises:
        ExportError: The ending is not known, or libav cannot write it.
    """
    import av

    if suffix not in SUFFIXES:
        given = suffix or "a file without an ending"
        raise ExportError(f"Sound cannot be written as {given}.", f"Use one of {', '.join(SUFFIXES)}.")
    name = SUFFIXES[suffix][0]
    sink = io.BytesIO()
    try:
        with av.open(sink, "w", format=name, container_options={"fflags": "+bitexact"}) as container:
            container.metadata.update(tags or {})
            _write(container, _frames(pieces, suffix), rate, suffix)
    except (av.error.FFmpegError, ValueError) as error:
        raise ExportError(
            f"The sound could not be written as {suffix}: {error}.", "Use .wav instead."
        ) from error
    return sink.getvalue()


def _frames(pieces: Iterable[NDArray[np.int16]], suffix: str) -> Iterator[NDArray[np.int16]]:
    """Cut pieces into frames that no container finds too long, and mix what a codec cannot hold."""
    import numpy as np

    whole = suffix in (".wav", ".flac")
    for piece in pieces:
        fitting = piece
        if piece.shape[0] > _STEREO and not whole:
            fitting = mix_down(piece.astype(np.float32))[None].astype(np.int16)
        for at in range(0, fitting.shape[1], _FRAME):
            yield fitting[:, at : at + _FRAME]


def _write(container: OutputContainer, frames: Iterator[NDArray[np.int16]], rate: int, suffix: str) -> None:
    import av
    import numpy as np

    _, codec, sample_format = SUFFIXES[suffix]
    first = next(frames, np.zeros((1, 0), np.int16))
    layout = {1: "mono", 2: "stereo"}.get(first.shape[0], f"{first.shape[0]}c")
    written = _rate_for(codec, rate)
    stream = cast("AudioStream", container.add_stream(codec, rate=written, layout=layout))
    stream.codec_context.options = {"flags": "+bitexact"}
    resampler = av.AudioResampler(format=sample_format, layout=layout, rate=written)
    for samples in chain([first] if first.shape[1] else [], frames):
        flat = np.ascontiguousarray(samples.T).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(flat, format="s16", layout=layout)
        frame.sample_rate = rate
        for ready in resampler.resample(frame):
            container.mux(stream.encode(ready))
    for ready in resampler.resample(None):
        container.mux(stream.encode(ready))
    container.mux(stream.encode(None))


def _rate_for(codec: str, rate: int) -> int:
    """Return the rate itself where the codec knows it, else the largest it knows up to 48 kHz."""
    import av

    known = av.Codec(codec, "w").audio_rates
    if not known or rate in known:
        return rate
    return max(one for one in known if one <= _LARGEST_RATE)


def read_tags(data: bytes) -> list[str]:
    """Return every tag of a sound file and of its streams."""
    import av

    with av.open(io.BytesIO(data)) as container:
        streams = [value for stream in container.streams for value in stream.metadata.values()]
        return [*container.metadata.values(), *streams]
