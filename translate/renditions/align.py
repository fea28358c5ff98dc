"""Two streams of turns, one a language, aligned by dynamic programming: which turns render which.

The alignment keeps the order within each stream (Gale and Church, 1993, with time, speakers and words
as evidence beside length). Every turn is in at most one group; a group has one to four turns a side.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from translate.renditions.evidence import Common, common, features_of
from translate.renditions.turns import Turn

__all__ = ["Group", "align"]

# Weights, in the nats of a log-likelihood, tuned on the development part of benchmarks/renditions.
_PRIOR = {
    (1, 1): 2.6, (1, 2): 1.25, (2, 1): 1.25, (1, 3): 0.1, (3, 1): 0.1,
    (2, 2): -0.8, (1, 4): -0.6, (4, 1): -0.6, (2, 3): -1.8, (3, 2): -1.8,
}  # fmt: skip
_SKIP = -1.0
_FOUND, _FOUND_MOST = 1.3, 5.0  # for a unit of weight that both sides have
_LACKING, _LACKING_MOST = 0.45, 4.0  # for one that only one side has
_MACHINE = 3.5  # for a rendition that says just what the machine's translation says
_SPREAD = 0.35  # of the logarithm of the lengths' ratio
_LENGTH_MOST = 5.0
_PROMPT_MS, _LATE, _LATE_MOST = 4_000, 0.12, 5.0  # a rendition follows within seconds
_BETWEEN = 0.9  # for every turn of others between an original and its rendition
_OVERLAP = 1.5  # for a rendition that begins well before its original ends
_INTERPRETER, _TWO_PRINCIPALS, _SELF = 2.5, -7.0, -14.0
_ONE_VOICE = -2.0
_JOINED, _BREATH_MS = 0.6, 700  # for turns of one side that follow each other so closely
_WINDOW_MS = 60_000
_NEAR = 7  # places, in order of time, between the two sides of a group
_BREAK_MS = 25_000  # turns of one group follow each other
_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Group:
    """Turns of one language and those of the other that say the same.

    Attributes:
        first: Of the first stream.
        second: Of the second stream.
        score: How well they fit; above zero is likelier than not.
        shared: Share of their words and figures that the other side has too, 0 to 1.
    """

    first: tuple[Turn, ...]
    second: tuple[Turn, ...]
    score: float
    shared: float


class _Streams:
    """Both streams with what is read of them once."""

    def __init__(
        self, chinese: Sequence[Turn], english: Sequence[Turn], refused: frozenset[tuple[str, str]]
    ) -> None:
        order = sorted((*chinese, *english), key=lambda turn: (turn.start_ms, turn.end_ms))
        place = {turn.id: at for at, turn in enumerate(order)}
        self.turns = (chinese, english)
        self.features = tuple([features_of(turn) for turn in side] for side in self.turns)
        self.places = tuple([place[turn.id] for turn in side] for side in self.turns)
        self.several = len({turn.speaker for turn in order}) > 1
        self.refused = refused | {(other, one) for one, other in refused}
        self._common: dict[tuple[int, int], Common] = {}

    def common(self, i: int, j: int) -> Common:
        found = self._common.get((i, j))
        if found is None:
            found = self._common[i, j] = common(self.features[0][i], self.features[1][j])
        return found


def align(
    chinese: Sequence[Turn], english: Sequence[Turn], refused: frozenset[tuple[str, str]] = frozenset()
) -> list[Group]:
    """Group the turns of two streams, each in order of time.

    Args:
        chinese: The turns whose features are Chinese words.
        english: The other stream.
        refused: Pairs of ids, in either order, that no group may hold both of.

    Returns:
        The groups of the best alignment in order of time; turns in none have no counterpart.
    """
    streams = _Streams(chinese, english, refused)
    bands = list(_bands(chinese, english))
    best: list[dict[int, tuple[float, int, int]]] = [{} for _ in range(len(chinese) + 1)]
    best[0][0] = (0.0, 0, 0)
    for i in range(len(chinese) + 1):
        _fill_row(streams, best, i, bands)
    return list(_trace(streams, best))


def _bands(chinese: Sequence[Turn], english: Sequence[Turn]) -> Iterator[tuple[int, int]]:
    """The places of the second stream that a prefix of the first may end at."""
    starts = [turn.start_ms for turn in english]
    for turn in chinese:
        yield (
            bisect_left(starts, turn.start_ms - _WINDOW_MS),
            bisect_left(starts, turn.start_ms + _WINDOW_MS),
        )
    yield len(english), len(english)


def _fill_row(
    streams: _Streams, best: list[dict[int, tuple[float, int, int]]], i: int, bands: list[tuple[int, int]]
) -> None:
    """Go on from every state that has used ``i`` turns of the first stream."""
    row = best[i]
    if not row:
        return
    low, high = bands[i]
    last = max(high, *row)
    j = min(row)
    while j <= last:
        here = row.get(j)
        if here is not None:
            score = here[0]
            if j < len(streams.turns[1]) and j < last:
                _offer(row, j + 1, score + _SKIP, 0, 1)
            if i < len(streams.turns[0]) and j >= low:
                _offer(best[i + 1], j, score + _SKIP, 1, 0)
                for size, other, gain in _groups_at(streams, i, j):
                    _offer(best[i + size], j + other, score + gain, size, other)
        j += 1


def _offer(row: dict[int, tuple[float, int, int]], j: int, score: float, size: int, other: int) -> None:
    if score > row.get(j, (_NEVER, 0, 0))[0]:
        row[j] = (score, size, other)


def _groups_at(streams: _Streams, i: int, j: int) -> Iterator[tuple[int, int, float]]:
    """The groups that begin at a place, with what each adds to the score."""
    if j >= len(streams.turns[1]) or abs(streams.places[0][i] - streams.places[1][j]) > _NEAR:
        return
    sizes = [_run(streams.turns[0], i), _run(streams.turns[1], j)]
    for (size, other), prior in _PRIOR.items():
        if size <= sizes[0] and other <= sizes[1]:
            gain = prior + _gain(streams, (i, i + size), (j, j + other))
            if gain > 2 * _SKIP * (size + other):
                yield size, other, gain


def _run(turns: Sequence[Turn], at: int) -> int:
    """How many turns from here on may be one group: at most four, without a long break."""
    size = 1
    while (
        size < 4  # noqa: PLR2004 - the largest group of _PRIOR
        and at + size < len(turns)
        and turns[at + size].start_ms - turns[at + size - 1].end_ms < _BREAK_MS
        and turns[at + size].interprets == turns[at].interprets
    ):
        size += 1
    return size


def _gain(streams: _Streams, first: tuple[int, int], second: tuple[int, int]) -> float:
    ones, others = streams.turns[0][slice(*first)], streams.turns[1][slice(*second)]
    if streams.refused and any((one.id, other.id) in streams.refused for one in ones for other in others):
        return _NEVER
    gain = _order(streams, ones, others, (first, second))
    if gain <= _TWO_PRINCIPALS:
        return gain
    return gain + _content(streams, first, second)


def _order(
    streams: _Streams,
    ones: Sequence[Turn],
    others: Sequence[Turn],
    spans: tuple[tuple[int, int], tuple[int, int]],
) -> float:
    """What time, order and speakers say for a group."""
    forward = ones[0].start_ms <= others[0].start_ms
    if ones[0].interprets is not None and ones[0].interprets is not others[0].interprets:
        forward = not ones[0].interprets
    before, after = (ones, others) if forward else (others, ones)
    gap = after[0].start_ms - before[-1].end_ms
    late = min(_LATE * max(gap - _PROMPT_MS, 0) / 1000, _LATE_MOST)
    gain: float = -late
    if after[0].start_ms < before[0].start_ms:
        gain -= _OVERLAP + (before[0].start_ms - after[0].start_ms) / 1000
    elif gap < -500:  # noqa: PLR2004 - half a second of overlap is a cut that was set late
        gain -= _OVERLAP
    places = [*range(*spans[0])], [*range(*spans[1])]
    held = {streams.places[0][at] for at in places[0]} | {streams.places[1][at] for at in places[1]}
    gain -= _BETWEEN * (max(held) - min(held) + 1 - len(held))
    gain += _JOINED * sum(
        _joins(one, next_one) for side in (ones, others) for one, next_one in pairwise(side)
    )
    return gain + _voices(streams, before[0], after[0])


def _joins(one: Turn, next_one: Turn) -> bool:
    """Tell whether a turn goes on after a breath."""
    return next_one.start_ms - one.end_ms < _BREATH_MS


def _voices(streams: _Streams, before: Turn, after: Turn) -> float:
    if before.interprets is None or after.interprets is None:
        return _ONE_VOICE if streams.several and before.speaker == after.speaker else 0.0
    if before.interprets and after.interprets:
        return _SELF
    return _INTERPRETER if after.interprets else _TWO_PRINCIPALS


def _content(streams: _Streams, first: tuple[int, int], second: tuple[int, int]) -> float:
    """What words, figures and lengths say for a group."""
    rows, columns = range(*first), range(*second)
    found, lacking = _covered(streams, rows, columns)
    machine = 0.0
    for at in rows:
        machine += max(streams.common(at, other).machine for other in columns)
    return (
        min(_FOUND * found, _FOUND_MOST)
        - min(_LACKING * lacking, _LACKING_MOST)
        + _MACHINE * machine / len(rows)
        - _lengths(streams, first, second)
    )


def _covered(streams: _Streams, rows: range, columns: range) -> tuple[float, float]:
    """Weight of the words that the other side has too, and of those it has not, the mean of both sides."""
    found = lacking = 0.0
    for side, (own, other) in enumerate(((rows, columns), (columns, rows))):
        for at in own:
            total = sum(streams.features[side][at].own.values())
            pairs = (streams.common(at, o) if side == 0 else streams.common(o, at) for o in other)
            covered = min(total, sum(each.chinese if side == 0 else each.english for each in pairs))
            found += covered / 2
            lacking += (total - covered) / 2
    return found, lacking


def _lengths(streams: _Streams, first: tuple[int, int], second: tuple[int, int]) -> float:
    one = sum(each.units for each in streams.features[0][slice(*first)])
    other = sum(each.units for each in streams.features[1][slice(*second)])
    # A word more or less matters little in a short answer.
    away: float = math.log((one + 1.5) / (other + 1.5)) / _SPREAD
    return min(away * away / 2, _LENGTH_MOST)


def _trace(streams: _Streams, best: list[dict[int, tuple[float, int, int]]]) -> Iterator[Group]:
    i, j = len(streams.turns[0]), len(streams.turns[1])
    found = []
    while i or j:
        score, size, other = best[i][j]
        before = best[i - size][j - other][0] if size or other else 0.0
        if size and other:
            parts = streams.turns[0][i - size : i], streams.turns[1][j - other : j]
            weights = _covered(streams, range(i - size, i), range(j - other, j))
            shared = weights[0] / sum(weights) if sum(weights) else 0.0
            found.append(Group(tuple(parts[0]), tuple(parts[1]), score - before, shared))
        i, j = i - size, j - other
    yield from reversed(found)
