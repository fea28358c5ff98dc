"""Groups of voiceprints that can be joined without going back to their members.

The margin between two pieces is their cosine less the one at which one voice and two are equally likely
(``voiceprint.EvenCosine``). That value is made of sums and products of facts of the two pieces: their
lengths, their lines, their languages. So the average margin between all members of two groups follows from
the means of those facts, and average linkage needs no matrix of all pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from transcribe.speakers.voiceprint import EVEN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from transcribe.speakers.pieces import Piece

__all__ = ["Groups", "groups_of", "margins_between", "margins_to_self"]

_AT_ONCE = 2_000  # pieces weighted at a time, so that no second copy of all vectors is made


@dataclass(frozen=True, slots=True)
class Groups:
    """Some groups of pieces; every fact is the mean of the members', weighted by seconds.

    Attributes:
        weights: Seconds of speech, a piece of more than four counted as four, shape (n,).
        means: Vectors, shape (n, 192); shorter than 1 where the members differ.
        lengthening: What their lengths add to the even cosine, shape (n,).
        narrow: Share with the band of a telephone, shape (n,).
        languages: Share of each language, shape (n, languages).
        channels: Share of each channel, shape (n, channels).
    """

    weights: NDArray[np.float64]
    means: NDArray[np.float32]
    lengthening: NDArray[np.float64]
    narrow: NDArray[np.float64]
    languages: NDArray[np.float64]
    channels: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.weights)

    def joined(self, labels: NDArray[np.int64]) -> Groups:
        """Join the groups that share a label; labels are 0, 1, 2, … without gaps."""
        import numpy as np

        count = int(labels.max()) + 1
        weights = np.asarray(np.bincount(labels, self.weights, count), np.float64)

        def mean(fact: NDArray[Any]) -> NDArray[Any]:
            total = np.zeros((count, *fact.shape[1:]))
            for start in range(0, len(labels), _AT_ONCE):
                part = slice(start, start + _AT_ONCE)
                np.add.at(total, labels[part], fact[part] * _column(self.weights[part], fact))
            return np.asarray(total / _column(weights, fact), fact.dtype)

        return Groups(
            weights,
            mean(self.means),
            mean(self.lengthening),
            mean(self.narrow),
            mean(self.languages),
            mean(self.channels),
        )

    def chosen(self, index: NDArray[np.int64]) -> Groups:
        """Those at the given places."""
        return Groups(
            self.weights[index],
            self.means[index],
            self.lengthening[index],
            self.narrow[index],
            self.languages[index],
            self.channels[index],
        )


def groups_of(pieces: Sequence[Piece]) -> Groups:
    """Each piece with a voiceprint as a group of its own.

    Args:
        pieces: All with a voiceprint.
    """
    import numpy as np

    voices = [voice for piece in pieces if (voice := piece.voice) is not None]
    names = sorted({piece.language for piece in pieces} - {"und"}) or ["und"]
    languages = np.array([[piece.language == name for name in names] for piece in pieces], np.float64)
    languages[languages.sum(axis=1) == 0] = 1 / len(names)
    numbers = sorted({piece.channel for piece in pieces})
    channels = np.array([[piece.channel == number for number in numbers] for piece in pieces], np.float64)
    return Groups(
        np.array([min(voice.seconds, EVEN.longest_s) for voice in voices], np.float64),
        np.stack([voice.vector for voice in voices]),
        np.array([EVEN.lengthening(voice.seconds) for voice in voices], np.float64),
        np.array([voice.narrow for voice in voices], np.float64),
        languages,
        channels,
    )


def margins_between(first: Groups, second: Groups) -> NDArray[np.float64]:
    """The average margin between the members of each two groups, shape (len(first), len(second))."""
    import numpy as np

    own = first.lengthening / 2 + EVEN.narrow * first.narrow
    other = second.lengthening / 2 + EVEN.narrow * second.narrow
    even = EVEN.at_1s + own[:, None] + other[None, :]
    even += EVEN.both_narrow * np.outer(first.narrow, second.narrow)
    even += EVEN.other_language * (1 - first.languages @ second.languages.T)
    even += EVEN.other_channel * (1 - first.channels @ second.channels.T)
    return np.asarray(first.means @ second.means.T - even)


def margins_to_self(groups: Groups) -> NDArray[np.float64]:
    """The margin of each group to itself, shape (n,): what it adds to an average that it is part of."""
    import numpy as np

    even = EVEN.at_1s + groups.lengthening + 2 * EVEN.narrow * groups.narrow
    even = even + EVEN.both_narrow * groups.narrow**2
    even += EVEN.other_language * (1 - np.einsum("ij,ij->i", groups.languages, groups.languages))
    even += EVEN.other_channel * (1 - np.einsum("ij,ij->i", groups.channels, groups.channels))
    return np.asarray(np.einsum("ij,ij->i", groups.means, groups.means) - even)


def _column(values: NDArray[np.float64], like: NDArray[Any]) -> NDArray[np.float64]:
    return values[:, None] if like.ndim > 1 else values
