"""How far turns are from reference turns: diarization error rate and Jaccard error rate.

Both as ``pyannote.metrics`` scores them, without collar, overlapping speech included. The diarization error
rate (NIST) is missed, false and confused speech over the speech of the reference. The Jaccard error rate
(DIHARD) is, for each speaker of the reference, the share of their and the paired speaker's time that
only one of the two has.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from testimony.transcript.turns import Turn

__all__ = ["DiarizationError", "best_pairs", "score_turns"]

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class DiarizationError:
    """The figures; rates are shares of the reference's speech, 0.05 for five per cent.

    Attributes:
        missed: Speech of the reference that nobody has.
        false_alarm: Speech that the reference does not have.
        confusion: Speech of another speaker than the paired one.
        jaccard: Mean over the reference's speakers.
        speakers: In the reference.
        found: In what was scored.
    """

    missed: float
    false_alarm: float
    confusion: float
    jaccard: float
    speakers: int
    found: int

    @property
    def rate(self) -> float:
        """The diarization error rate; it may be above 1."""
        return self.missed + self.false_alarm + self.confusion

    def as_json(self) -> dict[str, float]:
        """The object that ``evaluate --json`` prints under ``speakers``."""
        return {
            "der": round(self.rate, 5),
            "missed": round(self.missed, 5),
            "false_alarm": round(self.false_alarm, 5),
            "confusion": round(self.confusion, 5),
            "jer": round(self.jaccard, 5),
            "speakers": self.speakers,
            "found": self.found,
        }


def score_turns(
    reference: Iterable[Turn], turns: Iterable[Turn], scored: Sequence[tuple[int, int]] = ()
) -> DiarizationError:
    """Compare turns with those of a reference, speakers paired as suits the turns best.

    Args:
        reference: Who really spoke when.
        turns: Who is said to have spoken when; names do not matter.
        scored: Stretches to look at (a UEM), in milliseconds; everything where empty.
    """
    truth, said = _by_speaker(reference, scored), _by_speaker(turns, scored)
    total = sum(map(_length, truth.values()))
    if not total:
        return DiarizationError(0.0, 0.0, 0.0, 0.0, 0, len(said))
    shared = {(a, b): _common(truth[a], said[b]) for a in truth for b in said}
    pairs = best_pairs(sorted(truth), sorted(said), shared)
    paired = sum(shared[pair] for pair in pairs)
    missed, false_alarm, both = _balance(truth, said)
    return DiarizationError(
        missed / total,
        false_alarm / total,
        (both - paired) / total,
        1 - sum(_jaccard(truth[a], said[b]) for a, b in pairs) / len(truth),
        len(truth),
        len(said),
    )


def _jaccard(first: Spans, second: Spans) -> float:
    common = _common(first, second)
    return common / (_length(first) + _length(second) - common)


def _by_speaker(turns: Iterable[Turn], scored: Sequence[tuple[int, int]]) -> dict[str, Spans]:
    spans: dict[str, Spans] = defaultdict(list)
    for turn in turns:
        for start, end in scored or ((turn.start_ms, turn.end_ms),):
            low, high = max(start, turn.start_ms), min(end, turn.end_ms)
            if high > low:
                spans[turn.speaker].append((low, high))
    return {speaker: _union(parts) for speaker, parts in spans.items()}


def _union(spans: Spans) -> Spans:
    joined: Spans = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _common(first: Spans, second: Spans) -> int:
    ends = [end for _, end in second]
    time = 0
    for start, end in first:
        at = bisect_left(ends, start)
        while at < len(second) and second[at][0] < end:
            time += max(0, min(end, second[at][1]) - max(start, second[at][0]))
            at += 1
    return time


def _balance(truth: Mapping[str, Spans], said: Mapping[str, Spans]) -> tuple[int, int, int]:
    """Speech that is missed, that is false, and that both have, counted once for each speaker at a time."""
    steps: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for side, speakers in enumerate((truth, said)):
        for spans in speakers.values():
            for start, end in spans:
                steps[start][side] += 1
                steps[end][side] -= 1
    missed = false_alarm = both = 0
    here, real, found = 0, 0, 0
    for at in sorted(steps):
        missed += max(0, real - found) * (at - here)
        false_alarm += max(0, found - real) * (at - here)
        both += min(real, found) * (at - here)
        here, real, found = at, real + steps[at][0], found + steps[at][1]
    return missed, false_alarm, both


def best_pairs(
    first: Sequence[str], second: Sequence[str], worth: Mapping[tuple[str, str], float]
) -> list[tuple[str, str]]:
    """Pair the names of two lists, each at most once, so that the sum of what the pairs are worth is largest.

    The Hungarian method with potentials, in time that grows with the cube of the longer list.
    """
    size = max(len(first), len(second))
    names = (list(first) + [""] * size, list(second) + [""] * size)
    cost = [[-worth.get((names[0][i], names[1][j]), 0) for j in range(size)] for i in range(size)]
    chosen = _assignment(cost)
    pairs = [(names[0][row], names[1][column]) for column, row in enumerate(chosen)]
    return [pair for pair in pairs if worth.get(pair, 0) > 0]


def _assignment(cost: Sequence[Sequence[float]]) -> list[int]:
    """For each column the row that it is given to, at the least total cost."""
    size = len(cost)
    rows, columns = [0.0] * (size + 1), [0.0] * (size + 1)
    given = [0] * (size + 1)  # given[column] = row, both counted from 1; column 0 holds the row being placed
    for row in range(1, size + 1):
        given[0], column = row, 0
        least, before, seen = [float("inf")] * (size + 1), [0] * (size + 1), [False] * (size + 1)
        while given[column]:
            column = _step(cost, (rows, columns, given), (least, before, seen), column)
        while column:
            given[column] = given[before[column]]
            column = before[column]
    return [row - 1 for row in given[1:]]


def _step(
    cost: Sequence[Sequence[float]],
    potentials: tuple[list[float], list[float], list[int]],
    path: tuple[list[float], list[int], list[bool]],
    column: int,
) -> int:
    (rows, columns, given), (least, before, seen) = potentials, path
    seen[column] = True
    row = given[column]
    for other in range(1, len(given)):
        if not seen[other]:
            reduced = cost[row - 1][other - 1] - rows[row] - columns[other]
            if reduced < least[other]:
                least[other], before[other] = reduced, column
    nearest = min((at for at in range(1, len(given)) if not seen[at]), key=lambda at: (least[at], at))
    change = least[nearest]
    for at in range(len(given)):
        if seen[at]:
            rows[given[at]] += change
            columns[at] -= change
        else:
            least[at] -= change
    return nearest
