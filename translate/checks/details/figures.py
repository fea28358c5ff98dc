"""Numbers, dates, clock times and durations must say the same on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.reading.figures.facts import Fact
from translate.checks.rule import Finding, Rule

__all__ = ["DATES", "NUMBERS", "NUMBER_UNCERTAIN"]

_CALENDAR = re.compile(
    r"民国|农历|阴历|旧历|虚岁|正月|腊月|大年初|(?<![零一二三四五六七八九十上读念])初[一二三四五六七八九十](?!学|班|年级|那年|的时候|毕业)"
)
_CALENDAR_SAID = re.compile(
    r"lunar|minguo|republic|roc\b|nominal age|chinese (?:age|calendar|reckoning|count|way|style|method)"
    r"|(?:way|how) (?:we|they|people) (?:count|reckon)|back home|sui\b|traditional|new year",
    re.IGNORECASE,
)
_SOUND_ALIKE = re.compile(r"[四十]|十四|四十")
_DOUBTFUL = 0.5
_ENUMERATES = re.compile("[和跟与、再又]")


def _find(pair: Pair, dates: bool) -> Iterator[Finding]:
    chinese, english = pair.differences
    if not chinese and all(_is_count_of(fact, pair.zh) for fact in english):
        return
    # One changed figure shows up on both sides; it is a date if either side reads it as one.
    about_dates = any(fact.is_date for fact in [*chinese, *english])
    about_numbers = not about_dates or (
        any(not fact.is_date for fact in chinese) and any(not fact.is_date for fact in english)
    )
    if not (about_dates if dates else about_numbers):
        return
    mine = [[fact for fact in side if fact.is_date == dates] or side for side in (chinese, english)]
    source, target = pair.ordered(*(", ".join(fact.text for fact in side) for side in mine))
    if source and target:
        yield Severity.ERROR, f"The source says {source}, the translation {target}."
    elif source:
        yield Severity.ERROR, f"The source says {source}; the translation does not."
    else:
        yield Severity.ERROR, f"The translation says {target}; the source does not."


def _is_count_of(fact: Fact, chinese: str) -> bool:
    """Take "my two uncles" as said where the Chinese names the one and the other (大舅和二舅)."""
    return fact.readings[0] in {("num", 2.0), ("num", 3.0)} and _ENUMERATES.search(chinese) is not None


def _find_numbers(pair: Pair) -> Iterator[Finding]:
    yield from _find(pair, dates=False)


def _find_dates(pair: Pair) -> Iterator[Finding]:
    yield from _find(pair, dates=True)
    if match := _CALENDAR.search(pair.zh):
        said = _CALENDAR_SAID.search(pair.en)
        note = f"{match.group()} is a Chinese reckoning: render it, do not convert it."
        yield (Severity.INFO if said else Severity.WARN), note


def _find_uncertain(pair: Pair) -> Iterator[Finding]:
    if not pair.from_chinese or not (pair.context.words or pair.context.alternatives):
        return
    unsure = [
        word.text
        for word in pair.context.words
        if word.probability < _DOUBTFUL and _SOUND_ALIKE.search(word.text)
    ]
    if unsure:
        yield (
            Severity.INFO,
            f"Listen again: {''.join(unsure)} was heard with little certainty (四 and 十 sound alike).",
        )
        return
    from testimony.text.scripts import normalise
    from translate.checks.reading.figures.facts_zh import read_chinese

    ours = {fact.readings[0] for fact in pair.facts[0]}
    for other in pair.context.alternatives:
        theirs = {fact.readings[0] for fact in read_chinese(normalise(other))}
        if theirs != ours:
            yield Severity.INFO, f"Listen again: another reading has other figures: {other}"
            return


NUMBERS = Rule(
    FlagKind.NUMBER_MISMATCH, "A number, sum or percentage differs, is missing, or was added.", _find_numbers
)
DATES = Rule(
    FlagKind.DATE_MISMATCH,
    "A date, clock time or duration differs; a lunar or Minguo date is rendered, never converted.",
    _find_dates,
)
NUMBER_UNCERTAIN = Rule(
    FlagKind.NUMBER_UNCERTAIN,
    "A numeral that was heard with little certainty (四/十, 十四/四十).",
    _find_uncertain,
)
