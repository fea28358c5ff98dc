"""The shape of the sound for a waveform: smallest and largest sample, about 100 times a second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from testimony.audio.chunks import SAMPLE_RATE, AudioChunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PEAKS_PER_SECOND", "peaks"]

PEAKS_PER_SECOND = 100


def peaks(chunks: Iterable[AudioChunk], per_second: int = PEAKS_PER_SECOND) -> Iterator[NDArray[np.int8]]:
    """Peaks of the loudest channel, streaming.

    Args:
        chunks: As from ``RecordingReader.chunks``.
        per_second: Number of peaks for each second of sound, a divisor of ``SAMPLE_RATE``.

    Yields:
        int8 of shape (n, 2): minimum and maximum over all channels, -127…127 for -1…1. The last one may
        stand for less time than the others.

    Raises:
        ValueError: ``per_second`` does not divide ``SAMPLE_RATE``.
    """
    import numpy as np

    if per_second <= 0 or SAMPLE_RATE % per_second:
        raise ValueError(f"{per_second} does not divide {SAMPLE_RATE}")
    step = SAMPLE_RATE // per_second
    low = high = np.zeros(0, np.float32)
    for chunk in chunks:
        low = np.concatenate([low, chunk.samples.min(axis=0)])
        high = np.concatenate([high, chunk.samples.max(axis=0)])
        whole = len(low) // step * step
        if whole:
            yield _scaled(low[:whole].reshape(-1, step), high[:whole].reshape(-1, step))
            low, high = low[whole:], high[whole:]
    if len(low):
        yield _scaled(low[None], high[None])


def _scaled(low: NDArray[np.float32], high: NDArray[np.float32]) -> NDArray[np.int8]:
    import numpy as np

    pairs = np.stack([low.min(axis=1), high.max(axis=1)], axis=1)
    scaled: NDArray[np.int8] = np.clip(np.rint(pairs * 127), -127, 127).astype(np.int8)
    return scaled
