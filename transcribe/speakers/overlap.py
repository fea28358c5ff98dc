"""Where two speak at once, by pyannote's segmentation model, heard in one pass over a recording.

The model tells for each 17 ms of a ten-second window which of up to three voices speak, pairs of them too.
Windows lie on a fixed grid, so that the result is a function of the sound alone; of each window, the second
at either end is left to its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from transcribe.segmentation.sound import SAMPLES_PER_MS
from transcribe.speakers.model import TURNS, Network, SpeakerModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["OverlapFinder", "common_ms"]

_WINDOW = 160_000
_HOP = 128_000
_EDGE = (_WINDOW - _HOP) // 2
_STEP = 270  # samples between two frames of the model
_FIRST = 495  # sample that the first frame is centred on
_PAIRS = slice(4, 7)  # classes: nobody, three single voices, three pairs
_LIKELY = 0.25
_SHORTEST_MS = 150


class OverlapFinder:
    """Finds overlaps in sound that passes through it.

    Args:
        model: The speaker model.
        spans: Where somebody speaks, as ``(start_ms, end_ms)``; elsewhere nothing is looked at.

    Raises:
        ModelDamaged: Its file is missing or damaged.
    """

    def __init__(self, model: SpeakerModel, spans: Sequence[tuple[int, int]]) -> None:
        self._network = Network(model, TURNS)
        self._spans = sorted(spans)
        self._found: list[tuple[int, int]] = []

    @property
    def overlaps(self) -> list[tuple[int, int]]:
        """What was found in the sound that passed, as ``(start_ms, end_ms)``, in order."""
        return [span for span in _joined(self._found) if span[1] - span[0] >= _SHORTEST_MS]

    def watch(self, arrays: Iterable[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
        """Let sound pass, and look at its first track.

        Args:
            arrays: Shape (tracks, n), contiguous from the start of the recording.

        Raises:
            TranscriptionError: The runtime fails.
        """
        import numpy as np

        held, begin = np.zeros(0, np.float32), 0
        for array in arrays:
            held = np.concatenate([held, array[0]])
            while len(held) >= _WINDOW:
                self._look(held[:_WINDOW], begin)
                held, begin = held[_HOP:], begin + _HOP
            yield array
        while len(held) > (_EDGE if begin else 0):
            self._look(np.pad(held, (0, max(0, _WINDOW - len(held))))[:_WINDOW], begin)
            held, begin = held[_HOP:], begin + _HOP

    def _look(self, window: NDArray[np.float32], begin: int) -> None:
        import numpy as np

        first, last = begin + _EDGE if begin else 0, begin + _EDGE + _HOP
        if not any(
            start * SAMPLES_PER_MS < last and end * SAMPLES_PER_MS > first for start, end in self._spans
        ):
            return
        activity = np.exp(self._network.run(window[np.newaxis, np.newaxis])[0])
        both = activity[:, _PAIRS].sum(axis=1) > _LIKELY
        for frame in np.flatnonzero(both).tolist():
            centre = begin + _FIRST + frame * _STEP
            if first <= centre < last:
                half = _STEP // 2
                self._found.append(
                    (max(0, centre - half) // SAMPLES_PER_MS, (centre + half) // SAMPLES_PER_MS + 1)
                )


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def common_ms(spans: Sequence[tuple[int, int]], start_ms: int, end_ms: int) -> int:
    """How much of a stretch lies in spans, in milliseconds."""
    return sum(max(0, min(end, end_ms) - max(start, start_ms)) for start, end in spans)
