"""Read the figures of English text: numbers, dates, clock times, durations, money."""

# ruff: noqa: PLR2004 - the arithmetic of numerals, clocks and calendars is clearest in figures

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from translate.checks.reading.figures.facts import Fact, Reading
from translate.checks.reading.figures.patterns_en import ANY, DAYS, DIGITS, MASTER, MONTHS, WORDY
from translate.checks.reading.figures.plain_en import length_of_time, read_plain, value_of
from translate.checks.reading.figures.units import english_measure, measure_of, temperatures

__all__ = ["read_english", "states_english"]

_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|early|late|mid|last|this|next|every|from|to|and|or|around|through"
    r"|during|on|"
    r"before|after|between)[ -]|\d(?:st|nd|rd|th)?,? )$",
    re.IGNORECASE,
)
_MONTH_AFTER = re.compile(r"\.?,? (?:of )?(?:the )?\d")
_DIGIT = re.compile(r"\d")
_INSIDE = re.compile(r"[A-Za-z,] $")


_FIGURE_WORDS = frozenset(
    [
        *MONTHS,
        *DAYS,
        *(f"{day}s" for day in DAYS),
        "twice",
        "tripled",
        "thrice",
        "half",
        "quarter",
        "quarters",
        "dozen",
    ]
) | {"couple", "couples"}


def states_english(text: str, words: Sequence[str]) -> bool:
    """Tell whether a text, number words in digits, may hold a figure that would be missed."""
    return not _FIGURE_WORDS.isdisjoint(words) or _DIGIT.search(text) is not None


@lru_cache(maxsize=8192)
def read_english(text: str) -> tuple[Fact, ...]:
    """Give the figures of a text whose number words ``digits_of_words`` turned to digits, in order."""
    if not ANY.search(text):
        return ()
    facts: list[Fact] = []
    lower = text.lower()
    master = MASTER if WORDY.search(lower) else DIGITS
    for match in master.finditer(lower if len(lower) == len(text) else text):
        _read(match, text, facts)
    return tuple(facts)


def _read(match: re.Match[str], text: str, facts: list[Fact]) -> None:
    said = text[match.start() : match.end()].strip()
    if match["iso"]:
        _add_date(facts, said, match["y"], match["m"], match["d"])
    elif match["always"]:
        facts.append(Fact((("num", float(said[:3].rstrip("/"))), ("seconds", 86_400.0)), said, True))
    elif match["slash"]:
        year = match["c"] if len(match["c"]) == 4 else "20" + match["c"]
        _add_date(facts, said, year, match["a"], match["b"])
    elif (fact := _clock(match, said)) or (fact := _measure(match, said)):
        facts.append(fact)
    elif match["weekday"]:
        facts.append(Fact((("weekday", DAYS[said.lower().rstrip("s")]),), said))
    elif match["month"]:
        facts.append(Fact((("month", MONTHS[said.lower().rstrip(".")]),), said))
    elif match["odd"]:
        sure = _is_month(match, text)
        if sure or (said[0].isupper() and _INSIDE.search(text, 0, match.start())):
            facts.append(Fact((("month", MONTHS[said.lower().rstrip(".")]),), said, not sure))
    elif fact := _length_of(match, said):
        facts.append(fact)
    else:
        facts.extend(read_plain(match, said))


def _measure(match: re.Match[str], said: str) -> Fact | None:
    """A figure with a unit of measure, of degrees, or a discount."""
    if match["below"] or match["degrees"]:
        return _degrees(match, said)
    if match["munit"]:
        value = value_of(match["measured"]) if match["measured"] else 0.5 if match["half3"] else 1.0
        value += 0.5 if match["mhalf"] else 0.0
        return english_measure(value, match["munit"], said, weak=value == 1)
    if match["metres"]:
        return measure_of(value_of(match["metres"]) + value_of(match["hundredths"]) / 100, "length", 1, said)
    if match["feet"]:
        return measure_of(value_of(match["feet"]) + value_of(match["inches"]) / 12, "length", 0.3048, said)
    return _discount(match, said)


def _degrees(match: re.Match[str], said: str) -> Fact:
    cold = match["cold"] or match["cold2"]
    value = -value_of(cold) if cold else value_of(match["degrees"])
    scale = (match["coldscale"] or match["scale2"] or "").strip()[:1]
    named = (name[0] for name in ("celsius", "centigrade", "fahrenheit") if name in said.lower())
    return Fact(temperatures(value, scale or next(named, ""), chinese=False), said, value == 1)


def _discount(match: re.Match[str], said: str) -> Fact | None:
    if off := match["off"] or match["off2"]:
        return Fact((("off", value_of(off)),), said)
    if match["halfoff"]:
        return Fact((("off", 50.0), ("paid", 50.0), ("fraction", 0.5)), said)
    if match["points"]:
        return Fact((("points", value_of(match["points"]) + (0.5 if match["pointhalf"] else 0)),), said)
    return None


def _length_of(match: re.Match[str], said: str) -> Fact | None:
    """A span of time, in one of the ways in which English says it."""
    if match["fourths"]:
        quarters = 3 if match["fourths"].startswith("3") else 1
        return Fact((length_of_time(0.25 * quarters, "hour"),), said, quarters == 1)
    if match["other"]:
        return Fact((length_of_time(2, match["otherunit"]),), said, True)
    if match["unit"]:
        return _span(match, said)
    if match["halfspan"] or match["halfspan2"]:
        unit = (match["halfspan"] or match["halfspan2"]).lower()
        return Fact((length_of_time(0.5, unit),), said, unit == "day")
    return None


def _add_date(facts: list[Fact], said: str, year: str, month: str, day: str) -> None:
    facts.append(Fact((("year", float(year)),), said))
    facts.append(Fact((("month", float(month)), ("day", float(month))), said))
    facts.append(Fact((("day", float(day)), ("month", float(day))), said))


def _is_month(match: re.Match[str], text: str) -> bool:
    """Tell the month from the verb: ``in May``, ``May 3``, not ``May I`` or ``to march``."""
    word = text[match.start("odd") :]
    if word[0].isupper() and _MONTH_AFTER.match(text, match.end("odd")):
        return True
    before = text[: match.start()]
    return word[0].isupper() and bool(_MONTH_BEFORE.search(before))


def _clock(match: re.Match[str], said: str) -> Fact | None:
    if match["noon"]:
        return Fact((("clock", 720.0 if said.lower() == "noon" else 0.0),), said, True)
    hour = match["hour"] or match["hour2"] or match["hour5"] or match["oclock"] or match["halfhour"]
    part = match["ap"] or match["ap3"] or match["ap4"] or match["ap5"] or ""
    day = (
        match["day6"]
        or match["day1"]
        or match["day2"]
        or match["day3"]
        or match["day4"]
        or match["day5"]
        or ""
    )
    minute = float(match["minute"] or match["minute2"] or match["minute5"] or 0)
    if match["half"]:
        minute = 30.0
    if match["quarter"]:
        hour = match["quarterhour"]
        before = match["quarter"].lower().split()[-1] in {"to", "of", "before"}
        minute = -15.0 if before else 15.0
    if match["minutes"]:
        hour = match["sidehour"]
        minute = float(match["minutes"]) * (1 if match["side"] in {"past", "after"} else -1)
    if not hour:
        return None
    return Fact((("clock", _minutes(float(hour), minute, part.lower(), day.lower())),), said)


def _minutes(hour: float, minute: float, part: str, day: str) -> float:
    if hour > 12:
        return hour % 24 * 60 + minute
    hour %= 12
    if part == "p" or "afternoon" in day or "evening" in day or ("night" in day and hour >= 5):
        hour += 12
    elif not part and not day:
        return 10_000 + (hour * 60 + minute) % 720
    return (hour * 60 + minute) % 1440


def _span(match: re.Match[str], said: str) -> Fact:
    amount = value_of(match["span"]) if match["span"] else 2.0 if match["two"] else 1.0
    if match["old"]:
        kind = ("num", amount) if match["unit"].lower() == "year" else length_of_time(amount, match["unit"])
        return Fact((kind,), said, amount == 1)
    half = bool(match["ahalf"] or match["half2"])
    amount += 0.5 if half else 0.0
    readings: tuple[Reading, ...] = (length_of_time(amount, match["unit"]),)
    if match["unit"].lower() == "day" and match["span"]:
        readings += (("day", amount),)
    if match.string.startswith(" into", match.end()):  # three months into the marriage: 第三个月
        readings += (("nth", amount),)
    return Fact(readings, said, amount == 1 or bool(match["two"]))
