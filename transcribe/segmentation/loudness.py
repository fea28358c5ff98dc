"""How loud each frame is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcribe.segmentation.silero import FRAME

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["floor_of", "loudness_of"]

_SILENT = 1e-10  # power that counts as none: -100 dB of full scale


def loudness_of(samples: NDArray[np.float32], frames: int) -> NDArray[np.float64]:
    """Measure the power of each frame.

    Args:
        samples: Mono; the last frame may be short.
        frames: How many frames to measure.

    Returns:
        Decibels of full scale, -100 at least, one value a frame.
    """
    import numpy as np

    padded = np.zeros(frames * FRAME, np.float64)
    taken = samples[: frames * FRAME]
    padded[: len(taken)] = taken
    power = np.mean(padded.reshape(frames, FRAME) ** 2, axis=1)
    return np.asarray(10 * np.log10(power + _SILENT))


def floor_of(loudness: NDArray[np.float64]) -> float:
    """Return the loudness in dB of the quietest tenth, taken for the background."""
    import numpy as np

    return float(np.quantile(loudness, 0.1)) if len(loudness) else 0.0
