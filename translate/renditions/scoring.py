"""How well some turns of one language fit some of another: order, voices, words, lengths."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate

from translate.renditions.evidence import Common, common, features_of
from translate.renditions.turns import Turn

__all__ = ["SKIP", "Scores", "Span", "is_forward"]

Span = tuple[int, int]  # first place and size within a stream

# Weights, in the nats of a log-likelihood, tuned on the development part of benchmarks/renditions.
_PRIOR = {
    (1, 1): 2.6, (1, 2): 1.25, (2, 1): 1.25, (1, 3): 0.1, (3, 1): 0.1,
    (2, 2): -0.8, (1, 4): -0.6, (4, 1): -0.6, (2, 3): -1.8, (3, 2): -1.8,
}  # fmt: skip
SKIP = -1.0  # for a turn without a counterpart
_FOUND, _FOUND_MOST = 1.3, 5.0  # for a unit of weight that both sides have
_LACKING, _LACKING_MOST = 0.45, 4.0  # for one that only one side has
_MACHINE = 3.5  # for a rendition that says just what the machine's translation says
_SPREAD = 0.35  # of the logarithm of the lengths' ratio
_LENGTH_MOST = 5.0
_PROMPT_MS, _LATE, _LATE_MOST = 4_000, 0.12, 5.0  # a rendition follows within seconds
_BETWEEN = 0.9  # for every turn of others between an original and its rendition
_OVERLAP, _OVERLAP_MS = 1.5, 500  # for a rendition that begins before its original ends
_INTERPRETER, _TWO_PRINCIPALS, _SELF = 2.5, -7.0, -14.0
_GUESSED = 0.3  # of these, where a machine guessed who the interpreter is
_ONE_VOICE = -2.0
_JOINED, _BREATH_MS = 0.6, 700  # for turns of one side that follow each other so closely
_NEAR, _BESIDE = 7, 2  # places, in order of time, between two sides; without a word in common
_BREAK_MS = 25_000  # turns of one group follow each other
_LARGEST = 4


class Scores:
    """Both streams with what is read of them once.

    Args:
        first: Turns of one language, in order of time.
        second: Of the other.
        refused: Pairs of ids, in either order, that do not belong together.
    """

    def __init__(
        self, first: Sequence[Turn], second: Sequence[Turn], refused: frozenset[tuple[str, str]]
    ) -> None:
        order = sorted((*first, *second), key=lambda turn: (turn.start_ms, turn.end_ms))
        place = {turn.id: at for at, turn in enumerate(order)}
        self.turns = (first, second)
        self._features = [[features_of(turn) for turn in side] for side in self.turns]
        self._totals = [[sum(each.own.values()) for each in side] for side in self._features]
        self._units = [[0.0, *accumulate(each.units for each in side)] for side in self._features]
        self._places = [[place[turn.id] for turn in side] for side in self.turns]
        self._runs = [[_run(side, at) for at in range(len(side))] for side in self.turns]
        self._several = len({turn.speaker for turn in order}) > 1
        self._machine = any(turn.translation for turn in order)
        self._refused = refused | {(other, one) for one, other in refused}
        self._common: dict[Span, Common] = {}

    def common(self, i: int, j: int) -> Common:
        """What two turns share."""
        found = self._common.get((i, j))
        if found is None:
            found = self._common[i, j] = common(self._features[0][i], self._features[1][j])
        return found

    def is_near(self, i: int, j: int) -> bool:
        """Tell whether two turns, named by their index, stand near enough to begin a group."""
        return -_NEAR <= self._places[0][i] - self._places[1][j] <= _NEAR

    def groups_at(self, i: int, j: int) -> Iterator[tuple[int, int, float]]:
        """The groups that begin at a place, better than none: sizes, and what each adds to the score."""
        if abs(self._places[0][i] - self._places[1][j]) > _BESIDE and not self._shares(i, j):
            return
        longest = self._runs[0][i], self._runs[1][j]
        most = _FOUND_MOST + (_MACHINE if self._machine else 0.0)
        for (size, other), prior in _PRIOR.items():
            if size > longest[0] or other > longest[1]:
                continue
            spans = (i, size), (j, other)
            least = SKIP * (size + other)
            gain = prior - self._lengths(*spans)
            if gain + most + _INTERPRETER <= least or (gain := gain + self._order(*spans)) + most <= least:
                continue
            if (gain := gain + self._content(*spans)) > least:
                yield size, other, gain

    def shared(self, first: Span, second: Span) -> float:
        """Share of the words and figures of a group that the other side has too, 0 to 1."""
        found, lacking = self._covered(first, second)
        return found / (found + lacking) if found + lacking else 0.0

    def _shares(self, i: int, j: int) -> bool:
        both = self.common(i, j)
        return both.english > 0 or both.chinese > 0 or both.machine > 0

    def _order(self, first: Span, second: Span) -> float:
        """What time, order and speakers say for a group."""
        ones, others = (_part(side, span) for side, span in zip(self.turns, (first, second), strict=True))
        if self._refused and any((a.id, b.id) in self._refused for a in ones for b in others):
            return -math.inf
        before, after = (ones, others) if is_forward(ones[0], others[0]) else (others, ones)
        gap = after[0].start_ms - before[-1].end_ms
        gain = self._voices(before[0], after[0])
        if gap > _PROMPT_MS:
            gain -= min(_LATE * (gap - _PROMPT_MS) / 1000, _LATE_MOST)
        elif after[0].start_ms < before[0].start_ms:
            gain -= _OVERLAP + (before[0].start_ms - after[0].start_ms) / 1000
        elif gap < -_OVERLAP_MS:
            gain -= _OVERLAP
        return gain - _BETWEEN * self._between(first, second) + _JOINED * (_joints(ones) + _joints(others))

    def _between(self, first: Span, second: Span) -> int:
        """How many turns of others stand among those of a group."""
        one, other = self._places[0], self._places[1]
        low = min(one[first[0]], other[second[0]])
        high = max(one[first[0] + first[1] - 1], other[second[0] + second[1] - 1])
        return high - low + 1 - first[1] - second[1]

    def _voices(self, before: Turn, after: Turn) -> float:
        if before.interprets is None or after.interprets is None:
            return _ONE_VOICE if self._several and before.speaker == after.speaker else 0.0
        weight = 1.0 if before.is_sure and after.is_sure else _GUESSED
        if before.interprets and after.interprets:
            return weight * (_SELF if weight == 1.0 else _TWO_PRINCIPALS)
        return weight * (_INTERPRETER if after.interprets else _TWO_PRINCIPALS)

    def _content(self, first: Span, second: Span) -> float:
        """What words and figures say for a group."""
        found, lacking = self._covered(first, second)
        gain = min(_FOUND * found, _FOUND_MOST) - min(_LACKING * lacking, _LACKING_MOST)
        if self._machine:
            gain += _MACHINE * self._machine_share(first, second)
        return gain

    def _machine_share(self, first: Span, second: Span) -> float:
        """How much of a group the machine's translation says alike, 0 to 1; longer turns count for more."""
        columns, total, alike = range(second[0], sum(second)), 0.0, 0.0
        for at in range(first[0], sum(first)):
            units = self._features[0][at].units
            total += units
            alike += units * max([self.common(at, to).machine for to in columns])
        return alike / total

    def _covered(self, first: Span, second: Span) -> tuple[float, float]:
        """Weight of the words that the other side has too, and of those it lacks; the mean of both sides."""
        rows, columns = range(first[0], sum(first)), range(second[0], sum(second))
        found = total = 0.0
        for at in rows:
            weight = self._totals[0][at]
            total += weight
            found += min(weight, sum([self.common(at, to).chinese for to in columns]))
        for to in columns:
            weight = self._totals[1][to]
            total += weight
            found += min(weight, sum([self.common(at, to).english for at in rows]))
        return found / 2, (total - found) / 2

    def _lengths(self, first: Span, second: Span) -> float:
        (i, size), (j, others) = first, second
        one = self._units[0][i + size] - self._units[0][i]
        other = self._units[1][j + others] - self._units[1][j]
        # A word more or less matters little in a short answer.
        away = math.log((one + 1.5) / (other + 1.5)) / _SPREAD
        return min(away * away / 2, _LENGTH_MOST)


def _part(turns: Sequence[Turn], span: Span) -> Sequence[Turn]:
    return turns[span[0] : span[0] + span[1]]


def _run(turns: Sequence[Turn], at: int) -> int:
    """How many turns from here on may be one group: at most four, without a long break."""
    size = 1
    while (
        size < _LARGEST
        and at + size < len(turns)
        and turns[at + size].start_ms - turns[at + size - 1].end_ms < _BREAK_MS
        and turns[at + size].interprets == turns[at].interprets
    ):
        size += 1
    return size


def is_forward(one: Turn, other: Turn) -> bool:
    """Tell whether the first is rendered by the second: by who interprets, else by who began."""
    if one.is_sure and one.interprets is not None and one.interprets is not other.interprets:
        return not one.interprets
    return one.start_ms <= other.start_ms


def _joints(turns: Sequence[Turn]) -> int:
    """How many turns go on after a breath."""
    return sum(1 for at in range(1, len(turns)) if turns[at].start_ms - turns[at - 1].end_ms < _BREATH_MS)
