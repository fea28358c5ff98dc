"""Count what the checks find in translations with a planted error, and in correct ones."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.translate_errors import KINDS, RIGHT_FLAGS, TERMS, TextPair, both_ways, plant
from benchmarks.translate_sets import SET_FLAGS, cases
from testimony.transcript.types import Severity
from translate.checks import Context, check_pair
from translate.glossary import load_glossary

__all__ = [
    "Judgement",
    "SetJudgement",
    "judge",
    "judge_pair",
    "judge_planted",
    "judge_set",
    "read_text_pairs",
]

PER_KIND = 50


@dataclass(frozen=True, slots=True)
class Judgement:
    """Shares are in per cent.

    Attributes:
        planted: Errors planted, at most ``PER_KIND`` of each kind.
        caught: Of those, flagged with ``warn`` or ``error``.
        right: Flagged with the kind that names the error.
        correct: Correct pairs looked at, both directions.
        false: Of those, flagged.
        kinds: Kind → planted, caught, right.
    """

    planted: int
    caught: float
    right: float
    correct: int
    false: float
    kinds: dict[str, tuple[int, float, float]]


def read_text_pairs(path: Path) -> list[tuple[str, str]]:
    """Chinese and English, parted by a tab."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [(row[0], row[1]) for row in rows]


def judge(texts: Sequence[tuple[str, str]], seed: int = 7) -> Judgement:
    """Plant errors in the pairs, look at both, and count."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms.tsv"
        path.write_text(TERMS, encoding="utf-8")
        context = Context(glossary=load_glossary(path))
    pairs = both_ways(texts)
    clean = {pair: _kinds(pair, Context()) for pair in pairs}
    dice = random.Random(seed)
    dice.shuffle(pairs)
    counts = {}
    for kind in KINDS:
        wrong = list(plant(pairs, dice, [kind]))[:PER_KIND]
        found = [_kinds(one.pair, context) for one in wrong]
        hits = sum(bool(kinds) for kinds in found)
        right = sum(bool(kinds & RIGHT_FLAGS[kind]) for kinds in found)
        counts[kind] = len(wrong), hits, right
    total = sum(count for count, _, _ in counts.values())
    return Judgement(
        planted=total,
        caught=100 * sum(hits for _, hits, _ in counts.values()) / total,
        right=100 * sum(right for _, _, right in counts.values()) / total,
        correct=len(clean),
        false=100 * sum(bool(kinds) for kinds in clean.values()) / len(clean),
        kinds={kind: (n, 100 * hits / n, 100 * right / n) for kind, (n, hits, right) in counts.items() if n},
    )


@dataclass(frozen=True, slots=True)
class SetJudgement:
    """What the checks find in written pairs of one kind; shares are in per cent.

    Attributes:
        planted: Wrong pairs looked at.
        caught: Of those, flagged with ``warn`` or ``error``.
        right: Flagged with the kind that names the error.
        correct: Right pairs looked at.
        false: Of those, flagged.
    """

    planted: int
    caught: float
    right: float
    correct: int
    false: float


def judge_set(kind: str) -> SetJudgement:
    """Look at every written pair of a kind, right and wrong."""
    found = [(case.wrong, _kinds(case.pair, Context(before=case.before))) for case in cases(kind)]
    wrong = [kinds for is_wrong, kinds in found if is_wrong]
    right = [kinds for is_wrong, kinds in found if not is_wrong]
    return SetJudgement(
        len(wrong),
        _share(wrong),
        100 * sum(bool(kinds & SET_FLAGS[kind]) for kinds in wrong) / len(wrong),
        len(right),
        _share(right),
    )


def judge_pair(pair: TextPair) -> bool:
    """Tell whether a pair has a flag that asks for a look."""
    return bool(_kinds(pair, Context()))


def judge_planted(kind: str, pairs: Sequence[TextPair]) -> tuple[int, float, float]:
    """Give how many wrong pairs were looked at, and how many per cent were caught and rightly named."""
    found = [_kinds(pair, Context()) for pair in pairs]
    named = sum(bool(kinds & SET_FLAGS[kind]) for kinds in found)
    return len(found), _share(found), 100 * named / max(len(found), 1)


def _share(found: Sequence[set[str]]) -> float:
    return 100 * sum(bool(kinds) for kinds in found) / max(len(found), 1)


def _kinds(pair: TextPair, context: Context) -> set[str]:
    flags = check_pair(pair.source, pair.target, pair.source_language, pair.target_language, context=context)
    return {flag.kind.value for flag in flags if flag.severity is not Severity.INFO}
