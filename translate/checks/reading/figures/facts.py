"""What a sentence states in figures, whatever language and notation it states it in."""

# ruff: noqa: PLR2004 - the arithmetic of numerals, clocks and calendars is clearest in figures

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["DATE_CLASSES", "Fact", "Reading", "compare_facts"]

Reading = tuple[str, float]

# Classes of the date family: year, month, day, weekday, clock, durations (seconds or months), and the
# count of a day, month or year (第三天).
DATE_CLASSES = frozenset({"year", "month", "day", "weekday", "clock", "seconds", "months", "decade", "nth"})
_SIZES = frozenset({"mass", "length", "area", "volume"})
_DEGREES = frozenset({"celsius", "fahrenheit", "degrees"})
_MEASURES = _SIZES | _DEGREES
# How far a conversion may be rounded: six miles for ten kilometres, seven feet for two metres.
_ROUNDED = 0.07
_EXACT = 0.001
_DEGREE = 1.5
_LOOSE = frozenset({"num", "year", "day", "decade"})
_SHARES = frozenset({"percent", "fraction", "paid"})
_NIGHT = 12 * 60


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure.

    Attributes:
        readings: What it can mean, the likeliest first: (class, value). A clock is in minutes
            since midnight, plus 10,000 where morning or afternoon is not said; a duration is
            in seconds (up to weeks) or in months (months and years).
        text: As it stands, for the note.
        weak: May be matched, but is not missed when the other side lacks it (一, ``a``, ``both``).
    """

    readings: tuple[Reading, ...]
    text: str
    weak: bool = False

    @property
    def is_measure(self) -> bool:
        """True when it is a figure with a unit of measure."""
        return self.readings[0][0] in _MEASURES

    @property
    def is_date(self) -> bool:
        """True when it is first of all a date, a clock time or a duration."""
        return self.readings[0][0] in DATE_CLASSES


def compare_facts(source: Sequence[Fact], target: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Give what only the source states, and what only the target states.

    A figure may be repeated on either side; a weak one is never missed.
    """
    matched_source, matched_target = [False] * len(source), [False] * len(target)
    for exact in (True, False):
        for i, left in enumerate(source):
            if matched_source[i]:
                continue
            for j, right in enumerate(target):
                if not matched_target[j] and _agree(left, right, exact):
                    matched_source[i] = matched_target[j] = True
                    break
    lost = [fact for fact, seen in zip(source, matched_source, strict=True) if not seen]
    extra = [fact for fact, seen in zip(target, matched_target, strict=True) if not seen]
    lost = [fact for fact in lost if not any(_agree(fact, other, False) for other in target)]
    extra = [fact for fact in extra if not any(_agree(other, fact, False) for other in source)]
    if lost and extra and _add_up(lost, extra):
        return [], []
    return _missed(lost, extra), _missed(extra, lost)


def _add_up(lost: Sequence[Fact], extra: Sequence[Fact]) -> bool:
    """Tell whether durations of one side add up to one of the other: 一年零两个月, "fourteen months"."""
    kinds = {fact.readings[0][0] for fact in (*lost, *extra)}
    if len(kinds) != 1 or not kinds <= {"months", "seconds"} or len(lost) == len(extra):
        return False
    return sum(fact.readings[0][1] for fact in lost) == sum(fact.readings[0][1] for fact in extra)


def _missed(facts: list[Fact], others: list[Fact]) -> list[Fact]:
    """Keep the strong ones, and a weak duration that faces a different one (一个月 / a year)."""
    durations = any(other.readings[0][0] in {"seconds", "months"} for other in others)
    measures = {other.readings[0][0] for other in others if other.is_measure}
    return [
        fact
        for fact in facts
        if not fact.weak
        or (durations and fact.readings[0][0] in {"seconds", "months"})
        or fact.readings[0][0] in measures
    ]


def _agree(left: Fact, right: Fact, exact: bool) -> bool:
    first, second = left.readings, right.readings
    if exact:
        return first[0] == second[0]
    if left.is_measure and right.is_measure:
        return _same_measure(first, second) or any(
            one == other for one in first for other in second if one[0].startswith("money")
        )
    return any(_same(one, other) for one in first for other in second)


def _same_measure(one: Sequence[Reading], other: Sequence[Reading]) -> bool:
    """Compare two measured figures: their sizes, or their degrees."""
    (kind, value), (kind2, value2) = one[0], other[0]
    if kind in _SIZES and kind == kind2:
        count, count2 = _count(one), _count(other)
        units = value / count, value2 / count2
        rounded = _EXACT if _is_decimal(units[0] / units[1]) else _ROUNDED
        return abs(value - value2) <= rounded * max(value, value2)
    return any(_same_degrees(first, second) for first in one for second in other)


def _count(readings: Sequence[Reading]) -> float:
    return next((value for kind, value in readings if kind == "measured" and value), 1.0)


def _is_decimal(ratio: float) -> bool:
    """Tell whether one unit is the other times ten, a half or two, as among metric units and 斤."""
    digits = f"{ratio:.3e}"
    return digits[:5] in {"1.000", "2.000", "5.000"}


def _same_degrees(one: Reading, other: Reading) -> bool:
    kind, value = one
    kind2, value2 = other
    if {kind, kind2} == {"celsius", "fahrenheit"}:
        celsius, fahrenheit = (value, value2) if kind == "celsius" else (value2, value)
        return abs(celsius * 1.8 + 32 - fahrenheit) <= _DEGREE
    return kind == kind2 and kind in _DEGREES and value == value2


def _same(one: Reading, other: Reading) -> bool:
    kind, value = one
    kind2, value2 = other
    if kind == kind2:
        return value == value2 if kind != "clock" else _same_clock(value, value2)
    if kind in _LOOSE and kind2 in _LOOSE:
        return value == value2
    if {kind, kind2} <= _SHARES:
        return _same_share(one, other)
    if "num" in (kind, kind2):
        return _same_as_number(*((one, other) if kind2 == "num" else (other, one)))
    if {kind, kind2} == {"months", "seconds"}:
        months, seconds = (value, value2) if kind == "months" else (value2, value)
        return (months, seconds) in _EQUAL_SPANS
    return (
        kind.startswith("money") and kind2.startswith("money") and value == value2 and _currency(kind, kind2)
    )


def _same_share(one: Reading, other: Reading) -> bool:
    """Compare a percentage with a fraction, or with what a discounted price comes to."""
    percents = [round(value * 100, 4) if kind == "fraction" else value for kind, value in (one, other)]
    return percents[0] == percents[1]


_DAY = 86_400
_EQUAL_SPANS = frozenset(
    {(0.5, 14 * _DAY), (0.5, 15 * _DAY), (1, 30 * _DAY), (2, 60 * _DAY), (3, 90 * _DAY), (6, 180 * _DAY)}
    | {(12, 365 * _DAY), (1, 28 * _DAY)}
)


def _currency(kind: str, kind2: str) -> bool:
    return kind == kind2 or "money" in (kind, kind2)


def _same_clock(value: float, value2: float) -> bool:
    if value >= 10_000 or value2 >= 10_000:
        return value % 10_000 % _NIGHT == value2 % 10_000 % _NIGHT
    return value == value2


def _same_as_number(one: Reading, number: Reading) -> bool:
    """Compare a classed figure with a bare number; a duration's count has its own reading."""
    kind, value = one
    if kind == "clock":
        value %= 10_000
        return value % 60 == 0 and value // 60 % 12 == number[1] % 12
    return (kind.startswith("money") or kind in {"percent", "month", "measured", "paid"}) and value == number[
        1
    ]
