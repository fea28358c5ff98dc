"""What the templates' slots can hold: a Chinese value, its one English value, and how each is said."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from samples.recipes.phrasebook import numerals
from samples.recipes.phrasebook.wordlists import GIVEN_NAMES, LETTERS, LISTS, SURNAMES

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_LETTERS = dict(LETTERS)
_YEARS = range(2005, 2025)
_DAYS = range(1, 29)


@dataclass(frozen=True, slots=True)
class Value:
    """One filling of a slot, written and as it is spoken when that differs.

    Spoken English has one blank for each blank of the written form, so that every written word
    has its own spoken words; these are joined by ``_``: ``June 3, 2019``, ``June third
    twenty_nineteen``.
    """

    zh: str
    en: str
    en_spoken: str = ""

    @property
    def en_said(self) -> str:
        """The English as it is given to the synthesis."""
        return self.en_spoken or self.en


def _joined(words: str) -> str:
    return words.replace(" ", "_")


def slot_class(slot: str) -> str:
    """Give the class of a slot: ``place2`` is a second, different ``place``."""
    return slot.rstrip("0123456789")


@cache
def values(name: str) -> tuple[Value, ...]:
    """Give every value of a slot class, in a fixed order.

    Raises:
        KeyError: the phrasebook has no such slot.
    """
    if name in LISTS:
        return tuple(Value(zh, en) for zh, en in LISTS[name])
    return tuple(_BUILT[name]())


def _names() -> Iterator[Value]:
    for zh, en in SURNAMES:
        for given_zh, given_en in GIVEN_NAMES:
            yield Value(zh + given_zh, f"{en} {given_en}")


def _surnames() -> Iterator[Value]:
    for zh, en in SURNAMES:
        yield Value(zh + "律师", f"Attorney {en}")


def _years() -> Iterator[Value]:
    for year in _YEARS:
        yield Value(
            numerals.han_digits(year) + "年", str(year), en_spoken=_joined(numerals.english_year(year))
        )


def _birth_years() -> Iterator[Value]:
    for year in range(1960, 2003):
        if year != 2000:
            yield Value(
                numerals.han_digits(year) + "年", str(year), en_spoken=_joined(numerals.english_year(year))
            )


def _month_years() -> Iterator[Value]:
    for year in _years():
        for month, name in enumerate(_MONTHS, 1):
            yield Value(
                f"{year.zh}{numerals.han(month)}月",
                f"{name} {year.en}",
                en_spoken=f"{name} {year.en_said}",
            )


def _month_days() -> Iterator[Value]:
    for month, name in enumerate(_MONTHS, 1):
        for day in _DAYS:
            yield Value(
                f"{numerals.han(month)}月{numerals.han(day)}日",
                f"{name} {day}",
                en_spoken=f"{name} {_joined(numerals.english_ordinal(day))}",
            )


def _dates() -> Iterator[Value]:
    for year in _years():
        for day in _month_days():
            yield Value(year.zh + day.zh, f"{day.en}, {year.en}", en_spoken=f"{day.en_said} {year.en_said}")


def _clocks() -> Iterator[Value]:
    parts = [("凌晨", range(1, 6)), ("上午", range(6, 12)), ("中午", range(12, 13))]
    parts += [("下午", range(13, 18)), ("晚上", range(18, 24))]
    for part, hours in parts:
        for hour in hours:
            for minute in (0, 10, 15, 20, 30, 40, 45, 50):
                yield _clock(part, hour, minute)


def _clock(part: str, hour: int, minute: int) -> Value:
    half = "a.m." if hour < 12 else "p.m."
    said = hour if hour <= 12 else hour - 12
    tail = {0: "", 30: "半"}.get(minute, f"{numerals.han(minute)}分")
    digits = f"{said}:{minute:02d}" if minute else str(said)
    words = numerals.english(said) + (f" {numerals.english(minute)}" if minute else "")
    letters = "A_M" if half == "a.m." else "P_M"
    return Value(
        f"{part}{numerals.han_count(said)}点{tail}",
        f"{digits} {half}",
        en_spoken=f"{_joined(words)} {letters}",
    )


def _counted(numbers: range, zh: str, one: str, many: str) -> Iterator[Value]:
    for n in numbers:
        unit = one if n == 1 else many
        yield Value(
            numerals.han_count(n) + zh,
            f"{numerals.english_count(n)} {unit}",
            en_spoken=f"{_joined(numerals.english(n))} {unit}",
        )


def _durations() -> Iterator[Value]:
    yield from _counted(range(2, 61), "天", "day", "days")
    yield from _counted(range(2, 13), "个星期", "week", "weeks")
    yield from _counted(range(2, 25), "个月", "month", "months")
    yield from _counted(range(2, 21), "年", "year", "years")


def _short_times() -> Iterator[Value]:
    yield from _counted(range(2, 25), "个小时", "hour", "hours")
    yield from _counted(range(2, 60), "分钟", "minute", "minutes")


def _times() -> Iterator[Value]:
    yield Value("一次", "once")
    yield Value("两次", "twice")
    yield from _counted(range(3, 31), "次", "time", "times")


def _ages() -> Iterator[Value]:
    for n in range(3, 90):
        yield Value(
            f"{numerals.han(n)}岁", f"{n} years old", en_spoken=f"{_joined(numerals.english(n))} years old"
        )


def _sums(zh_unit: str, before: str, after: str) -> Iterator[Value]:
    amounts = [*range(200, 1000, 100), *range(1000, 10000, 500), *range(10000, 100000, 5000)]
    amounts += [*range(100_000, 1_000_000, 50_000), 1_000_000, 1_200_000, 1_500_000, 2_000_000]
    for amount in amounts:
        yield Value(
            numerals.han(amount) + zh_unit,
            f"{before}{amount:,}{after}",
            en_spoken=_joined(numerals.english(amount)) + (after or "_dollars"),
        )


def said_letter(character: str) -> str:
    """Give what is said for one character of Chinese text: itself, unless it is a Latin letter."""
    return _LETTERS.get(character, character)


def _exhibits() -> Iterator[Value]:
    for letter in _LETTERS:
        yield Value(f"证据{letter}", f"Exhibit {letter}")


def _numbered(numbers: range, zh: str, en: str) -> Iterator[Value]:
    for n in numbers:
        yield Value(
            zh.format(numerals.han(n)),
            en.format(n),
            en_spoken=en.format(_joined(numerals.english(n))),
        )


def _digits4() -> Iterator[Value]:
    for n in range(1003, 9999, 7):
        yield Value(
            numerals.han_digits(n),
            str(n),
            en_spoken="_".join(numerals.english(int(digit)) for digit in str(n)),
        )


def _rooms() -> Iterator[Value]:
    for floor in range(1, 10):
        for door in range(1, 13):
            n = floor * 100 + door
            yield Value(
                numerals.han_digits(n) + "号房间",
                f"Room {n}",
                en_spoken="Room " + "_".join(numerals.english(int(d)) for d in str(n)),
            )


def _months() -> Iterator[Value]:
    for n, name in enumerate(_MONTHS, 1):
        yield Value(numerals.han(n) + "月", name)


def _weekdays() -> Iterator[Value]:
    for zh, en in zip("一二三四五六日", _WEEKDAYS, strict=True):
        yield Value("星期" + zh, en)


_BUILT = {
    "name": _names,
    "lawyer": _surnames,
    "year": _years,
    "birthyear": _birth_years,
    "month": _months,
    "monthyear": _month_years,
    "monthday": _month_days,
    "date": _dates,
    "weekday": _weekdays,
    "clock": _clocks,
    "dur": _durations,
    "short": _short_times,
    "years": lambda: _counted(range(2, 41), "年", "year", "years"),
    "minutes": lambda: _counted(range(2, 60), "分钟", "minute", "minutes"),
    "times": _times,
    "age": _ages,
    "people": lambda: _counted(range(2, 100), "个人", "person", "people"),
    "household": lambda: _counted(range(2, 13), "个人", "person", "people"),
    "officers": lambda: _counted(range(2, 31), "名警察", "police officer", "police officers"),
    "children": lambda: _counted(range(2, 8), "个孩子", "child", "children"),
    "copies": lambda: _counted(range(2, 40), "份文件", "document", "documents"),
    "cases": lambda: _counted(range(11, 300), "个案子", "case", "cases"),
    "pages": lambda: _counted(range(2, 100), "页", "page", "pages"),
    "page": lambda: _numbered(range(1, 100), "第{}页", "page {}"),
    "line": lambda: _numbered(range(1, 26), "第{}行", "line {}"),
    "percent": lambda: _numbered(range(2, 100), "百分之{}", "{} percent"),
    "yuan": lambda: _sums("元", "", " yuan"),
    "usd": lambda: _sums("美元", "$", ""),
    "exhibit": _exhibits,
    "digits": _digits4,
    "room": _rooms,
}
