"""A voice as numbers, and how likely two of them are one person's."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["EVEN", "EvenCosine", "Voiceprint", "even_cosine", "same_voice"]


@dataclass(frozen=True, slots=True)
class EvenCosine:
    """Where cosines of one voice and of two are equally likely, and what moves that place.

    Fitted by logistic regression on pairs of 27 real voices, pieces of 1 to 4 s, clear and by telephone;
    fitted on one half of the voices it errs in 3 to 4 of 100 pairs of the other half
    (docs/decisions/0100-one-voiceprint-an-utterance.md).

    Attributes:
        at_1s: For two clear pieces of one second in one language.
        per_doubling: Added for each doubling of the length, up to ``longest_s``: long pieces agree more.
        longest_s: Seconds from which length adds nothing.
        narrow: Added for each piece with the band of a telephone.
        both_narrow: Added where both have it: two voices on one kind of line sound more alike.
        other_language: Added for pieces in two languages.
        other_channel: Added for pieces on two channels that were transcribed apart: mostly two people. Not
            fitted; it is what separates two telephones from one.
    """

    at_1s: float = 0.485
    per_doubling: float = 0.036
    longest_s: float = 4.0
    narrow: float = -0.06
    both_narrow: float = 0.19
    other_language: float = -0.05
    other_channel: float = 0.13

    def lengthening(self, seconds: float) -> float:
        """The score that a piece's length in seconds adds."""
        return self.per_doubling * math.log2(min(self.longest_s, max(1.0, seconds)))


EVEN = EvenCosine()
_SHORTEST_S = 1.0
_STEEPNESS = 30.0


@dataclass(frozen=True, slots=True)
class Voiceprint:
    """The embedding of one stretch of speech.

    Attributes:
        vector: Float32, shape (192,), length 1.
        seconds: How much sound it was made from.
        narrow: True for the band of a telephone: nothing above 4 kHz follows the speech.
    """

    vector: NDArray[np.float32]
    seconds: float
    narrow: bool = False


def same_voice(first: Voiceprint | None, second: Voiceprint | None) -> float:
    """How likely one person said both, where either is as likely before listening.

    Args:
        first: A voiceprint; None for too little sound.
        second: The other one.

    Returns:
        A probability from 0 to 1; near 0.5 where there is too little speech to tell.
    """
    if first is None or second is None:
        return 0.5
    mean = 2 / (1 / first.seconds + 1 / second.seconds)
    margin = float(first.vector @ second.vector) - even_cosine(first, second)
    weight = min(1.0, mean / _SHORTEST_S)
    return 1 / (1 + math.exp(-_STEEPNESS * weight * margin))


def even_cosine(first: Voiceprint, second: Voiceprint) -> float:
    """The cosine at which one voice and two are equally likely, for two pieces of one language."""
    length = (EVEN.lengthening(first.seconds) + EVEN.lengthening(second.seconds)) / 2
    line = EVEN.narrow * (first.narrow + second.narrow) + EVEN.both_narrow * first.narrow * second.narrow
    return EVEN.at_1s + length + line
