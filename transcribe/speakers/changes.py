"""Where one speaker takes over from another inside an utterance, without a pause that voice activity hears.

pyannote's segmentation model proposes the places; the voiceprints of what lies before and behind decide.
So an utterance of one speaker costs the small model alone, and is cut only where two networks agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from transcribe.speakers.encoder import VoiceEncoder
from transcribe.speakers.features import RATE
from transcribe.speakers.model import TURNS, Network
from transcribe.speakers.voiceprint import same_voice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SHORTEST", "ChangeFinder"]

_WINDOW = 160_000
_STEP = 270
_FIRST = 495
_SINGLE = slice(1, 4)  # classes: nobody, three single voices, three pairs
SHORTEST = int(2.0 * RATE)  # samples of an utterance that is looked at
_SIDE = int(0.8 * RATE)  # of speech on either side of a change
_BESIDE = int(3.0 * RATE)  # so much of either side is compared
_ANOTHER = 0.2  # probability of one voice below which two are heard


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch in which the model hears one voice, in samples."""

    voice: int
    start: int
    end: int


class ChangeFinder:
    """Finds changes of speaker in utterances.

    Args:
        encoder: Makes voiceprints; its model has the segmentation network too.
        network: The segmentation network; None loads the model's.

    Raises:
        ModelDamaged: A file of the model is missing or damaged.
    """

    def __init__(self, encoder: VoiceEncoder, network: Network | None = None) -> None:
        self._encoder = encoder
        self._network = network or Network(encoder.model, TURNS)

    def changes(self, samples: NDArray[np.float32]) -> list[int]:
        """The samples at which another speaker begins; mostly none.

        Args:
            samples: One utterance, mono, 16 kHz.

        Raises:
            TranscriptionError: The runtime fails.
        """
        if len(samples) < SHORTEST:
            return []
        found: list[int] = []
        for start in range(0, max(1, len(samples) - _SIDE), _WINDOW):
            runs = self._runs(samples[start : start + _WINDOW], start)
            for before, behind in pairwise(runs):
                at = (before.end + behind.start) // 2
                begun = found[-1] if found else 0
                if before.voice != behind.voice and self._differ(samples[begun:at], samples[at : behind.end]):
                    found.append(at)
        return found

    def _runs(self, window: NDArray[np.float32], offset: int) -> list[_Run]:
        """Runs of a voice that are long enough; neighbours of one voice are joined."""
        import numpy as np

        activity = self._network.run(window[np.newaxis, np.newaxis])[0]
        count = max(0, min(len(activity), (len(window) - _FIRST) // _STEP))
        best = np.argmax(activity[:count], axis=1)
        best[(best < _SINGLE.start) | (best >= _SINGLE.stop)] = 0
        edges = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), count]
        runs: list[_Run] = []
        for first, last in pairwise(edges):
            voice = int(best[first]) if first < count else 0
            if voice:
                run = _Run(voice, offset + _FIRST + first * _STEP, offset + _FIRST + last * _STEP)
                joined = runs and runs[-1].voice == voice
                runs = [*runs[:-1], _Run(voice, runs[-1].start, run.end)] if joined else [*runs, run]
        return [run for run in runs if run.end - run.start >= _SIDE]

    def _differ(self, before: NDArray[np.float32], behind: NDArray[np.float32]) -> bool:
        if min(len(before), len(behind)) < _SIDE:
            return False
        first, second = self._encoder.embed(before[-_BESIDE:]), self._encoder.embed(behind[:_BESIDE])
        return same_voice(first, second) < _ANOTHER
