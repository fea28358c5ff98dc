"""Voiceprints of a whole recording → who said what.

1. Pieces of a second and more are merged by average linkage of their margins (``groups``).
2. The tree is cut where the margin falls below zero, or into the number that is known.
3. Groups of little speech that stand near another are taken in; groups of much speech, whose means are
   surer than single pieces, are joined at a lower margin: a voice that changes its line.
4. Every piece, the short ones too, goes to the nearest speaker.

A recording of more than ``WHOLE`` pieces is first gathered into small sure groups, part by part, so that
memory stays that of ``WHOLE`` squared however long it is. Nothing here is random.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transcribe.speakers.groups import Groups, margins_between
from transcribe.speakers.linkage import cut_at, cut_into, merges_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from transcribe.speakers.linkage import Merge
    from transcribe.speakers.pieces import HowMany

__all__ = ["WHOLE", "Limits", "cluster"]

WHOLE = 600
_ENOUGH_PARTS = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """Margins (cosines less the even cosine) and seconds of speech at which groups are kept apart.

    Attributes:
        apart: Groups below this margin are not merged.
        apart_means: The same for two groups of ``much_s`` each.
        much_s: Speech from which a group's mean is as sure as it gets.
        little_s: A group of less speech is taken in by a near one.
        near: Margin above which a group of little speech is taken in.
        gathered: Margin above which the pieces of a part are gathered before all parts are compared.
        usual: Margin of two voices in most recordings. Where all voices of a recording sound more alike,
            half of what they are above it is added to ``apart``, up to ``most_added``.
        most_added: See ``usual``.
    """

    apart: float = 0.06
    apart_means: float = 0.05
    much_s: float = 12.0
    little_s: float = 6.0
    near: float = -0.05
    gathered: float = 0.12
    usual: float = -0.15
    most_added: float = 0.06

    def raised(self, by: float) -> Limits:
        """The limits raised by so much cosine, for a recording whose voices sound more alike than usual."""
        return replace(self, apart=self.apart + by, apart_means=self.apart_means + by)


LIMITS = Limits()


def cluster(pieces: Groups, how_many: HowMany, limits: Limits = LIMITS) -> NDArray[np.int64]:
    """Give each piece a label: 0, 1, 2, … without gaps.

    Args:
        pieces: One group a piece, in time order; at least one.
        how_many: What is known of the number of speakers.
        limits: Where groups are kept apart.
    """
    gathered = _gather(pieces, limits)
    groups = pieces.joined(gathered)
    merges = _tree(groups)
    limits = limits.raised(_alike(groups, merges, limits))
    labels = _labels(cut_at(merges, len(groups), limits.apart))
    labels = _take_in(groups, labels, limits)
    labels = _join_means(groups, labels, limits)
    found = int(labels.max()) + 1
    wanted = min(max(found, how_many.least), how_many.most or found, len(groups))
    if wanted != found:
        labels = _cut_into(groups, merges, wanted, limits)
    return labels[gathered]


def _tree(groups: Groups) -> list[Merge]:
    import numpy as np

    margins = margins_between(groups, groups).astype(np.float32)
    return merges_of(margins, groups.weights.astype(np.float32))


def _alike(groups: Groups, merges: list[Merge], limits: Limits) -> float:
    """How much to raise the limits: the voices of one kind of microphone or engine may all sound alike."""
    import numpy as np

    parts = groups.joined(_labels(cut_at(merges, len(groups), limits.gathered)))
    parts = parts.chosen(np.flatnonzero(parts.weights >= 2 * limits.little_s))
    if len(parts) < _ENOUGH_PARTS:
        return 0.0
    between = margins_between(parts, parts)[np.triu_indices(len(parts), 1)]
    above = (float(np.median(between)) - limits.usual) / 2
    return min(max(above, 0.0), limits.most_added)


def _gather(pieces: Groups, limits: Limits) -> NDArray[np.int64]:
    """Label sure groups so that at most ``WHOLE`` remain, part by part in time."""
    import numpy as np

    labels = np.arange(len(pieces))
    limit = limits.gathered
    while (count := int(labels.max()) + 1) > WHOLE:
        groups = pieces if count == len(pieces) else pieces.joined(labels)
        merged = np.zeros(count, np.int64)
        begun = 0
        for start in range(0, count, WHOLE):
            part = groups.chosen(np.arange(start, min(start + WHOLE, count)))
            found = _labels(cut_at(_tree(part), len(part), limit))
            merged[start : start + len(part)] = found + begun
            begun += int(found.max()) + 1
        labels = merged[labels]
        if begun > 0.8 * count:
            limit -= 0.05  # these pieces are too unlike: gather with less certainty rather than not at all
    return labels


def _take_in(groups: Groups, labels: NDArray[np.int64], limits: Limits) -> NDArray[np.int64]:
    """Let groups of much speech take in those of little speech that stand near them."""
    import numpy as np

    joined = groups.joined(labels)
    small = np.flatnonzero(joined.weights < limits.little_s)
    large = np.flatnonzero(joined.weights >= limits.little_s)
    if not len(large) or not len(small):
        return labels
    margins = margins_between(joined.chosen(small), joined.chosen(large))
    target = np.arange(len(joined))
    for row, label in enumerate(small):
        best = int(np.argmax(margins[row]))
        if margins[row, best] >= limits.near:
            target[label] = large[best]
    return _renumbered(target[labels])


def _join_means(groups: Groups, labels: NDArray[np.int64], limits: Limits) -> NDArray[np.int64]:
    """Join the two likest groups while they are likelier one voice than two, by how much speech they have."""
    import numpy as np

    while labels.max() > 0:
        joined = groups.joined(labels)
        share = np.minimum(joined.weights / limits.much_s, 1.0)
        needed = limits.apart + (limits.apart_means - limits.apart) * np.minimum(
            share[:, None], share[None, :]
        )
        excess = margins_between(joined, joined) - needed
        np.fill_diagonal(excess, -1.0)
        first, second = np.unravel_index(int(np.argmax(excess)), excess.shape)
        if excess[first, second] < 0:
            break
        labels = _renumbered(np.where(labels == second, first, labels))
    return labels


def _cut_into(groups: Groups, merges: list[Merge], wanted: int, limits: Limits) -> NDArray[np.int64]:
    """Cut the tree so that ``wanted`` groups of some speech remain; smaller ones go to the nearest."""
    import numpy as np

    for count in range(wanted, len(groups) + 1):
        labels = _labels(cut_into(merges, len(groups), count))
        joined = groups.joined(labels)
        order = np.argsort(-joined.weights, kind="stable")
        if joined.weights[order[wanted - 1]] >= limits.little_s:
            keep = np.sort(order[:wanted])
            nearest = keep[np.argmax(margins_between(joined, joined.chosen(keep)), axis=1)]
            nearest[keep] = keep
            return _renumbered(nearest[labels])
    return _labels(cut_into(merges, len(groups), wanted))


def _labels(labels: list[int]) -> NDArray[np.int64]:
    import numpy as np

    return np.array(labels, np.int64)


def _renumbered(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    import numpy as np

    return np.asarray(np.unique(labels, return_inverse=True)[1], np.int64)
