"""Pieces of a recording → one speaker each, with the second best and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from transcribe.speakers.clustering import cluster
from transcribe.speakers.groups import Groups, groups_of, margins_between, margins_to_self
from transcribe.speakers.pieces import Assignment, HowMany, Piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["assign_speakers"]

_SURE_S = 1.0  # shorter pieces do not shape the groups where there are longer ones
_STEEPNESS = 25.0  # of the probability over the difference of two margins
_ROUNDS = 3
_NOTHING = 1e-9


def assign_speakers(pieces: Sequence[Piece], how_many: HowMany | None = None) -> list[Assignment]:
    """Say who said each piece.

    Args:
        pieces: In time order.
        how_many: What is known of the number of speakers; None for nothing.

    Returns:
        One assignment a piece, the same for the same pieces. A piece without a voiceprint goes with the
        piece nearest in time that has one.
    """
    heard = [index for index, piece in enumerate(pieces) if piece.voice is not None]
    if not heard:
        return [Assignment(0, 0.5) for _ in pieces]
    groups = groups_of([pieces[index] for index in heard])
    seconds = [voice.seconds for piece in pieces if (voice := piece.voice) is not None]
    labels, margins = _assign(groups, seconds, how_many or HowMany())
    return _in_order(pieces, heard, labels, margins)


def _assign(
    groups: Groups, seconds: Sequence[float], how_many: HowMany
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Labels and the margin of each piece to each speaker, its own share of that speaker left out."""
    import numpy as np

    sure = np.flatnonzero(np.array(seconds) >= _SURE_S)
    if len(sure) < max(2, how_many.least):
        sure = np.arange(len(groups))
    chosen = groups.chosen(sure)
    found = cluster(chosen, how_many)
    speakers = chosen.joined(found)
    labels = np.argmax(margins_between(groups, speakers), axis=1)
    labels[sure] = found
    for _ in range(_ROUNDS):
        margins = _margins_without_self(groups, labels, len(speakers))
        again = np.argmax(margins, axis=1)
        if np.array_equal(again, labels) or len(set(again.tolist())) < len(speakers):
            break
        labels = again
    return labels, _margins_without_self(groups, labels, len(speakers))


def _margins_without_self(groups: Groups, labels: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Margins to the speakers; that of a piece to its own one is to the other pieces of that speaker."""
    import numpy as np

    speakers = groups.joined(labels)
    margins = margins_between(groups, speakers)
    rows = np.arange(len(groups))
    total, own = speakers.weights[labels], groups.weights
    itself = margins_to_self(groups)
    rest = np.where(total - own > _NOTHING, total - own, 1.0)
    others = (margins[rows, labels] * total - itself * own) / rest
    margins[rows, labels] = np.where(total - own > _NOTHING, others, 0.0)
    return margins[:, :count]


def _in_order(
    pieces: Sequence[Piece], heard: Sequence[int], labels: NDArray[np.int64], margins: NDArray[np.float64]
) -> list[Assignment]:
    """Number the speakers by first appearance and give pieces without a voice to their neighbour's."""
    import numpy as np

    numbers: dict[int, int] = {}
    for label in labels.tolist():
        numbers.setdefault(label, len(numbers))
    starts = np.array([pieces[index].start_ms for index in heard])
    found: dict[int, Assignment] = {}
    for row, index in enumerate(heard):
        found[index] = _judged(int(labels[row]), margins[row], numbers)
    result = []
    for index, piece in enumerate(pieces):
        if index in found:
            result.append(found[index])
            continue
        nearest = heard[int(np.argmin(np.abs(starts - piece.start_ms)))]
        result.append(Assignment(found[nearest].speaker, 0.5, found[nearest].second))
    return result


def _judged(label: int, margins: NDArray[np.float64], numbers: dict[int, int]) -> Assignment:
    import numpy as np

    others = margins.copy()
    others[label] = -np.inf
    if len(others) == 1:
        return Assignment(numbers[label], 1.0)
    second = int(np.argmax(others))
    difference = float(margins[label] - others[second])
    probability = 1 / (1 + float(np.exp(-_STEEPNESS * difference)))
    return Assignment(numbers[label], probability, numbers[second])
