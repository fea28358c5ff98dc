"""Chunks of any size → pieces of one fixed size with their voice activity.

Everything after this point is a function of the audio alone: however the decoder cut its
chunks, the pieces begin and end at the same samples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from testimony.audio.chunks import mix_down
from transcribe.segmentation.silero import FRAME, open_silero

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from testimony.audio.decoding import AudioChunk
    from transcribe.options import Channels

__all__ = ["PIECE", "SAMPLES_PER_MS", "Sound", "VoiceStream", "hear_voices", "in_tracks"]

SAMPLES_PER_MS = 16
PIECE = 64 * FRAME  # 2.048 s


class VoiceStream(Protocol):
    """A voice activity detector that carries its memory along one track."""

    def hear(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return one probability for each ``FRAME`` samples."""
        ...


@dataclass(frozen=True, slots=True)
class Sound:
    """A stretch of sound with its voice activity.

    Attributes:
        start: Its first sample, counted from the start of the recording.
        samples: Float32, shape (tracks, n), 16 kHz; one track unless channels are split.
        voice: Float32, shape (tracks, frames): probability of speech in each ``FRAME`` samples;
            the last frame may reach beyond the last sample.
    """

    start: int
    samples: NDArray[np.float32]
    voice: NDArray[np.float32]


def in_tracks(chunks: Iterable[AudioChunk], channels: Channels) -> Iterator[NDArray[np.float32]]:
    """Turn channels into the tracks that are transcribed.

    Args:
        chunks: Contiguous from the start of the recording.
        channels: ``mix`` makes one track of them (``mix_down``), ``split`` keeps each.

    Yields:
        Float32 arrays of shape (tracks, n).
    """
    import numpy as np

    for chunk in chunks:
        samples = np.atleast_2d(np.asarray(chunk.samples, dtype=np.float32))
        yield mix_down(samples)[np.newaxis] if channels == "mix" else samples


def _in_pieces(arrays: Iterable[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
    import numpy as np

    held: list[NDArray[np.float32]] = []
    count = 0
    for array in arrays:
        held.append(array)
        count += array.shape[1]
        while count >= PIECE:
            joined = np.concatenate(held, axis=1)
            yield joined[:, :PIECE]
            held, count = [joined[:, PIECE:]], count - PIECE
    if count:
        yield np.concatenate(held, axis=1)


def hear_voices(
    tracks: Iterable[NDArray[np.float32]], open_stream: Callable[[], VoiceStream] = open_silero
) -> Iterator[Sound]:
    """Hear where people speak, a piece at a time.

    Args:
        tracks: Arrays of shape (tracks, n), contiguous, all of the same number of tracks.
        open_stream: Opens a fresh detector for a track.

    Yields:
        Pieces of ``PIECE`` samples; the last one is what remains.
    """
    import numpy as np

    streams: list[VoiceStream] = []
    start = 0
    for piece in _in_pieces(tracks):
        streams = streams or [open_stream() for _ in piece]
        length = piece.shape[1]
        padded = np.pad(piece, ((0, 0), (0, -length % FRAME)))
        voice = np.stack([stream.hear(track) for stream, track in zip(streams, padded, strict=True)])
        yield Sound(start, piece, voice)
        start += length
