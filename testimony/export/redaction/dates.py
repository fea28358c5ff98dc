"""Days, in both languages, as people write and say them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Day", "Mention", "mentions", "mentions_without_year"]

_YEAR_DIGITS = 4
_LAST_OF_2000S = 30  # a year of two digits above this is one of the 1900s

Day = tuple[int, int, int]
"""Year, month and day; a day of 0 where only the month was said, a year of 0 where none was."""


def _words(text: str) -> list[str]:
    return text.split()


_SHORT = {
    name: number
    for number, name in enumerate(_words("jan feb mar apr may jun jul aug sep oct nov dec"), start=1)
}
_MONTH = (
    r"(?i:(?<![A-Za-z])(?:January|February|March|April|May|June|July|August|September|October|November|December"
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
_DAYS |= {word: n for n, word in enumerate(_CARDINALS, start=1)} | {
    "twenty": 20,
    "thirty": 30,
    "thirty-one": 31,
}
_DAYS |= {f"twenty-{word}": 20 + n for n, word in enumerate(_CARDINALS[:9], start=1)}
_UNITS = {word: n for n, word in enumerate(_CARDINALS, start=1)}
_DECADES = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_TENS = {word: 10 * n for n, word in enumerate(_DECADES, start=2)}
_DAY_WORD = "|".join(sorted((w.replace("-", r"[\s\-]") for w in _DAYS), key=len, reverse=True))
_DAY = rf"(?:\d{{1,2}}\s?(?:st|nd|rd|th)?(?!\d)|(?i:{_DAY_WORD})(?![A-Za-z]))"
_TEENS = "|".join(sorted(_CARDINALS, key=len, reverse=True))
_TWO = rf"(?:(?:{'|'.join(_TENS)})(?:[\s\-]+(?:{'|'.join(_CARDINALS[:9])}))?|{_TEENS})"
_YEAR_WORDS = (
    rf"(?i:(?:nineteen|twenty)[\s\-]+(?:oh[\s\-]+|hundred(?:\s+and)?\s+)?{_TWO}"
    rf"|two\s+thousand(?:\s+(?:and\s+)?{_TWO})?)(?![a-z])"
)
_YEAR = rf"(?:(?:19|20)\d\d(?!\d)|'\d\d(?!\d)|{_YEAR_WORDS})"
_SEP = r"\s?[/\-.,]\s?"
_HAN = "[〇零○一二三四五六七八九十廿卅]"
_ERA = rf"(?:民国|中华民国)\s*(?:{_HAN}{{1,4}}|元|\d{{1,3}})\s*年\s*"
_HAN_YEAR = (
    rf"(?:{_ERA}|(?:{_HAN}{{4}}|{_HAN}{{2}}|\d{{4}}|\d{{2}})\s*年\s*的?\s*(?:(?:农历|阴历|公历|阳历)\s*)?)"
)
_HAN_MONTH = rf"(?:{_HAN}{{1,3}}|正|腊|冬|\d{{1,2}})\s*月"
_HAN_DAY = rf"(?:初?{_HAN}{{1,3}}|\d{{1,2}})\s*[日号]?"
_FULL = re.compile(
    rf"(?P<m1>{_MONTH})[\s\-]*(?:the\s+)?(?P<d1>{_DAY})[\s\-]*,?\s*(?:of\s+|in\s+)?(?P<y1>{_YEAR})"
    rf"|(?<!\d)(?:the\s+)?(?P<d2>{_DAY})[\s\-]*(?:day\s+)?(?:of\s+)?(?P<m2>{_MONTH})[\s\-]*,?\s*(?:of\s+|in\s+)?"
    rf"(?P<y2>{_YEAR}|\d\d(?!\d))"
    rf"|(?<!\d)(?P<y3>(?:19|20)\d\d){_SEP}(?P<m3>\d{{1,2}}|{_MONTH}){_SEP}(?P<d3>\d{{1,2}})(?!\d)"
    rf"|(?<!\d)(?P<a4>\d{{1,2}}){_SEP}(?P<b4>\d{{1,2}}){_SEP}(?P<y4>(?:19|20)\d\d|\d\d)(?!\d)"
    rf"|(?P<y5>{_HAN_YEAR})(?P<m5>{_HAN_MONTH})(?:份|\s*(?P<d5>{_HAN_DAY}))?"
    rf"|(?P<m6>{_HAN_MONTH})\s*(?P<d6>{_HAN_DAY})\s*[,，]\s*(?P<y6>{_HAN_YEAR})"
    rf"|(?P<m7>{_MONTH})\s*,?\s*(?:of\s+|in\s+)?(?P<y7>{_YEAR})"
    rf"|(?<!\d)(?P<y8>(?:19|20)\d\d)(?P<m8>[01]\d)(?P<d8>[0-3]\d)(?!\d)"
    rf"|(?P<y9>{_YEAR}),?\s+(?P<m9>{_MONTH})\s*(?:the\s+)?(?P<d9>{_DAY})"
)
_ALONE = re.compile(
    rf"(?P<m1>{_MONTH})[\s\-]*(?:the\s+)?(?P<d1>{_DAY})|(?<!\d)(?P<d2>{_DAY})[\s\-]+(?:day\s+)?(?:of\s+)?(?P<m2>{_MONTH})"
    rf"|(?P<m3>{_HAN_MONTH})\s*(?P<d3>{_HAN_DAY})"
)
_FIRST_YEAR_OF_THE_REPUBLIC = 1912
_MONTHS_IN_A_YEAR, _DAYS_IN_A_MONTH = 12, 31


@dataclass(frozen=True, slots=True)
class Mention:
    """A day named in a folded text.

    Attributes:
        start: First character.
        end: One past the last.
        days: The days that it may be: 3/4/1990 is both the American and the European way.
    """

    start: int
    end: int
    days: frozenset[Day]


@lru_cache(maxsize=512)
def mentions(text: str) -> tuple[Mention, ...]:
    """Return the days of a folded text that are named with their year."""
    found = (Mention(*match.span(), frozenset(_days(match))) for match in _FULL.finditer(text))
    return tuple(mention for mention in found if mention.days)


def mentions_without_year(text: str) -> Iterator[Mention]:
    """Yield the days of a folded text that are named by month and day alone."""
    full = mentions(text)
    for match in _ALONE.finditer(text):
        inside = any(one.start < match.end() and match.start() < one.end for one in full)
        parts = _parts(match)
        month, day = _month(parts["m"]), _number(parts["d"])
        if not inside and _is_day(month, day):
            yield Mention(*match.span(), frozenset({(0, month, day)}))


def _parts(match: re.Match[str]) -> dict[str, str]:
    return {key[0]: value for key, value in match.groupdict().items() if value}


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= _MONTHS_IN_A_YEAR and 0 <= day <= _DAYS_IN_A_MONTH


def _days(match: re.Match[str]) -> Iterator[Day]:
    parts = _parts(match)
    for year in _years(parts["y"]):
        if "a" in parts:
            one, other = int(parts["a"]), int(parts["b"])
            found = {(year, one, other), (year, other, one)}
        else:
            found = {(year, _month(parts["m"]), _number(parts["d"]) if "d" in parts else 0)}
        yield from (day for day in found if _is_day(day[1], day[2]))


def _years(text: str) -> tuple[int, ...]:
    """Read a year; one of two figures before 年 may be the Republic's as well."""
    bare = text.strip().removesuffix("年").strip()
    if "民国" in bare:
        count = bare.rpartition("国")[2].strip()
        return (_FIRST_YEAR_OF_THE_REPUBLIC - 1 + (1 if count == "元" else _number(count)),)
    if re.match(r"[\d'〇零○一二三四五六七八九十廿卅]", bare):
        return _figure_years(bare, han="年" in text)
    words = [
        w for w in re.split(r"[\s\-]+", text.lower()) if w not in ("and", "oh", "thousand", "hundred", "")
    ]
    century = {"nineteen": 1900, "twenty": 2000, "two": 2000}[words[0]]
    return (century + sum(_TENS.get(word, 0) + _UNITS.get(word, 0) for word in words[1:]),)


_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def _figure_years(text: str, *, han: bool) -> tuple[int, ...]:
    digits = re.sub(r"\D", "", text.translate(_DIGITS)) if "十" not in text else str(_number(text))
    if len(digits) == _YEAR_DIGITS:
        return (int(digits),)
    short = int(digits or 0)
    year = short + (1900 if short > _LAST_OF_2000S else 2000)
    republic = _FIRST_YEAR_OF_THE_REPUBLIC - 1 + short
    return (year, republic) if han and short > 0 else (year,)


def _month(text: str) -> int:
    short = _SHORT.get(text[:3].lower())
    return short or {"正": 1, "冬": 11, "腊": 12}.get(text[0]) or _number(text)


def _number(text: str) -> int:
    """Read a day, a month or a year of the Republic: figures, Chinese numerals, English words."""
    figures = re.match(r"\s*\d+", text)
    if figures:
        return int(figures[0])
    word = re.sub(r"[\s\-]+", "-", text.strip().lower())
    if word in _DAYS:
        return _DAYS[word]
    value, one = 0, 0
    for character in text.replace("廿", "二十").replace("卅", "三十"):
        if character in "十百":
            value, one = value + (one or 1) * (10 if character == "十" else 100), 0
        elif character.translate(_DIGITS).isdecimal():
            one = one * 10 * (not value) + int(character.translate(_DIGITS))
    return value + one
