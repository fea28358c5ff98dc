"""What a model's likelihood of a translation adds to the rules: ``python -m benchmarks translate scores``.

The packages are the demo packages, which know the phrasebook's vocabulary: the phrasebook's held-out
templates show what a model can tell of texts like those it was trained on, the free pairs what of others.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.bars import Figure
from benchmarks.translate_errors import KINDS, TextPair, both_ways, plant
from benchmarks.translate_judging import judge_pair, read_text_pairs

if TYPE_CHECKING:
    from translate.engines.argos.engine import ArgosEngine

__all__ = ["scores"]

_SHARES = (0.01, 0.02, 0.05)
_PAIRS = 250
_PER_KIND = 40
_LOWEST = 3


@dataclass(frozen=True, slots=True)
class _Scored:
    """A pair, its score (low is unlikely), whether the rules flag it, and the milliseconds the score took."""

    score: float
    flagged: bool
    ms: float


def scores() -> Iterator[Figure]:
    """Score right and wrong pairs, and count what a bound on the score finds that no rule found."""
    from samples.recipes.phrasebook import generate

    engines = _engines()
    book = [(pair.zh, pair.en) for pair in generate("test-template", random.Random(19), _PAIRS)]
    free = read_text_pairs(Path(__file__).with_name("translate_data") / "round13.tsv")
    for name, texts in (("phrasebook, held-out templates", book), ("free pairs, round 13", free)):
        pairs = both_ways(texts)
        right = [_score(engines, pair) for pair in pairs]
        dice = random.Random(5)
        dice.shuffle(pairs)
        wrong = [
            _score(engines, one.pair)
            for kind in KINDS
            for one in list(plant(pairs, dice, [kind]))[:_PER_KIND]
        ]
        yield from _curve(name, right, wrong)


def _curve(name: str, right: Sequence[_Scored], wrong: Sequence[_Scored]) -> Iterator[Figure]:
    ordered = sorted(one.score for one in right)
    missed = [one for one in wrong if not one.flagged]
    rules = 100 * (1 - len(missed) / len(wrong))
    yield Figure(f"{name}: caught by the rules, of {len(wrong)}", rules, "%")
    for share in _SHARES:
        bound = ordered[int(share * len(ordered))]
        found = 100 * sum(one.score < bound for one in wrong) / len(wrong)
        added = 100 * sum(one.score < bound for one in missed) / len(wrong)
        yield Figure(f"{name}: caught by the score alone at {share:.0%} false flags", found, "%")
        yield Figure(f"{name}: of all errors, caught by the score and no rule", added, "%")
    taken = sorted(one.ms for one in [*right, *wrong])
    yield Figure(f"{name}: a row's score, processor, middle", taken[len(taken) // 2], "ms", 20)


def _engines() -> dict[tuple[str, str], ArgosEngine]:
    from testimony.runtime.samples import samples_folder
    from translate.engines.argos.engine import ArgosEngine
    from translate.engines.argos.package import read_package
    from translate.options import TranslationOptions

    samples = samples_folder()
    if samples is None:
        raise FileNotFoundError("The demo models of samples/ are not installed.")
    folder = samples / "models"
    options = TranslationOptions()
    return {
        (source, target): ArgosEngine(read_package(folder / f"translate-{source}-{target}-demo"), options)
        for source, target in (("zh", "en"), ("en", "zh"))
    }


def _score(engines: dict[tuple[str, str], ArgosEngine], pair: TextPair) -> _Scored:
    """Average the least likely tokens, of the translation given its source and the other way round."""
    codes = pair.source_language, pair.target_language
    start = time.process_time()
    worst = []
    for engine, source, target in (
        (engines[codes], pair.source, pair.target),
        (engines[codes[::-1]], pair.target, pair.source),
    ):
        tokens = sorted(engine.score_tokens(engine.encode(source), engine.encode(target)))[:_LOWEST]
        worst.append(sum(tokens) / len(tokens))
    return _Scored(min(worst), judge_pair(pair), 1000 * (time.process_time() - start))
