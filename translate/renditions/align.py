"""Two streams of turns, one a language, aligned by dynamic programming: which turns render which.

The alignment keeps the order within each stream (Gale and Church, 1993, with time, speakers and words
as evidence beside length). Every turn is in at most one group; a group has one to four turns a side.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translate.renditions.scoring import SKIP, Scores
from translate.renditions.turns import Turn

__all__ = ["Group", "align"]

_WINDOW_MS = 60_000

# Best score of a state, and the sizes of the step that led there.
_Row = dict[int, tuple[float, int, int]]


@dataclass(frozen=True, slots=True)
class Group:
    """Turns of one language and those of the other that say the same.

    Attributes:
        first: Of the first stream.
        second: Of the second stream.
        score: How well they fit, in nats; above zero is likelier than not.
        shared: Share of their words and figures that the other side has too, 0 to 1.
    """

    first: tuple[Turn, ...]
    second: tuple[Turn, ...]
    score: float
    shared: float


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
    scores = Scores(chinese, english, refused)
    bands = list(_bands(chinese, english))
    best: list[_Row] = [{} for _ in range(len(chinese) + 1)]
    best[0][0] = (0.0, 0, 0)
    for i in range(len(chinese) + 1):
        _fill_row(scores, best, i, bands[i])
    return list(_trace(scores, best))


def _bands(chinese: Sequence[Turn], english: Sequence[Turn]) -> Iterator[tuple[int, int]]:
    """The places of the second stream that a prefix of the first may end at."""
    starts = [turn.start_ms for turn in english]
    for turn in chinese:
        yield (
            bisect_left(starts, turn.start_ms - _WINDOW_MS),
            bisect_left(starts, turn.start_ms + _WINDOW_MS),
        )
    yield len(english), len(english)


def _fill_row(scores: Scores, best: list[_Row], i: int, band: tuple[int, int]) -> None:
    """Go on from every state that has used ``i`` turns of the first stream."""
    row = best[i]
    if not row:
        return
    low, high = band
    last = max(high, *row)
    for j in range(min(row), last + 1):
        if j not in row:
            continue
        score = row[j][0]
        if j < last and j < len(scores.turns[1]):
            _offer(row, j + 1, score + SKIP, (0, 1))
        if i < len(scores.turns[0]) and j >= low:
            _offer(best[i + 1], j, score + SKIP, (1, 0))
            if j < len(scores.turns[1]) and scores.is_near(i, j):
                for size, other, gain in scores.groups_at(i, j):
                    _offer(best[i + size], j + other, score + gain, (size, other))


def _offer(row: _Row, j: int, score: float, step: tuple[int, int]) -> None:
    if j not in row or score > row[j][0]:
        row[j] = (score, *step)


def _trace(scores: Scores, best: list[_Row]) -> Iterator[Group]:
    first, second = scores.turns
    i, j = len(first), len(second)
    found = []
    while i or j:
        score, size, other = best[i][j]
        before = best[i - size][j - other][0]
        i, j = i - size, j - other
        if size and other:
            shared = scores.shared((i, size), (j, other))
            found.append(
                Group(tuple(first[i : i + size]), tuple(second[j : j + other]), score - before, shared)
            )
    yield from reversed(found)
