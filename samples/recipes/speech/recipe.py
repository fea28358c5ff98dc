"""The recipe's numbers: corpus, shape, stages. What is shipped was made with exactly these."""

from __future__ import annotations

from dataclasses import dataclass

from samples.recipes.speech.training import Stage
from samples.recipes.speech.windows import Plan

SEED = 20
PAIRS = 11_000
"""Sentence pairs drawn from the training split, each said once in either language."""

_SHORT = Plan(seconds=4, rows=30, most_sentences=2, single=0.8)
_MIDDLE = Plan(seconds=6, rows=20, most_sentences=3, single=0.6)
_LONG = Plan(seconds=12, rows=10, most_sentences=4, single=0.4)
_WHOLE = Plan(seconds=30, rows=4, most_sentences=8, single=0.6)
_SHORT_WINDOWS = ((_SHORT, 0.55), (_MIDDLE, 0.25), (_LONG, 0.2))
_ALL_WINDOWS = ((_SHORT, 0.35), (_MIDDLE, 0.15), (_LONG, 0.1), (_WHOLE, 0.4))


@dataclass(frozen=True, slots=True)
class Recipe:
    """One way to make a model."""

    pairs: int
    seed: int
    encoder_layers: int
    stages: tuple[Stage, ...]


FULL = Recipe(
    pairs=PAIRS,
    seed=SEED,
    encoder_layers=4,
    stages=(
        Stage(1800, _SHORT_WINDOWS, (2e-3, 2e-3), warm_up=200),
        Stage(1200, _ALL_WINDOWS, (2e-3, 1.5e-3)),
        Stage(1400, _ALL_WINDOWS, (1.5e-3, 2e-5)),
        Stage(1300, _ALL_WINDOWS, (1e-3, 1e-5), warm_up=60),
    ),
)

SMOKE = Recipe(
    pairs=24,
    seed=SEED,
    encoder_layers=1,
    stages=(Stage(16, ((Plan(4, 6, 2), 0.8), (Plan(30, 1, 3), 0.2)), (2e-3, 2e-3), warm_up=8),),
)
