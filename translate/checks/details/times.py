"""Times told without a figure: yesterday, next month, before, at night, in spring, at a festival."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule
from translate.checks.words.tables import read_lines

__all__ = ["TIMES"]


@dataclass(frozen=True, slots=True)
class _Group:
    """Times that exclude each other.

    Attributes:
        signs: English words and Chinese characters; without one of each nothing is compared.
        labels: What each time is called, its Chinese and its English.
    """

    signs: tuple[frozenset[str], re.Pattern[str]]
    labels: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]


def _read() -> tuple[_Group, ...]:
    groups: list[_Group] = []
    labels: list[tuple[str, re.Pattern[str], re.Pattern[str]]] = []
    signs: tuple[frozenset[str], re.Pattern[str]] | None = None
    for line in [*read_lines("times.txt"), "[ :  : ]"]:
        cells = [cell.strip() for cell in line.strip("[]" if line.startswith("[") else "").split(" : ")]
        if not line.startswith("["):
            labels.append((cells[0], re.compile(cells[1]), re.compile(rf"\b(?:{cells[2]})", re.IGNORECASE)))
            continue
        if signs is not None:
            groups.append(_Group(signs, tuple(labels)))
        labels = []
        if len(cells) == 3 and cells[2]:  # noqa: PLR2004 - name, English signs, Chinese signs
            signs = frozenset(cells[1].split()), re.compile(f"[{cells[2]}]")
    return tuple(groups)


_GROUPS = _read()
Said = dict[tuple[int, int], set[str]]


# A day, week, month or year that is told from today is hardly ever left out or added; 今年 often is.
_TOLD_ZH = re.compile(
    "昨[天日晚夜]|明[天日晚]|大[前后][天日]|后天(?!性)|去年|明年|(?<![上下])[上下](?:一)?个?(?:周|星期|礼拜|月(?!底))"
)
_TOLD_EN = re.compile(
    r"\b(?:yesterday|tomorrow|(?:last|next) (?:night|week|month|year|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day))\b",
    re.IGNORECASE,
)
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
    words = frozenset(word.removesuffix("'s") for word in pair.english_words)
    for group in _GROUPS:
        english_signs, chinese_signs = group.signs
        if english_signs.isdisjoint(words) or not chinese_signs.search(pair.zh):
            continue
        chinese = _said(pair.zh, [(label, zh) for label, zh, _ in group.labels])
        if not chinese:
            continue
        english = _said(pair.en, [(label, en) for label, _, en in group.labels])
        lost, extra = _unmatched(chinese, english), _unmatched(english, chinese)
        if lost and extra:
            source, target = pair.ordered(pair.zh[slice(*lost)], pair.en[slice(*extra)])
            yield Severity.ERROR, f"The source says {source}, the translation {target}."
            return
        if _are_swapped(chinese, english):
            source, target = pair.ordered(_in_order(chinese, pair.zh), _in_order(english, pair.en))
            yield Severity.WARN, f"The source says {source}, the translation {target}."
            return


def _alone(pair: Pair) -> str:
    """Tell of a day, week, month or year beside which the other side tells no time at all."""
    if (chinese := _TOLD_ZH.search(pair.zh)) and not _ANY_EN.search(pair.english_digits):
        said, lacking = chinese.group(), "English"
    elif (english := _TOLD_EN.search(pair.en)) and not _ANY_ZH.search(pair.zh):
        said, lacking = english.group(), "Chinese"
    else:
        return ""
    return f"Nothing in the {lacking} says {said}."


def _said(text: str, labels: list[tuple[str, re.Pattern[str]]]) -> Said:
    """Give the places at which a text tells a time, with what each may mean; the longest at each place."""
    found: Said = {}
    for label, pattern in labels:
        for match in pattern.finditer(text):
            found.setdefault(match.span(), set()).add(label)
    return {
        span: what
        for span, what in found.items()
        if not any(start <= span[0] and span[1] <= end and (start, end) != span for start, end in found)
    }


def _are_swapped(chinese: Said, english: Said) -> bool:
    """Tell whether two times that each side tells stand the other way round."""
    first, second = sorted(chinese), sorted(english)
    if len(first) != 2 or len(second) != 2:  # noqa: PLR2004 - one and another
        return False
    straight = [bool(chinese[one] & english[other]) for one, other in zip(first, second, strict=True)]
    crossed = [bool(chinese[one] & english[other]) for one, other in zip(first, second[::-1], strict=True)]
    return all(crossed) and not any(straight)


def _in_order(said: Said, text: str) -> str:
    return ", ".join(text[slice(*span)] for span in sorted(said))


def _unmatched(ours: Said, theirs: Said) -> tuple[int, int] | None:
    """Give the first place of one side that nothing on the other side renders."""
    said = set().union(*theirs.values()) if theirs else set()
    return next((span for span, what in ours.items() if said.isdisjoint(what)), None)


TIMES = Rule(
    FlagKind.DATE_MISMATCH, "A day, season, time of day, festival, before or after, became another.", _find
)
