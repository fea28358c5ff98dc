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
_LEFT_OUT, _ADDED = 1.75, 1.5
# Lengths that hold 99 % of right pairs, as logarithms of the usual one, for long and for short texts.
_LONG_ENOUGH, _LEAST = 14, 8
_BOUNDS, _FAR_OFF = (-0.69, 0.83), (-1.05, 1.06)
_SMALLEST = 6  # characters or words; two and a half years is one thing
_MOST = 0.5  # of the longer side's words; a court's formulas are short and complete


def _find(pair: Pair) -> Iterator[Finding]:
    dictionary()  # the first pair of all loads it, whatever it says: no later one waits for it
    covered = cover(pair)
    if covered is None or max(covered.size, len(pair.english_words)) < _SMALLEST:
        return
    if _is_far_off(pair, covered):
        yield Severity.WARN, "One side is much shorter than the other."
    elif _is_missing(covered, _LEFT_OUT):
        yield (
            Severity.WARN,
            f"Nothing in the translation renders: {worst_clause(covered.source).text.strip()}",
        )
    elif _is_missing(covered.mirrored(), _ADDED):
        yield Severity.WARN, f"Nothing in the source says: {worst_clause(covered.target).text.strip()}"


def _is_far_off(pair: Pair, covered: Covered) -> bool:
    words, usual = len(pair.english_words), covered.length if covered.from_chinese else -covered.length
    low, high = _BOUNDS if max(covered.size, words) >= _LONG_ENOUGH else _FAR_OFF
    if low <= usual and (usual <= high or max(covered.size, words) < _LEAST):
        return False
    longer = covered.source if covered.length < 0 else covered.target
    seen = [rendered for clause in longer for _, rendered in clause.words]
    return not seen or seen.count(False) > _MOST * len(seen)


def _is_missing(covered: Covered, bound: float) -> bool:
    """Tell whether a part of the source is likely left out."""
    whole = [clause for clause in covered.source if clause.is_whole]
    if covered.length > 0 or not whole or weigh(covered) <= bound:
        return False
    # A clause whose figure stands on the other side too is there, in other words: 低压九十五, "over 95".
    return not any(kind in FIGURES and rendered for kind, rendered in worst_clause(covered.source).words)


LENGTH_RATIO = Rule(
    FlagKind.LENGTH_RATIO, "One side is much shorter, or a clause was left out or added.", _find
)
