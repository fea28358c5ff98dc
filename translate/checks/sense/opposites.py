"""A word must not become its opposite: admit for deny, left for right, bought for sold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule
from translate.checks.words.tables import RowsByCharacter, read_table

__all__ = ["OPPOSITES"]


def _english(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})", re.IGNORECASE)


_PAIRS = [
    (re.compile(one), re.compile(other), _english(said), _english(turned))
    for one, other, said, turned in read_table("opposites.txt")
]
_ROWS = RowsByCharacter(row[:2] for row in _PAIRS)


def _find(pair: Pair) -> Iterator[Finding]:
    for at in _ROWS.possible(pair.zh):
        one, other, english_one, english_other = _PAIRS[at]
        said, opposite = one.search(pair.zh), other.search(pair.zh)
        if bool(said) == bool(opposite):
            continue
        found, turned = english_one.search(pair.en), english_other.search(pair.en)
        if bool(found) == bool(turned) or bool(said) == bool(found):
            continue
        chinese, english = (said or opposite), (found or turned)
        if chinese and english and not _negates(pair):
            source, target = pair.ordered(chinese.group(), english.group())
            yield Severity.ERROR, f"The source says {source}, the translation the opposite: {target}."
            return


def _negates(pair: Pair) -> bool:
    """Tell whether a negation may say the opposite of the opposite: 没拒绝, "did not refuse"."""
    return _NOT_ZH.search(pair.zh) is not None or _NOT_EN.search(pair.en) is not None


_NOT_ZH = re.compile("[不没无未非别](?!到)")
_NOT_EN = re.compile(
    r"\b(?:not|never|no|nobody|nothing|none|neither|nor|without|cannot|hardly)\b|n't\b", re.IGNORECASE
)

OPPOSITES = Rule(FlagKind.NEGATION, "A word became its opposite: admit for deny, left for right.", _find)
