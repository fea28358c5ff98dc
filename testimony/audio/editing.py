"""Cutting and bleeping copies of a recording (pydub), and writing them (libav)."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from testimony.audio.chunks import SAMPLE_RATE
from testimony.audio.decoding import open_recording
from testimony.transcript.errors import ExportError

if TYPE_CHECKING:
    import numpy as np
    from av.audio.stream import AudioStream
    from numpy.typing import NDArray

__all__ = ["SUFFIXES", "bleep", "encode", "fade", "read_all"]

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


def read_all(path: str | Path) -> NDArray[np.int16]:
    """Decode a whole recording.

    Returns:
        int16, ``SAMPLE_RATE``, shape (channels, n): 115 MB for an hour of one channel.

    Raises:
        RecordingNotFound: There is no such file.
        RecordingUnreadable: It cannot be decoded.
    """
    import numpy as np

    with open_recording(path) as reader:
        parts = [_as_integers(chunk.samples) for chunk in reader.chunks()]
    if not parts:
        return np.zeros((1, 0), np.int16)
    whole: NDArray[np.int16] = np.concatenate(parts, axis=1)
    return whole


def _as_integers(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    import numpy as np

    scaled: NDArray[np.int16] = np.clip(np.rint(samples * 32767), -32768, 32767).astype(np.int16)
    return scaled


def bleep(samples: NDArray[Any], stretches: Sequence[tuple[int, int]]) -> NDArray[np.int16]:
    """Put a tone over stretches, on every channel.

    Args:
        samples: int16 or float32 in −1…1, ``SAMPLE_RATE``, shape (channels, n).
        stretches: Start and end in milliseconds, in order, not overlapping.

    Returns:
        int16 of the same shape; nothing of the old sound is left under a tone.
    """
    segment = _segment(samples)
    generators = _pydub("pydub.generators")
    pieces, at = segment[:0], 0
    for start, end in stretches:
        first, last = min(start, len(segment)), min(end, len(segment))
        if last <= first:
            continue
        tone = generators.Sine(_TONE_HZ, sample_rate=SAMPLE_RATE).to_audio_segment(last - first, _TONE_DB)
        pieces += segment[at:first] + tone.set_channels(segment.channels)
        at = last
    return _array(pieces + segment[at:], samples.shape)


def fade(samples: NDArray[Any]) -> NDArray[np.int16]:
    """Let a clip begin and end softly, so that a cut does not click."""
    segment = _segment(samples)
    length = min(_FADE_MS, len(segment) // 2)
    return _array(segment.fade_in(length).fade_out(length), samples.shape)


def _pydub(name: str) -> Any:
    import importlib

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for an ffmpeg program, which nothing here calls
        return importlib.import_module(name)


def _segment(samples: NDArray[Any]) -> Any:
    import numpy as np

    whole = samples if samples.dtype == np.int16 else _as_integers(samples)
    data = np.ascontiguousarray(whole.T).tobytes()
    return _pydub("pydub").AudioSegment(data, sample_width=2, frame_rate=SAMPLE_RATE, channels=whole.shape[0])


def _array(segment: Any, shape: tuple[int, ...]) -> NDArray[np.int16]:
    """Return pydub's sound in the shape it came from; its milliseconds round a few samples off."""
    import numpy as np

    flat = np.frombuffer(segment.raw_data, dtype=np.int16).reshape(-1, shape[0]).T
    fitted = np.zeros(shape, np.int16)
    length = min(shape[1], flat.shape[1])
    fitted[:, :length] = flat[:, :length]
    return fitted


def encode(samples: NDArray[np.int16], suffix: str, tags: Mapping[str, str] | None = None) -> bytes:
    """Write sound as the bytes of a file; the same sound gives the same bytes.

    Args:
        samples: int16, ``SAMPLE_RATE``, shape (channels, n).
        suffix: Ending of the file's name, a key of ``SUFFIXES``.
        tags: Title and the like.

    Raises:
        ExportError: The ending is not known, or libav cannot write it.
    """
    import av
    import numpy as np

    if suffix not in SUFFIXES:
        given = suffix or "a file without an ending"
        raise ExportError(f"Sound cannot be written as {given}.", f"Use one of {', '.join(SUFFIXES)}.")
    container_name, codec, sample_format = SUFFIXES[suffix]
    layout = {1: "mono", 2: "stereo"}.get(samples.shape[0], f"{samples.shape[0]}c")
    rate = 48_000 if codec == "libopus" else SAMPLE_RATE
    flat = np.ascontiguousarray(samples.T).reshape(1, -1)
    sink = io.BytesIO()
    try:
        with av.open(
            sink, "w", format=container_name, container_options={"fflags": "+bitexact"}
        ) as container:
            container.metadata.update(tags or {})
            stream = cast("AudioStream", container.add_stream(codec, rate=rate, layout=layout))
            stream.codec_context.options = {"flags": "+bitexact"}
            resampler = av.AudioResampler(format=sample_format, layout=layout, rate=rate)
            frame = av.AudioFrame.from_ndarray(flat, format="s16", layout=layout)
            frame.sample_rate = SAMPLE_RATE
            for ready in (*resampler.resample(frame), *resampler.resample(None)):
                container.mux(stream.encode(ready))
            container.mux(stream.encode(None))
    except (av.error.FFmpegError, ValueError) as error:
        raise ExportError(
            f"The sound could not be written as {suffix}: {error}.", "Use .wav instead."
        ) from error
    return sink.getvalue()
