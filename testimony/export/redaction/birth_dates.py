"""Dates of birth, in both languages: near talk of birth they are found, then wherever the day is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from testimony.export.redaction.digits import digits_in

__all__ = ["BirthdaysSaid", "Births", "birth_days"]


def _words(text: str) -> list[str]:
    return text.split()


_SHORT = {
    name: number
    for number, name in enumerate(_words("jan feb mar apr may jun jul aug sep oct nov dec"), start=1)
}
_MONTH = (
    r"(?i:(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?![a-z])\.?)"
)
_CARDINALS = _words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_ORDINALS = _words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_DAYS = {word: n for n, word in enumerate(_ORDINALS, start=1)} | {"thirtieth": 30, "thirty-first": 31}
_DAYS |= {f"twenty-{word}": 20 + n for n, word in enumerate(_ORDINALS[:9], start=1)}
_UNITS = {word: n for n, word in enumerate(_CARDINALS, start=1)}
_DECADES = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_TENS = {word: 10 * n for n, word in enumerate(_DECADES, start=2)}
_DAY_WORD = "|".join(sorted((w.replace("-", r"[\s\-]") for w in _DAYS), key=len, reverse=True))
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?!\d)|(?i:{_DAY_WORD})(?![a-z]))"
_TEENS = "|".join(sorted(_CARDINALS, key=len, reverse=True))
_TWO = rf"(?:(?:{'|'.join(_TENS)})(?:[\s\-]+(?:{'|'.join(_CARDINALS[:9])}))?|{_TEENS})"
_YEAR_WORDS = (
    rf"(?i:(?:nineteen|twenty)[\s\-]+(?:oh[\s\-]+)?{_TWO}|two\s+thousand(?:\s+(?:and\s+)?{_TWO})?)(?![a-z])"
)
_YEAR = rf"(?:(?:19|20)\d\d(?!\d)|{_YEAR_WORDS})"
_HAN = "[〇零○一二三四五六七八九十廿卅]"
_HAN_YEAR = rf"(?:{_HAN}{{4}}|{_HAN}{{2}}|\d{{4}}|\d{{2}})\s*年\s*的?\s*(?:(?:农历|阴历|公历|阳历)\s*)?"
_HAN_MONTH = rf"(?:{_HAN}{{1,3}}|正|腊|冬|\d{{1,2}})\s*月"
_HAN_DAY = rf"(?:初?{_HAN}{{1,3}}|\d{{1,2}})\s*[日号]?"
_DATE = re.compile(
    rf"(?P<m1>{_MONTH})\s*(?:the\s+)?(?P<d1>{_DAY})\s*,?\s*(?:of\s+|in\s+)?(?P<y1>{_YEAR})"
    rf"|(?<!\d)(?:the\s+)?(?P<d2>{_DAY})\s+(?:day\s+)?(?:of\s+)?(?P<m2>{_MONTH})\s*,?\s*(?:of\s+|in\s+)?(?P<y2>{_YEAR})"
    r"|(?<!\d)(?P<y3>(?:19|20)\d\d)\s?[/\-.]\s?(?P<m3>\d{1,2})\s?[/\-.]\s?(?P<d3>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<a4>\d{1,2})\s?[/\-.]\s?(?P<b4>\d{1,2})\s?[/\-.]\s?(?P<y4>(?:19|20)\d\d|\d\d)(?!\d)"
    rf"|(?P<y5>{_HAN_YEAR})(?P<m5>{_HAN_MONTH})(?:份|\s*(?P<d5>{_HAN_DAY}))?"
    rf"|(?P<m6>{_HAN_MONTH})\s*(?P<d6>{_HAN_DAY})\s*[,，]\s*(?P<y6>{_HAN_YEAR})"
    rf"|(?P<m7>{_MONTH})\s*,?\s*(?:of\s+|in\s+)?(?P<y7>{_YEAR})"
    rf"|(?P<y8>(?<!\d)(?:19|20)\d\d)(?P<m8>[01]\d)(?P<d8>[0-3]\d)(?!\d)"
)
_DAY_ALONE = re.compile(
    rf"(?P<m1>{_MONTH})\s*(?:the\s+)?(?P<d1>{_DAY})|(?P<d2>{_DAY})\s+(?:of\s+)?(?P<m2>{_MONTH})"
    rf"|(?P<m3>{_HAN_MONTH})\s*(?P<d3>{_HAN_DAY})"
)
_BIRTH = re.compile(
    r"(?i)\b(?:born|birth|birthday|birthdate|birthdays|d\.?\s?o\.?\s?b)\b|出生|生日|生于|年生|月生|日生|号生|生的|诞生"
)
_NEAR = 3
_SHORT_ANSWER = 40


@dataclass(frozen=True, slots=True)
class Births:
    """Finds days of birth wherever they are named in full.

    Attributes:
        days: Year, month and day of each; a day of 0 where only the month was said, a year of 0 where
            none was.
        label: What a report calls them.
    """

    days: frozenset[tuple[int, int, int]]
    label: str = "dates of birth"

    def replace(self, found: str) -> str:
        """Give what stands instead: the year may stay (FRCP 5.2)."""
        year = next((day[0] for match in _DATE.finditer(found) for day in _days(match)), 0)
        return f"[DATE OF BIRTH, {year}]"

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where they stand in a text."""
        for match in _DATE.finditer(text):
            if any(day in self.days for day in _days(match)):
                yield match.span()


@dataclass(frozen=True, slots=True)
class BirthdaysSaid:
    """Finds days of birth without their year: where birth is spoken of, and as a short answer.

    Anywhere else March 3 is a day like others.

    Attributes:
        days: As in ``Births``.
        label: What a report calls them.
    """

    days: frozenset[tuple[int, int, int]]
    label: str = "dates of birth"

    def replace(self, _found: str) -> str:
        """Give what stands instead."""
        return "[DATE OF BIRTH]"

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where they stand in a text."""
        spoken = bool(_BIRTH.search(text))
        if not spoken and len(text) > _SHORT_ANSWER:
            return
        known = {day[1:] for day in self.days if spoken or not day[0]}
        full = [match.span() for match in _DATE.finditer(text)]
        for match in _DAY_ALONE.finditer(text):
            inside = any(start < match.end() and match.start() < end for start, end in full)
            if not inside and _month_and_day(match) in known:
                yield match.span()


def birth_days(texts: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, int, int]]:
    """Yield the days named near talk of birth, as year, month and day.

    Args:
        texts: Both texts of each segment, folded, in order; an answer may come two segments after
            the question. A day without its year counts in the sentence itself and in a short answer.
    """
    near = 0
    for sides in texts:
        spoken = any(_BIRTH.search(side) for side in sides)
        near = _NEAR if spoken else near - 1
        if near <= 0:
            continue
        for side in sides:
            found = [day for match in _DATE.finditer(side) for day in _days(match)]
            yield from found
            if not found and (spoken or (near == _NEAR - 1 and len(side) <= _SHORT_ANSWER)):
                yield from _days_alone(side)


def _days_alone(text: str) -> Iterator[tuple[int, int, int]]:
    for match in _DAY_ALONE.finditer(text):
        yield (0, *_month_and_day(match))


def _month_and_day(match: re.Match[str]) -> tuple[int, int]:
    parts = {key[0]: value for key, value in match.groupdict().items() if value}
    return _month(parts["m"]), _number(parts["d"])


def _days(match: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    """Read a date; 3/4/1990 is both the American and the European way."""
    parts = {key[0]: value for key, value in match.groupdict().items() if value}
    year = _year(parts["y"])
    if "a" in parts:
        one, other = int(parts["a"]), int(parts["b"])
        yield from {(year, one, other), (year, other, one)}
    else:
        yield year, _month(parts["m"]), _number(parts["d"]) if "d" in parts else 0


def _year(text: str) -> int:
    digits = digits_in(text.replace("十", "")) if re.match(r"[\d〇零○一二三四五六七八九]", text) else ""
    if len(digits) == 4:  # noqa: PLR2004
        return int(digits)
    if digits:
        return int(digits) + (1900 if int(digits) > 30 else 2000)  # noqa: PLR2004
    words = [word for word in re.split(r"[\s\-]+", text.lower()) if word not in ("and", "oh", "thousand")]
    century = {"nineteen": 1900, "twenty": 2000, "two": 2000}[words[0]]
    return century + sum(_TENS.get(word, 0) + _UNITS.get(word, 0) for word in words[1:])


def _month(text: str) -> int:
    short = _SHORT.get(text[:3].lower())
    return short or {"正": 1, "冬": 11, "腊": 12}.get(text[0]) or _number(text)


def _number(text: str) -> int:
    """Read a day or a month: figures, Chinese numerals to 31, English ordinals."""
    figures = re.match(r"\d+", text)
    if figures:
        return int(figures[0])
    word = re.sub(r"\s+", "-", text.strip().lower())
    if word in _DAYS:
        return _DAYS[word]
    value, one = 0, 0
    for character in text.replace("廿", "二十").replace("卅", "三十"):
        if character == "十":
            value, one = (one or 1) * 10, 0
        elif digit := digits_in(character):
            one = int(digit)
    return value + one
