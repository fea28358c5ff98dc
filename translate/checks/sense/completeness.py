"""A clause that was left out or added: one side too short, with words that nothing on the other renders."""

from __future__ import annotations

from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.reading.coverage import FIGURES, Covered, cover, weigh, worst_clause
from translate.checks.reading.dictionary import dictionary
from translate.checks.rule import Finding, Rule

__all__ = ["LENGTH_RATIO"]

# Read off the curve of ``python -m benchmarks.translate_coverage``; see docs/decisions/0121.
_LEFT_OUT, _ADDED = 1.5, 1.0
# Lengths that hold 99 % of right pairs, as logarithms of the usual one, for long and for short texts:
# how much shorter the English is, and how much longer.
_LONG_ENOUGH, _LEAST = 14, 8
_BOUNDS, _FAR_OFF = (0.69, 0.75), (0.95, 0.95)
_SMALLEST = 6  # characters or words; two and a half years is one thing
_MOST = 0.5  # of the longer side's words; a court's formulas are short and complete


def _find(pair: Pair) -> Iterator[Finding]:
    dictionary()  # the first pair of all loads it, whatever it says: no later one waits for it
    covered = cover(pair)
    if covered is None or max(covered.size, len(pair.english_words)) < _SMALLEST:
        return
    if _is_far_off(pair, covered):
        yield Severity.WARN, "One side is much shorter than the other."
    elif _is_missing(covered):
        clause = worst_clause(covered.clauses).text.strip()
        said = "Nothing in the translation renders" if covered.is_source else "Nothing in the source says"
        yield Severity.WARN, f"{said}: {clause}"


def _is_far_off(pair: Pair, covered: Covered) -> bool:
    largest = max(covered.size, len(pair.english_words))
    shorter, longer = _BOUNDS if largest >= _LONG_ENOUGH else _FAR_OFF
    bound = shorter if covered.is_chinese else longer
    if -covered.length <= bound or (not covered.is_chinese and largest < _LEAST):
        return False
    seen = [rendered for clause in covered.clauses for _, rendered in clause.words]
    return not seen or seen.count(False) > _MOST * len(seen)


def _is_missing(covered: Covered) -> bool:
    """Tell whether a part of the longer side is likely left out on the other."""
    bound = _LEFT_OUT if covered.is_source else _ADDED
    if not any(clause.is_whole for clause in covered.clauses) or weigh(covered) <= bound:
        return False
    # A clause whose figure stands on the other side too is there, in other words: 低压九十五, "over 95".
    return not any(kind in FIGURES and rendered for kind, rendered in worst_clause(covered.clauses).words)


LENGTH_RATIO = Rule(
    FlagKind.LENGTH_RATIO, "One side is much shorter, or a clause was left out or added.", _find
)
