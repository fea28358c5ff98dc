"""A clause that was left out: too few words, or none of a clause's words rendered."""

from __future__ import annotations

import re
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
_SHORTENED = 0.95
_FULL, _HALF = 1.0, 0.5
# The nearer the length is to the usual, the more of a clause's words must be missing: (below, weight).
_EVIDENCE = ((0.62, 1.0), (0.8, 2.0), (_SHORTENED, 2.5))
_FEWER = ((0.72, 1.0), (1.05, 1.5))  # the same where the translation has fewer clauses
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
    elif relative < _FEWER[-1][0] and max(han, words) >= _MIN_UNITS:
        missing = _missing(pair, relative)
        if missing:
            yield Severity.WARN, f"Nothing in the translation renders: {missing}"


def _missing(pair: Pair, relative: float) -> str:
    """Give a clause that the translation passes over; a text of one clause has none to lose."""
    chinese = [clause for clause in _ZH_CLAUSE.split(pair.zh) if clause]
    english = [clause for clause in _EN_STOP.split(pair.english_digits) if clause.strip()]
    source, target = pair.ordered(len(chinese), len(english))
    bounds = (*_FEWER, *_EVIDENCE) if target < source else _EVIDENCE
    weights = [weight for bound, weight in bounds if relative < bound]
    if not weights:
        return ""
    if pair.from_chinese:
        return _missing_chinese(pair, chinese, min(weights)) if source > 1 else ""
    return _missing_english(pair, min(weights))


def _missing_chinese(pair: Pair, clauses: list[str], enough: float) -> str:
    words = lexicon()
    stems = {stem(word) for word in pair.english_words}
    for clause in clauses:
        anchors = [
            (_FULL if len(word) > 1 else _HALF, not stems.isdisjoint(words.chinese[word]))
            for word in words.words(clause)
        ]
        if _is_missing([*anchors, *_figures(clause, pair.facts[0], pair.differences[0])], enough):
            return clause
    return ""


def _missing_english(pair: Pair, enough: float) -> str:
    words = lexicon()
    clauses = [clause for clause in _EN_CLAUSE.split(pair.english_digits) if clause.strip()]
    for clause in clauses if len(clauses) > 1 else ():
        anchors = [
            (_FULL if len(each) > _STUB else _HALF, any(word in pair.zh for word in words.english[each]))
            for each in map(stem, _LETTERS.findall(clause.lower()))
            if each in words.english and each not in _COMMON
        ]
        if _is_missing([*anchors, *_figures(clause, pair.facts[1], pair.differences[1])], enough):
            return clause
    return ""


def _figures(clause: str, facts: list[Fact], lost: list[Fact]) -> list[tuple[float, bool]]:
    return [(_FULL, fact not in lost) for fact in facts if not fact.weak and fact.text in clause]


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


def _is_missing(anchors: list[tuple[float, bool]], enough: float) -> bool:
    """Weigh a clause's words; in a translation of nearly the usual length it takes more of them."""
    total = sum(weight for weight, _ in anchors)
    seen = sum(weight for weight, found in anchors if found)
    return total >= enough and seen <= total * _HARDLY


LENGTH_RATIO = Rule(FlagKind.LENGTH_RATIO, "One side is much shorter, or a clause was left out.", _find)
