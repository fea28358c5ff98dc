"""Pieces of a recording → one speaker each, with the second best and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcribe.speakers.clustering import cluster
from transcribe.speakers.groups import Groups, groups_of, margins_between, margins_to_self
from transcribe.speakers.pieces import Assignment, HowMany, Piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Speakers", "assign_speakers"]

_SURE_S = 1.0  # shorter pieces do not shape the groups where there are longer ones
_STEEPNESS = 25.0  # of the probability over the difference of two margins
_ROUNDS = 3
_NOTHING = 1e-9
_TOUCHING_MS = 150
_LEANS = 0.1  # of margin: a short piece goes with the speaker it touches unless another is this much nearer


@dataclass(frozen=True, slots=True)
class Speakers:
    """The speakers of a recording.

    Attributes:
        pieces: What was assigned, in time order.
        labels: One speaker a piece: 0, 1, 2, … by first appearance.
    """

    pieces: Sequence[Piece]
    labels: tuple[int, ...]

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """Each piece's speaker, with the second best; the same for the same labels."""
        heard = _heard(self.pieces)
        if not heard:
            return tuple(Assignment(label, 0.5) for label in self.labels)
        found = [Assignment(label, 0.5) for label in self.labels]
        margins = _margins_without_self(groups_of([self.pieces[index] for index in heard]), self._of(heard))
        for row, index in enumerate(heard):
            found[index] = _judged(self.labels[index], margins[row])
        return tuple(found)

    def margin(self, first: int, second: int) -> float:
        """How much likelier than not two speakers, named by their index, are one: a mean of scores."""
        heard = _heard(self.pieces)
        groups = groups_of([self.pieces[index] for index in heard]).joined(self._of(heard))
        return float(margins_between(groups, groups)[first, second])

    def joined(self, first: int, second: int) -> Speakers:
        """These speakers with two of them, named by their index, made one."""
        return Speakers(
            self.pieces, _numbered([first if label == second else label for label in self.labels])
        )

    def _of(self, heard: Sequence[int]) -> NDArray[np.int64]:
        import numpy as np

        return np.array([self.labels[index] for index in heard], np.int64)


def assign_speakers(pieces: Sequence[Piece], how_many: HowMany | None = None) -> Speakers:
    """Say who said each piece.

    Args:
        pieces: In time order.
        how_many: What is known of the number of speakers; None for nothing.

    Returns:
        The same for the same pieces. A piece without a voiceprint goes with the piece nearest in time that
        has one; a short one goes with what it touches unless its voice speaks against it.
    """
    import numpy as np

    heard = _heard(pieces)
    if not heard:
        return Speakers(pieces, tuple(0 for _ in pieces))
    groups = groups_of([pieces[index] for index in heard])
    labels = _assign(groups, [_seconds(pieces[index]) for index in heard], how_many or HowMany())
    labels = _lean([pieces[index] for index in heard], labels, _margins_without_self(groups, labels))
    starts = np.array([pieces[index].start_ms for index in heard])
    place = {index: row for row, index in enumerate(heard)}
    rows = (
        place[index] if index in place else int(np.argmin(np.abs(starts - piece.start_ms)))
        for index, piece in enumerate(pieces)
    )
    return Speakers(pieces, _numbered([int(labels[row]) for row in rows]))


def _heard(pieces: Sequence[Piece]) -> list[int]:
    return [index for index, piece in enumerate(pieces) if piece.voice is not None]


def _seconds(piece: Piece) -> float:
    return piece.voice.seconds if piece.voice is not None else 0.0


def _numbered(labels: Sequence[int]) -> tuple[int, ...]:
    """The same labels as 0, 1, 2, … by first appearance."""
    numbers: dict[int, int] = {}
    return tuple(numbers.setdefault(label, len(numbers)) for label in labels)


def _assign(groups: Groups, seconds: Sequence[float], how_many: HowMany) -> NDArray[np.int64]:
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
        again = np.argmax(_margins_without_self(groups, labels), axis=1)
        if np.array_equal(again, labels) or len(set(again.tolist())) < len(speakers):
            break
        labels = again
    return np.asarray(labels, np.int64)


def _lean(
    pieces: Sequence[Piece], labels: NDArray[np.int64], margins: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Give short pieces to the speaker of the longer piece of their language that they touch."""
    leaned = labels.copy()
    for row, piece in enumerate(pieces):
        if _seconds(piece) >= _SURE_S:
            continue
        for near in (row - 1, row + 1):
            if not 0 <= near < len(pieces) or not _touch(piece, pieces[near]):
                continue
            label = int(labels[near])
            if margins[row, label] >= margins[row, labels[row]] - _LEANS:
                leaned[row] = label
                break
    return leaned


def _touch(short: Piece, other: Piece) -> bool:
    gap = max(other.start_ms - short.end_ms, short.start_ms - other.end_ms)
    same = (short.channel, short.language) == (other.channel, other.language)
    return same and gap <= _TOUCHING_MS and _seconds(other) >= _SURE_S


def _margins_without_self(groups: Groups, labels: NDArray[np.int64]) -> NDArray[np.float64]:
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
    return margins


def _judged(label: int, margins: NDArray[np.float64]) -> Assignment:
    import numpy as np

    if len(margins) == 1:
        return Assignment(label, 1.0)
    others = margins.copy()
    others[label] = -np.inf
    second = int(np.argmax(others))
    difference = float(margins[label] - others[second])
    return Assignment(label, 1 / (1 + float(np.exp(-_STEEPNESS * difference))), second)
