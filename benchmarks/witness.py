"""``python -m benchmarks witness --clips DIR``: what a second hearing adds to a model's own probabilities.

Words are right where the clip's reference has them. The weights of the agreement are fitted on one half of
the voices and reported on the other; ``--keep FILE`` keeps the words, ``--words FILE`` reads them instead.
"""

from __future__ import annotations

import argparse
import math
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.witness_words import HeardWord, hear, load, save
from transcribe.witness.comparing import AGREEMENT

__all__ = ["main"]

_KINDS = ("read", "meeting", "noisy", "speech", "dialect")
_RIGHT_FLAGGED = 0.05
_STEPS, _RATE, _DECAY = 4000, 0.5, 1e-3
Score = Callable[[HeardWord], float]


def main(argv: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks witness")
    parser.add_argument("--clips", type=Path, help="a folder with manifest.tsv and clips/")
    parser.add_argument("--model", type=Path, help="folder of the model that writes")
    parser.add_argument("--english", type=Path, help="folder of the witness for English; none: other windows")
    parser.add_argument("--every", type=int, default=1, help="take every N-th clip")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--words", type=Path)
    options = parser.parse_args(argv)
    if options.words is not None:
        words = load(options.words)
    else:
        witnesses = {"zh": None, "en": options.english}
        words = list(hear(options.clips, options.model, witnesses, _KINDS, options.every))
    if options.keep is not None:
        save(words, options.keep)
    tuned = [word for word in words if _half(word) == 0]
    held = [word for word in words if _half(word) == 1]
    weights = _fit(tuned)
    print("bias, own, agrees fitted on the other half:", " ".join(f"{value:.2f}" for value in weights))
    scores: dict[str, Score] = {
        "own probability": lambda word: word.probability,
        "shipped weights": lambda word: AGREEMENT.of(word.probability, agreed=word.agreed),
        "fitted weights": lambda word: float(weights @ _features(word)),
    }
    for language in ("zh", "en", "both"):
        chosen = [word for word in held if language in (word.language, "both")]
        wrong = sum(not word.right for word in chosen)
        print(
            f"{language}: {len(chosen)} words of {len({word.voice for word in chosen})} voices, {wrong} wrong"
        )
        for name, score in scores.items():
            area, flagged = _area(chosen, score), _wrong_lines_flagged(chosen, score)
            print(f"  {name:<16} area under the curve {area:.3f}   wrong lines flagged {100 * flagged:.0f} %")
    return 0


def _half(word: HeardWord) -> int:
    """Which half a voice belongs to; clips of one voice never stand in both, but where there is one alone."""
    name = word.voice if word.voice != "S0150" else word.clip  # half of the Chinese clips are this one voice
    return zlib.crc32(name.encode()) % 2


def _features(word: HeardWord) -> np.ndarray:
    bounded = min(max(word.probability, 1e-4), 1 - 1e-4)
    return np.array([1.0, math.log(bounded / (1 - bounded)), float(word.agreed)])


def _fit(words: Sequence[HeardWord]) -> np.ndarray:
    """Logistic regression by gradient descent, a little decay on the weights."""
    rows = np.array([_features(word) for word in words])
    right = np.array([float(word.right) for word in words])
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        expected = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        weights -= _RATE * (rows.T @ (expected - right) / len(words) + _DECAY * weights)
    return weights


def _area(words: Sequence[HeardWord], score: Score) -> float:
    """How often a right word scores above a wrong one; ties count half."""
    right = np.sort([score(word) for word in words if word.right])
    wrong = np.array([score(word) for word in words if not word.right])
    if not len(right) or not len(wrong):
        return math.nan
    above = len(right) - np.searchsorted(right, wrong, side="right")
    ties = np.searchsorted(right, wrong, side="right") - np.searchsorted(right, wrong, side="left")
    return float((above + ties / 2).sum() / (len(right) * len(wrong)))


def _wrong_lines_flagged(words: Sequence[HeardWord], score: Score) -> float:
    """Share of clips with a wrong word that are flagged when 5 % of the others are, by the weakest word."""
    clips: dict[str, list[HeardWord]] = {}
    for word in words:
        clips.setdefault(word.clip, []).append(word)
    weakest = {name: min(map(score, inside)) for name, inside in clips.items()}
    good = [weakest[name] for name, inside in clips.items() if all(word.right for word in inside)]
    bad = [weakest[name] for name, inside in clips.items() if not all(word.right for word in inside)]
    if not good or not bad:
        return math.nan
    limit = float(np.quantile(good, _RIGHT_FLAGGED))
    return sum(value < limit for value in bad) / len(bad)
