"""Where the speech in an utterance begins and ends, to 10 ms, by its loudness.

Voice activity answers in steps of 32 ms, misses soft ends, and is slow to believe a voice on the telephone.
The edges of an utterance are moved to where its sound rises above the background and falls back to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["EDGE_REACH_MS", "speech_edges"]

EDGE_REACH_MS = 500  # an edge moves outwards by this much at most
_INWARDS_MS = 100
_FRAME_MS = 10
_FRAME = 160  # samples
_BELOW_DB = 40.0  # under the loud moments of the utterance
_ABOVE_DB = 8.0  # over the quiet moments around it
_HOLE_FRAMES = 15  # a pause at which voice activity cuts is hardly shorter
_SILENCE = 1e-9
_SMOOTHED = 3  # frames


def speech_edges(sound: NDArray[np.float32], start_ms: int, end_ms: int) -> tuple[int, int]:
    """Move the edges that voice activity gave to those of the sound.

    The constants were set on 14 real voices, clear and by telephone
    (docs/decisions/0210-edges-by-loudness.md).

    Args:
        sound: Mono, 16 kHz, the utterance with up to ``EDGE_REACH_MS`` of what is around it.
        start_ms: Where its speech begins by voice activity, from the start of ``sound``.
        end_ms: Where it ends.

    Returns:
        Both, in ms from the start of ``sound``; as they were where there is nothing to hear.
    """
    import numpy as np

    levels = _levels(sound)
    first, last = start_ms // _FRAME_MS, min(end_ms // _FRAME_MS, len(levels))
    if last - first < _SMOOTHED:
        return start_ms, end_ms
    loudest, quietest = np.percentile(levels[first:last], 95), np.percentile(levels, 10)
    loud = (levels >= max(loudest - _BELOW_DB, quietest + _ABOVE_DB)).tolist()
    begin = _moved(loud[::-1], len(loud) - first, len(loud) - last)
    return (len(loud) - begin) * _FRAME_MS, _moved(loud, last, first) * _FRAME_MS


def _moved(loud: list[bool], edge: int, other: int) -> int:
    """The end of the sound: inwards over quiet frames, or outwards over loud ones and short holes."""
    least = max(edge - _INWARDS_MS // _FRAME_MS, other + 1)
    inner = edge
    while inner > least and not loud[inner - 1]:
        inner -= 1
    end = edge if inner == least and not loud[inner - 1] else inner
    quiet = edge - end
    for frame in range(edge, min(len(loud), edge + EDGE_REACH_MS // _FRAME_MS)):
        quiet = 0 if loud[frame] else quiet + 1
        if quiet > _HOLE_FRAMES:
            break
        end = frame + 1 if loud[frame] else end
    return end


def _levels(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """The level of each 10 ms, in dB, smoothed over 30 ms."""
    import numpy as np

    count = len(sound) // _FRAME
    if count < _SMOOTHED:
        return np.zeros(0)
    frames = sound[: count * _FRAME].reshape(count, _FRAME).astype(np.float64)
    energy = np.sqrt((frames**2).mean(axis=1))
    return np.asarray(20 * np.log10(np.convolve(energy, np.ones(_SMOOTHED) / _SMOOTHED, "same") + _SILENCE))
