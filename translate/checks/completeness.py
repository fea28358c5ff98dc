"""A clause that was left out: too few words, or none of a clause's words rendered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.facts import Fact
from translate.checks.lexicon import lexicon, stem
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule

__all__ = ["LENGTH_RATIO"]

_HAN = re.compile(r"[\u3400-\u9fff]")
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
_MIN_FEWER = 5
_FULL, _HALF = 1.0, 0.5
# The nearer the length is to the usual, the more of a clause's words must be missing: (below, weight).
_EVIDENCE = ((0.62, 1.5), (0.8, 2.5))
# The same where the translation has fewer clauses: on held-in pairs 72 to 85 % of those that lost one are
# below 0.6, and 2 to 3 % of the correct ones.
_FEWER = ((0.58, 0.0), (0.75, 0.5), (0.9, 1.0), (1.05, 1.5))
_HARDLY = 0.2
_STUB = 3
_LETTERS = re.compile(r"[a-z]+")


def _find(pair: Pair) -> Iterator[Finding]:
    han, words = len(_HAN.findall(pair.zh)), len(pair.english_words)
    if not han or not words:
        return
    ratio = words / (_TYPICAL * han)
    # Seen from the target: below 1 the translation is shorter than usual.
    relative = ratio if pair.from_chinese else 1 / ratio
    low, high = (_SHORT, _LONG) if max(han, words) >= _LONG_ENOUGH else _FAR_OFF
    if ratio < low or (ratio > high and max(han, words) >= _MIN_UNITS):
        yield Severity.WARN, "One side is much shorter than the other."
    elif relative < _FEWER[-1][0] and max(han, words) >= _MIN_FEWER:
        missing = _missing(pair, relative, max(han, words))
        if missing:
            yield Severity.WARN, f"Nothing in the translation renders: {missing}"


def _missing(pair: Pair, relative: float, size: int) -> str:
    """Give a clause that the translation passes over; a text of one clause has none to lose."""
    chinese = [clause for clause in _ZH_CLAUSE.split(pair.zh) if clause]
    english = [clause for clause in _EN_STOP.split(pair.english_digits) if clause.strip()]
    source, target = pair.ordered(len(chinese), len(english))
    bounds = (*_FEWER, *_EVIDENCE) if target < source else _EVIDENCE if size >= _MIN_UNITS else ()
    weights = [weight for bound, weight in bounds if relative < bound]
    if not weights:
        return ""
    enough = min(weights)
    if pair.from_chinese:
        return _passed_over([(clause, _anchors_zh(pair, clause)) for clause in chinese], enough)
    clauses = [clause for clause in _EN_CLAUSE.split(pair.english_digits) if clause.strip()]
    return _passed_over([(clause, _anchors_en(pair, clause)) for clause in clauses], enough)


_Anchor = tuple[str, float, bool]


def _passed_over(clauses: list[tuple[str, list[_Anchor]]], enough: float) -> str:
    """Give the clause that lacks the most; a word that comes again in another clause tells nothing."""
    if len(clauses) == 1:
        return ""
    often = Counter(word for _, anchors in clauses for word in {word for word, _, _ in anchors})
    worst, most = "", -1.0
    for clause, anchors in clauses:
        own = [(weight, seen) for word, weight, seen in anchors if often[word] == 1]
        total = sum(weight for weight, _ in own)
        found = sum(weight for weight, seen in own if seen)
        if total >= enough and found <= total * _HARDLY and total > most and len(clause.strip()) > 1:
            worst, most = clause.strip(), total
    return worst


def _anchors_zh(pair: Pair, clause: str) -> list[_Anchor]:
    words = lexicon()
    stems = {stem(word) for word in pair.english_words}
    anchors = [
        (word, _FULL if len(word) > 1 else _HALF, not stems.isdisjoint(words.chinese[word]))
        for word in words.words(clause)
    ]
    return anchors + _figures(clause, pair.facts[0], pair.differences[0])


def _anchors_en(pair: Pair, clause: str) -> list[_Anchor]:
    words = lexicon()
    anchors = [
        (each, _FULL if len(each) > _STUB else _HALF, any(word in pair.zh for word in words.english[each]))
        for each in map(stem, _LETTERS.findall(clause.lower()))
        if each in words.english and each not in _COMMON
    ]
    return anchors + _figures(clause, pair.facts[1], pair.differences[1])


def _figures(clause: str, facts: list[Fact], lost: list[Fact]) -> list[_Anchor]:
    return [(fact.text, _FULL, fact not in lost) for fact in facts if not fact.weak and fact.text in clause]


_COMMON = frozenset(
    map(
        stem,
        [
            "was",
            "were",
            "is",
            "are",
            "be",
            "been",
            "have",
            "had",
            "to",
            "in",
            "at",
            "on",
            "for",
            "the",
            "of",
            "us",
            "am",
            "by",
            "with",
            "or",
            "no",
            "so",
            "as",
        ],
    )
)


LENGTH_RATIO = Rule(FlagKind.LENGTH_RATIO, "One side is much shorter, or a clause was left out.", _find)
