"""Fit ``coverage.txt`` of the checks: ``python -m benchmarks.translate_coverage``; prints the curves.

The odds of words and the weights are fitted on the free pairs of rounds 2 to 12 and on the same with a clause
cut out of the translation; the curve is of round 13, which nothing was fitted on.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.translate_errors import TextPair, both_ways, plant
from benchmarks.translate_judging import read_text_pairs
from translate.checks.pair import Context, Pair
from translate.checks.reading import coverage
from translate.checks.reading.coverage import FEATURES, Covered, cover, features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DATA = Path(__file__).with_name("translate_data")
FITTED = ("rounds_2_to_10.tsv", "round11.tsv", "round12.tsv", "round13.tsv", "round14.tsv")
NEW = "round18.tsv"
LIST = Path(coverage.__file__).parents[1] / "words" / "coverage.txt"
HEADER = (
    "# How likely a clause was left out. Kind of a word : evidence where it is not rendered : where it is\n"
    "# (natural logarithms of odds); then feature : weight. z and e are Chinese and English words by length\n"
    "# and number of renderings, zf and ef figures. Fitted by python -m benchmarks.translate_coverage, see\n"
    "# docs/decisions/0121.\n"
)
FALSE_SHARES = (0.002, 0.003, 0.005, 0.01, 0.02)


def _covered(pair: TextPair, target: str | None = None) -> Covered | None:
    text = pair.target if target is None else target
    return cover(Pair(pair.source, text, pair.source_language, pair.target_language, Context()))


def fit_odds(pairs: Sequence[TextPair]) -> dict[str, tuple[float, float]]:
    """Count how often a word of each kind is rendered by its translation, and by another one's."""
    right: dict[str, list[int]] = defaultdict(lambda: [1, 1])
    other: dict[str, list[int]] = defaultdict(lambda: [1, 1])
    dice = random.Random(3)
    for pair in pairs:
        same = [each for each in dice.choices(pairs, k=8) if each.target_language == pair.target_language]
        for counts, target in ((right, pair.target), (other, same[0].target if same else pair.target)):
            found = _covered(pair, target)
            for clause in found.clauses if found is not None else ():
                for kind, seen in clause.words:
                    counts[kind][seen] += 1
    return {kind: _odds(right[kind], other[kind]) for kind in sorted(right.keys() | other.keys())}


def _odds(right: Sequence[int], other: Sequence[int]) -> tuple[float, float]:
    """Give the evidence of a word that is not rendered, and of one that is, from its counts."""
    unseen, seen = (math.log(other[at] / sum(other) / (right[at] / sum(right))) for at in (0, 1))
    return unseen, seen


def samples(texts: Iterable[tuple[str, str]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the features of right pairs (0) and of pairs that lost a clause (1); the source is longer."""
    import numpy as np

    pairs = both_ways(list(texts))
    rows: list[tuple[float, ...]] = []
    labels: list[float] = []
    cut = [one.pair for one in plant(pairs, random.Random(1), ["clause"])]
    for label, each in ((0.0, pairs), (1.0, cut)):
        for pair in each:
            if (found := _covered(pair)) is not None and found.is_source:
                rows.append(features(found))
                labels.append(label)
    return np.array(rows), np.array(labels)


def fit_weights(rows: NDArray[np.float64], labels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fit a logistic regression by Newton's method, every feature scaled and held by a ridge of 1."""
    import numpy as np

    middle, scale = rows.mean(0), rows.std(0)
    middle[0], scale[scale == 0] = 0.0, 1.0
    scaled = (rows - middle) / scale
    scaled[:, 0] = 1.0
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (likely - labels) + weights
        bend = (scaled.T * (likely * (1 - likely))) @ scaled + np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    fitted: NDArray[np.float64] = weights / scale
    fitted[0] = weights[0] - float((weights / scale * middle)[1:].sum())
    return fitted


def print_curve(name: str, scores: NDArray[np.float64], labels: NDArray[np.float64]) -> None:
    """Print how many cut clauses are found at each share of false flags."""
    import numpy as np

    right, cut = np.sort(scores[labels == 0])[::-1], scores[labels == 1]
    for share in FALSE_SHARES:
        bound = right[int(share * len(right))]
        found = 100 * float((cut > bound).mean())
        print(f"{name}: {100 * share:.1f} % false flags at {bound:.2f}: {found:.1f} % of {len(cut)} found")


def main() -> None:
    """Fit, write the list, print the curves."""
    coverage._AS_USUAL = 0.0  # fitted on texts of every length
    texts = [text for name in FITTED for text in read_text_pairs(DATA / name)]
    odds = fit_odds(both_ways(texts))
    lines = [f"{kind} : {lost:.3f} : {kept:.3f}" for kind, (lost, kept) in odds.items()]
    zeros = [f"{name} : 0" for name in FEATURES]
    LIST.write_text(HEADER + "\n".join(lines + zeros) + "\n", encoding="utf-8")
    coverage._fitted.cache_clear()
    rows, labels = samples(texts)
    weights = fit_weights(rows, labels)
    fitted = [f"{name} : {weight:.4f}" for name, weight in zip(FEATURES, weights, strict=True)]
    LIST.write_text(HEADER + "\n".join(lines + fitted) + "\n", encoding="utf-8")
    print_curve("fitted on", rows @ weights, labels)
    if (DATA / NEW).exists():
        rows, labels = samples(read_text_pairs(DATA / NEW))
        print_curve("new", rows @ weights, labels)


if __name__ == "__main__":
    main()
