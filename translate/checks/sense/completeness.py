"""A clause that was left out: too few words, or none of a clause's words rendered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.reading.dictionary import Anchor, dictionary
from translate.checks.reading.facts import Fact
from translate.checks.rule import Finding, Rule

__all__ = ["LENGTH_RATIO"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z0-9_]+")
_ZH_CLAUSE = re.compile(r"[,。;!?、:,;!?:\s]+")
_EN_CLAUSE = re.compile(
    r"[,.;!?:]\s+|\s+(?:and|but|because|so|then|when|while|before|after|until|if|that|who|which)\s+",
    re.IGNORECASE,
)
_EN_STOP = re.compile(r"[,.;!?:]\s+")
# English words for a Chinese character: the middle of correct pairs, and the bounds that hold 99 %
# of them. Measured on the phrasebook and on free hearing text; see docs/decisions/0041.
_TYPICAL = 0.66
_SHORT, _LONG = 0.5, 2.3
_FAR_OFF = (0.35, 2.9)
_MIN_UNITS, _LONG_ENOUGH = 8, 14
# How much of a clause must be missing: (relative length below, weight). Read off 2,164 correct free pairs
# and 789 that lost a clause; see docs/decisions/0045. Where the translation has fewer clauses than the
# source, as nine in ten of those and one in ten of the correct ones have, less is enough.
_FEWER = ((0.7, 0.5), (0.8, 1.0), (0.9, 1.5), (1.25, 2.0))
_AS_MANY = ((0.5, 1.0), (0.6, 2.5))
_MOST = 0.5  # of the longer side's words; a court's formulas are short and complete
_CLAUSE = 3
_FOUND = 2.0  # a word that was rendered speaks so much louder than one that was not


def _find(pair: Pair) -> Iterator[Finding]:
    dictionary()  # the first pair of all loads it, whatever it says: no later one waits for it
    han, words = len(_HAN.findall(pair.zh)), len(pair.english_words)
    if not han or not words:
        return
    han += len(_LATIN.findall(pair.zh))  # EX_1 and a licence plate are words on both sides
    ratio = words / (_TYPICAL * han)
    # Seen from the target: below 1 the translation is shorter than usual.
    relative = ratio if pair.from_chinese else 1 / ratio
    low, high = (_SHORT, _LONG) if max(han, words) >= _LONG_ENOUGH else _FAR_OFF
    far_off = ratio < low or (ratio > high and max(han, words) >= _MIN_UNITS)
    if far_off and _unrendered(pair, chinese=ratio < 1) > _MOST:
        yield Severity.WARN, "One side is much shorter than the other."
    elif relative < _FEWER[-1][0] and (missing := _missing(pair, relative)):
        yield Severity.WARN, f"Nothing in the translation renders: {missing}"


def _unrendered(pair: Pair, *, chinese: bool) -> float:
    """Give the share of the longer side's known words that the shorter side does not render."""
    if chinese:
        anchors = _anchors_zh(pair, pair.zh)
    else:
        anchors = _anchors_en(pair, pair.english_digits, dictionary().reachable(pair.zh))
    total = sum(weight for _, weight, _ in anchors)
    return sum(weight for _, weight, seen in anchors if not seen) / total if total else 1.0


def _missing(pair: Pair, relative: float) -> str:
    """Give a clause that the translation passes over; a text of one clause has none to lose."""
    chinese = [clause for clause in _ZH_CLAUSE.split(pair.zh) if clause]
    english = [clause for clause in _EN_STOP.split(pair.english_digits) if clause.strip()]
    source, target = pair.ordered(len(chinese), len(english))
    bounds = _FEWER if target < source else _AS_MANY
    enough = next((weight for bound, weight in bounds if relative < bound), None)
    if enough is None:
        return ""
    if pair.from_chinese:
        return _passed_over([(clause, _anchors_zh(pair, clause)) for clause in chinese], enough)
    reachable = dictionary().reachable(pair.zh)
    clauses = [clause for clause in _EN_CLAUSE.split(pair.english_digits) if clause.strip()]
    return _passed_over([(clause, _anchors_en(pair, clause, reachable)) for clause in clauses], enough)


def _passed_over(clauses: list[tuple[str, list[Anchor]]], enough: float) -> str:
    """Give the clause that lacks the most; a word that comes again in another clause tells nothing."""
    if len(clauses) == 1:
        return ""
    often = Counter(word for _, anchors in clauses for word in {word for word, _, _ in anchors})
    worst, most = "", enough
    for clause, anchors in clauses:
        own = [(weight, seen) for word, weight, seen in anchors if often[word] == 1]
        lacking = sum(-_FOUND * weight if seen else weight for weight, seen in own)
        if lacking >= most and _is_clause(clause):
            worst, most = clause.strip(), lacking
    return worst


def _is_clause(text: str) -> bool:
    """Tell a clause from an interjection: three characters, or three words."""
    return len(_HAN.findall(text)) >= _CLAUSE or len(text.split()) >= _CLAUSE


def _anchors_zh(pair: Pair, clause: str) -> list[Anchor]:
    anchors = dictionary().chinese_anchors(clause, pair.english_words)
    return anchors + _figures(clause, pair.facts[0], pair.differences[0])


def _anchors_en(pair: Pair, clause: str, reachable: frozenset[str]) -> list[Anchor]:
    anchors = dictionary().english_anchors(clause, reachable)
    return anchors + _figures(clause, pair.facts[1], pair.differences[1])


def _figures(clause: str, facts: list[Fact], lost: list[Fact]) -> list[Anchor]:
    return [(fact.text, 1.0, fact not in lost) for fact in facts if not fact.weak and fact.text in clause]


LENGTH_RATIO = Rule(FlagKind.LENGTH_RATIO, "One side is much shorter, or a clause was left out.", _find)
