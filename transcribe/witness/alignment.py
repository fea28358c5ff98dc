"""Lay what a witness heard beside what was written, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from transcribe.witness.tokens import normalised

__all__ = ["Aligned", "Difference", "align"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch where the two differ.

    Attributes:
        start: First of the written words; where nothing was written, the one before which the witness heard
            something.
        end: Behind the last of them.
        first: First of the witness's words.
        last: Behind the last of them.
    """

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two readings side by side.

    Attributes:
        agreed: For each written word, whether the witness heard it too; True for one of which nothing is
            left to compare.
        differences: In the order of the words.
        places: For each written word, the first of the witness's words that stands at or behind it.
    """

    agreed: tuple[bool, ...]
    differences: tuple[Difference, ...]
    places: tuple[int, ...]


def align(written: Sequence[str], heard: Sequence[str]) -> Aligned:
    """Compare two readings.

    Args:
        written: The words that stand in the transcript.
        heard: Those of the witness.
    """
    left = [(index, token) for index, word in enumerate(written) if (token := normalised(word))]
    right = [(index, token) for index, word in enumerate(heard) if (token := normalised(word))]
    matcher = SequenceMatcher(
        None, [token for _, token in left], [token for _, token in right], autojunk=False
    )
    agreed = [True] * len(written)
    places = [len(heard)] * len(written)
    differences = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        first = right[j1][0] if j1 < len(right) else len(heard)
        last = right[j2 - 1][0] + 1 if j2 > j1 else first
        for offset, (index, _) in enumerate(left[i1:i2]):
            agreed[index] = tag == "equal"
            places[index] = right[j1 + offset][0] if j1 + offset < j2 else last
        if tag != "equal":
            start = left[i1][0] if i1 < len(left) else len(written)
            end = left[i2 - 1][0] + 1 if i2 > i1 else start
            differences.append(Difference(start, end, first, last))
    return Aligned(tuple(agreed), tuple(differences), tuple(_filled(places, len(heard))))


def _filled(places: list[int], size: int) -> list[int]:
    """Places that never go back, with those of words that could not be compared taken from the next one."""
    floor = size
    for index in range(len(places) - 1, -1, -1):
        floor = places[index] = min(places[index], floor)
    return places
