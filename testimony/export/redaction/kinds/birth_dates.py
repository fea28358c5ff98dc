"""Dates of birth: where the words say that one is meant, and then that day in every writing.

A day that only stands near talk of birth may be any day: a person decides, and until one said that it is
a date of birth, ``[DATE]`` stands instead of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from testimony.export.redaction.dates import Day, Mention, mentions, mentions_without_year
from testimony.export.redaction.rules import Hit, Rule

__all__ = ["LABEL", "PATTERNS", "KnownBirths", "days_in_identity_numbers", "known", "rules"]

PATTERNS: tuple[str, ...] = ("birth_date",)
LABEL = "dates of birth"
_ASKED = "A date near talk of birth: is it a date of birth?"
_BIRTH = re.compile(
    r"(?i)\b(?:born|birth|birthday|birthdate|birthdays|d\.?\s?o\.?\s?b|age)\b|how old"
    r"|出生|生日|生于|年生|月生|日生|号生|生的|诞生|多大|岁"
)
_PERSON = (
    r"(?:(?<![A-Za-z])(?:I|I'm|he|she|you|we|they|who|was|were|son|daughter|child|baby|wife|husband|mother|father"
    r"|brother|sister|respondent|applicant|witness|client|petitioner|beneficiary|Mr|Mrs|Ms)(?![a-z]))"
)
_ON = r"(?:\s*(?:on|in|is|was|the|,|:|=|-|of|as|it's|it\s+is|falls|#|\"|\())*\s*$"
_SAYS_BEFORE = re.compile(
    rf"(?i)(?:{_PERSON}[^.;!?]{{0,24}}\bborn|^\W*born|(?:date|day)\s+of\s+birth|birth\s*date|\bd\.?\s?o\.?\s?b\.?"
    rf"|(?:my|your|his|her|their|'s)\s+birthday){_ON}"
    r"|(?:出生(?:年月日|日期|时间|年月)?|生日|生于|出生于|出生在)(?:\s*(?:就?是|为|在|于|:|,|的|公历|农历|阳历|阴历|我|她|他))*\s*$"
)
_SAYS_AFTER = re.compile(
    r"(?i)\s*(?:那天|的时候|我|他|她|,)?(?:出生|生的|生人|生(?=[。,，;！!.]|$))"
    r"|\s*(?:is|was)\s+(?:my|his|her|your|the)\s+(?:birthday|date\s+of\s+birth|birth\s*date|dob)"
    r"|\s*是?(?:我|他|她|你)的?(?:生日|出生)"
)
_IDENTITY = re.compile(r"(?<!\d)\d{6}((?:18|19|20)\d\d)([01]\d)([0-3]\d)\d{3}[\dXx](?![\dA-Za-z])")


@dataclass(frozen=True, slots=True)
class _BirthRule:
    """Finds dates that the words around them call dates of birth, and asks about others near such talk."""

    def hits(self, text: str, before: str = "", /) -> Iterator[Hit]:
        """Yield both."""
        near = bool(_BIRTH.search(text) or _BIRTH.search(before))
        if not near:
            return
        for one in (*mentions(text), *mentions_without_year(text)):
            said = _SAYS_BEFORE.search(text[: one.start]) or _SAYS_AFTER.match(text, one.end)
            yield _hit(one, "" if said else _ASKED)


def _hit(one: Mention, why: str) -> Hit:
    return Hit(one.start, one.end, "[DATE]" if why else _instead(one), LABEL, why, _written(one.days))


def _instead(one: Mention) -> str:
    """The year may stay (Federal Rule of Civil Procedure 5.2(a)(2))."""
    years = {day[0] for day in one.days if day[0]}
    return f"[DATE OF BIRTH, {min(years)}]" if years else "[DATE OF BIRTH]"


def _written(days: Iterable[Day]) -> str:
    return " ".join(f"{year:04}-{month:02}-{day:02}" for year, month, day in sorted(days))


@dataclass(frozen=True, slots=True)
class KnownBirths:
    """Finds days that are known to be dates of birth, in every writing.

    Attributes:
        days: With their years; a year of 0 where none was named.
    """

    days: frozenset[Day]

    def hits(self, text: str, _before: str = "", /) -> Iterator[Hit]:
        """Yield every mention in full; the month and day alone where birth is named right beside them."""
        for one in mentions(text):
            if one.days & self.days:
                yield _hit(one, "")
        bare = {(0, *day[1:]) for day in self.days}
        for one in mentions_without_year(text):
            said = _SAYS_BEFORE.search(text[: one.start]) or _SAYS_AFTER.match(text, one.end)
            if said and one.days & bare:
                yield _hit(one, "")


def rules(wanted: Collection[str]) -> Iterator[Rule]:
    """Yield the rule, where dates of birth are wanted."""
    if "birth_date" in wanted:
        yield _BirthRule()


def known(hits: Iterable[Hit]) -> Iterator[Rule]:
    """Yield a finder of the days that were called dates of birth."""
    days = {
        (int(year), int(month), int(day))
        for hit in hits
        if hit.label == LABEL
        for year, month, day in (written.split("-") for written in hit.value.split())
    }
    if days:
        yield KnownBirths(frozenset(days))


def days_in_identity_numbers(text: str) -> Iterator[Day]:
    """Yield the days of birth that identity numbers in a folded text carry (GB 11643-1999)."""
    for match in _IDENTITY.finditer(text):
        yield int(match[1]), int(match[2]), int(match[3])
