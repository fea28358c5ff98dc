"""espeak-ng's 22,050 Hz to the 16,000 Hz of the models, with a polyphase windowed sinc in numpy."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

UP, DOWN = 320, 441
_HALF_TAPS = 24
_CUTOFF = 0.94


@cache
def _phases() -> NDArray[np.float32]:
    """Give the filter of each of the 320 output phases, shape (320, 48)."""
    scale = UP / DOWN
    offsets = np.arange(-_HALF_TAPS + 1, _HALF_TAPS + 1)
    fractions = (np.arange(UP) * DOWN % UP) / UP
    distance = offsets[None, :] - fractions[:, None]
    window = np.cos(np.pi * distance / (2 * _HALF_TAPS)) ** 2
    taps = np.sinc(distance * scale * _CUTOFF) * window
    taps /= taps.sum(axis=1, keepdims=True)
    result: NDArray[np.float32] = taps.astype(np.float32)
    return result


def to_16k(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give mono samples at 22,050 Hz as mono samples at 16,000 Hz."""
    if samples.size == 0:
        return samples
    phases = _phases()
    rows = -(-samples.size // DOWN)
    padded = np.zeros(rows * DOWN + 2 * _HALF_TAPS, dtype=np.float32)
    padded[_HALF_TAPS - 1 : _HALF_TAPS - 1 + samples.size] = samples
    result = np.empty((rows, UP), dtype=np.float32)
    for phase in range(UP):
        start = phase * DOWN // UP
        span = padded[start : start + (rows - 1) * DOWN + 2 * _HALF_TAPS]
        windows = np.lib.stride_tricks.sliding_window_view(span, 2 * _HALF_TAPS)[::DOWN]
        result[:, phase] = windows @ phases[phase]
    return result.reshape(-1)[: samples.size * UP // DOWN]
