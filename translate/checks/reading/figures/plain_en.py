"""Read an English figure that is no date, clock time, duration or measure: money, shares, bare numbers."""

# ruff: noqa: PLR2004 - the arithmetic of numerals is clearest in figures

from __future__ import annotations

import re
from collections.abc import Callable

from translate.checks.reading.figures.facts import Fact, Reading
from translate.checks.reading.figures.patterns_en import MONEY

__all__ = ["length_of_time", "read_plain", "value_of"]

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "night": 86_400, "week": 604_800}
_MONTH_SPANS = {"month": 1, "year": 12, "decade": 120}
_WORDS = {
    "triple": (3.0, False), "tripled": (3.0, False),
    "twice": (2.0, False), "double": (2.0, True), "both": (2.0, True), "couple": (2.0, True),
    "pair": (2.0, True), "dozen": (12.0, True), "thrice": (3.0, False), "once": (1.0, True),
    "twenties": (20.0, True), "thirties": (30.0, True), "forties": (40.0, True), "fifties": (50.0, True),
    "either": (2.0, True), "neither": (2.0, True), "nickel": (5.0, True), "dime": (10.0, True),
    "penny": (1.0, True), "sixties": (60.0, True), "seventies": (70.0, True), "eighties": (80.0, True),
    "nineties": (90.0, True),
}  # fmt: skip
_LOWER = {
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "third": 3,
    "3rd": 3,
    "quarter": 4,
    "4th": 4,
    "half": 2,
    "halves": 2,
}
_SIGNS = {"$": "money:usd", "us$": "money:usd", "hk$": "money:hkd", "nt$": "money:twd", "€": "money:eur"}
_SIGNS |= {"£": "money:gbp", "¥": "money:cny", "rmb": "money:cny", "cny": "money:cny", "usd": "money:usd"}
_SCALES = {"million": 1e6, "billion": 1e9, "trillion": 1e12, "thousand": 1e3, "k": 1e3}


def value_of(text: str) -> float:
    """Give the number that digits with commas stand for."""
    return float(text.replace(",", "").rstrip("."))


def length_of_time(amount: float, unit: str) -> Reading:
    """Give a duration in months for months and longer, else in seconds."""
    unit = unit.lower()
    if unit in _MONTH_SPANS:
        return "months", amount * _MONTH_SPANS[unit]
    return "seconds", amount * _SECONDS[unit]


def _sum(match: re.Match[str], said: str) -> Fact:
    kind, value = MONEY[match["currency"].lower()], value_of(match["money"])
    if kind == "money:cent":
        kind, value = "money", value / 100
    return Fact(((kind, value),), said, value in {1, 0.01} and kind == "money")


def _word(said: str) -> Fact:
    if said.lower() == "half":
        return Fact((("fraction", 0.5),), said, True)
    if said.lower() == "fortnight":
        return Fact((length_of_time(2, "week"), length_of_time(0.5, "month")), said, True)
    value, weak = _WORDS[said.lower()]
    readings = (("num", value), ("decade", value)) if said.lower().endswith("ties") else (("num", value),)
    return Fact(readings, said, weak)


def _vague(match: re.Match[str], said: str) -> list[Fact]:
    if "couple" not in said.lower():
        return []
    return [Fact((("num", 2.0 * float(re.sub(r"\D", "", match["vague"]))),), said, True)]


def _dozen(match: re.Match[str], said: str) -> list[Fact]:
    count = 0.5 if match["dozen"].lower().startswith("half") else float(match["dozen"].split()[0])
    return [Fact((("num", 12 * count),), said, count < 1)]


def _percent(match: re.Match[str], said: str) -> list[Fact]:
    return [Fact((("percent", value_of(match["percent"])),), said, match["percent"] == "100")]


def _dollar(match: re.Match[str], said: str) -> list[Fact]:
    kind = _SIGNS.get(match["dollar"].strip().lower(), "money")
    scale = _SCALES.get((match["scale"] or "").lower(), 1)
    return [Fact(((kind, value_of(match["sum"]) * scale),), said)]


def _fraction(match: re.Match[str], said: str) -> list[Fact]:
    above = 1.0 if match["upper"].lower().startswith("a") else float(match["upper"])
    below = _LOWER.get(match["lower"].lower()) or int(match["lower"][:-2])
    return [Fact((("fraction", round(above / below, 4)),), said, below == 2)]


def _code(_match: re.Match[str], said: str) -> list[Fact]:
    digits = float(re.sub(r"\D", "", said))
    return [Fact((("num", digits),), said, said.lower().startswith(("covid", "mp", "g20")))]


def _phone(_match: re.Match[str], said: str) -> list[Fact]:
    return [Fact((("num", float(re.sub(r"\D", "", said))),), said)]


def _spelt(_match: re.Match[str], said: str) -> list[Fact]:
    """Read what is spelt out (4-7-K) by its digits in a row; letters alone state nothing."""
    digits = re.sub(r"\D", "", said)
    return [Fact((("num", float(digits)),), said)] if digits else []


def _once_or_twice(_match: re.Match[str], said: str) -> list[Fact]:
    return [Fact((("num", value),), said, True) for value in (1.0, 2.0)]


_READERS: tuple[tuple[str, Callable[[re.Match[str], str], list[Fact]]], ...] = (
    ("nonstop", lambda _match, said: [Fact((("seconds", 86_400.0), ("num", 24.0)), said, True)]),
    ("spoken", lambda _match, said: [Fact((("num", float(said[0] + said[-2:])),), said)]),
    ("spelt", _spelt),
    ("even", lambda _match, said: [Fact((("fraction", 0.5),), said, True)]),
    ("vague", _vague),
    ("dozen", _dozen),
    ("percent", _percent),
    ("dollar", _dollar),
    ("upper", _fraction),
    ("money", lambda match, said: [_sum(match, said)]),
    ("code", _code),
    ("phone", _phone),
    ("decade", lambda match, said: [Fact((("decade", float(match["decade"])),), said)]),
    ("vaguely", _once_or_twice),
    ("word", lambda _match, said: [_word(said)]),
)


def read_plain(match: re.Match[str], said: str) -> list[Fact]:
    """Give what one match of ``patterns_en`` states, where it is no date, time or measure.

    Args:
        match: Of ``MASTER`` or ``DIGITS``.
        said: As it stands in the text.
    """
    for group, reader in _READERS:
        if match[group]:
            return reader(match, said)
    return [_number(match, said)]


_OR_MORE = re.compile(r" (?:or|to) \d")
# "You two" and "the two of them" are said in Chinese by 你们 and 他们.
_OF_US = re.compile(
    r"\b(?:you|we|us|them|they|these|those|the|both|all|my|our|his|her|their) $", re.IGNORECASE
)


def _number(match: re.Match[str], said: str) -> Fact:
    value = value_of(match["n"])
    if match["th"] == "nd" and value > 20:  # a forty-second video
        return Fact((("num", value), ("seconds", value - 2)), said)
    if match["nhalf"]:
        value += 0.5
    weak = value == 1 or (match["th"] is not None and value == 2)
    weak = weak or _OR_MORE.match(match.string, match.end()) is not None  # five or six kilos
    weak = weak or (value == 2 and _OF_US.search(match.string, 0, match.start()) is not None)
    kind = "year" if 1900 <= value <= 2099 and "," not in match["n"] and not match["th"] else "num"
    readings: tuple[Reading, ...] = (("year", value), ("num", value)) if kind == "year" else (("num", value),)
    return Fact(readings, said, weak)
