"""Voices that are known from before, and which of a recording's speakers sound like them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcribe.speakers.groups import Groups, groups_of, margins_between

if TYPE_CHECKING:
    from transcribe.speakers.pieces import Piece

__all__ = ["KnownVoice", "known_voice", "match_known"]

_STEEPNESS = 25.0
_MOST_S = 60.0


@dataclass(frozen=True, slots=True)
class KnownVoice:
    """A voice with its name: the mean of some voiceprints, in facts of plain types.

    Attributes:
        vector: 192 numbers, float32, little endian; shorter than 1 where the voiceprints differed.
        seconds: How much speech it was made from.
        lengthening: What the lengths of the pieces add to the even cosine.
        narrow: Share with the band of a telephone.
        languages: That it was heard in.
    """

    name: str
    vector: bytes
    seconds: float
    lengthening: float
    narrow: float
    languages: tuple[str, ...] = ()


def known_voice(name: str, pieces: Sequence[Piece]) -> KnownVoice | None:
    """Make one voice of pieces of one speaker; None where none of them has a voiceprint."""
    import numpy as np

    heard = [piece for piece in pieces if piece.voice is not None]
    if not heard:
        return None
    one = groups_of(heard).joined(np.zeros(len(heard), np.int64))
    return KnownVoice(
        name,
        one.means[0].astype("<f4").tobytes(),
        float(one.weights[0]),
        float(one.lengthening[0]),
        float(one.narrow[0]),
        tuple(sorted({piece.language for piece in heard} - {"und"})),
    )


def match_known(
    pieces: Sequence[Piece], labels: Sequence[int], known: Sequence[KnownVoice]
) -> dict[int, tuple[str, float]]:
    """Offer a name for each speaker who is likelier a known voice than not; no name twice.

    Args:
        pieces: In time order.
        labels: The speaker of each.
        known: Voices from before.

    Returns:
        Speaker → (name, probability from 0.5 to 1).
    """
    import numpy as np

    heard = [index for index, piece in enumerate(pieces) if piece.voice is not None]
    if not heard or not known:
        return {}
    places = {label: place for place, label in enumerate(sorted({labels[index] for index in heard}))}
    row_labels = np.array([places[labels[index]] for index in heard], np.int64)
    speakers = groups_of([pieces[index] for index in heard]).joined(row_labels)
    margins = margins_between(speakers, _groups(known, speakers))
    names = {place: label for label, place in places.items()}
    return _pairs({(names[i], j): float(margins[i, j]) for i, j in np.ndindex(margins.shape)}, known)


def _pairs(
    margins: Mapping[tuple[int, int], float], known: Sequence[KnownVoice]
) -> dict[int, tuple[str, float]]:
    offered: dict[int, tuple[str, float]] = {}
    taken: set[int] = set()
    for (speaker, voice), margin in sorted(margins.items(), key=lambda item: (-item[1], item[0])):
        if margin > 0 and speaker not in offered and voice not in taken:
            taken.add(voice)
            offered[speaker] = (known[voice].name, 1 / (1 + math.exp(-_STEEPNESS * margin)))
    return offered


def _groups(known: Sequence[KnownVoice], like: Groups) -> Groups:
    """Known voices as groups; their languages and channels are taken for those of the recording."""
    import numpy as np

    count = len(known)
    return Groups(
        np.array([min(voice.seconds, _MOST_S) for voice in known]),
        np.stack([np.frombuffer(voice.vector, "<f4") for voice in known]).astype(np.float32),
        np.array([voice.lengthening for voice in known]),
        np.array([voice.narrow for voice in known]),
        np.full((count, like.languages.shape[1]), 1 / like.languages.shape[1]),
        np.full((count, like.channels.shape[1]), 1 / like.channels.shape[1]),
    )
