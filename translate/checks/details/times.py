"""Times told without a figure: yesterday, next month, before, at night, in spring, at a festival."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.reading.labels import compare_labels, read_groups
from translate.checks.rule import Finding, Rule

__all__ = ["TIMES"]


_GROUPS = read_groups("times.txt")
# A day, week, month or year that is told from today is hardly ever left out or added; 今年 often is.
_TOLD_ZH = re.compile(
    "昨[天日晚夜]|明[天日晚]|大[前后][天日]|后天(?!性)|去年|明年|(?<![上下])[上下](?:一)?个?(?:周|星期|礼拜|月(?!底))"
)
_TOLD_EN = re.compile(
    r"\b(?:yesterday|tomorrow|(?:last|next) (?:night|week|month|year|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day))\b",
    re.IGNORECASE,
)
# Without one of these, neither can be found.
_SIGNS_ZH = frozenset("昨明大后去上下")
_SIGNS_EN = frozenset(("yesterday", "tomorrow", "last", "next"))
_ANY_ZH = re.compile("[昨明今前后去上下次翌来刚当那隔]|第二")
_ANY_EN = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|last|next|ago|previous|prior|following|later|earlier|now"
    r"|then|before|after|past"
    r"|coming|recent|recently|that|this|the (?:day|week|month|year))\b|\d{4}",
    re.IGNORECASE,
)


def _find(pair: Pair) -> Iterator[Finding]:
    if found := _alone(pair):
        yield Severity.WARN, found
        return
    for source, target in compare_labels(pair, _GROUPS):
        yield Severity.ERROR, f"The source says {source}, the translation {target}."
        return


def _alone(pair: Pair) -> str:
    """Tell of a day, week, month or year beside which the other side tells no time at all."""
    says_zh = not _SIGNS_ZH.isdisjoint(pair.zh)
    says_en = not _SIGNS_EN.isdisjoint(pair.english_set)
    if says_zh and (chinese := _TOLD_ZH.search(pair.zh)) and not _ANY_EN.search(pair.english_digits):
        said, lacking = chinese.group(), "English"
    elif says_en and (english := _TOLD_EN.search(pair.en)) and not _ANY_ZH.search(pair.zh):
        said, lacking = english.group(), "Chinese"
    else:
        return ""
    return f"Nothing in the {lacking} says {said}."


TIMES = Rule(
    FlagKind.DATE_MISMATCH, "A day, season, time of day, festival, before or after, became another.", _find
)
