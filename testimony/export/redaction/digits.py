"""Numbers as people write and say them: 138-1234-5678, 一三八一二三四五六七八, one three eight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

__all__ = ["KnownNumbers", "SpokenNumbers", "digit_runs", "digits_in", "known_numbers"]

_HAN = dict(
    zip("〇零○洞一幺壹二两贰三叁四肆五伍六陆七拐柒八捌九勾玖", "00001112223344556677788999", strict=True)
)
_ENGLISH = {
    word: str(value)
    for value, words in enumerate(
        ("zero oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    )
    for word in words.split()
}
_TIMES = {"double": 2, "triple": 3}
_WORD = rf"(?<![A-Za-z])(?:(?:{'|'.join(_TIMES)})\s+)?(?:{'|'.join(_ENGLISH)}|o)(?![A-Za-z])"
_TOKEN = re.compile(rf"\d|[{''.join(_HAN)}]|{_WORD}", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s\-–—‑.,，、。()（）]{0,4}")
_OPENING = re.compile(r"[+(（]$")
_LINES_WITHIN = 2


@dataclass(frozen=True, slots=True)
class Run:
    """Digits that follow each other, and where each stands in the text.

    Attributes:
        digits: One character a digit, ``0``–``9``.
        spans: As many; a word such as "double five" is the span of two digits.
        spoken: As many; whether it is written as a word, not as a figure.
    """

    digits: str
    spans: tuple[tuple[int, int], ...]
    spoken: tuple[bool, ...]


def digits_in(text: str) -> str:
    """Return the digits of a text in figures, however they are written."""
    return "".join(run.digits for run in digit_runs(text))


@lru_cache(maxsize=64)
def digit_runs(text: str) -> tuple[Run, ...]:
    """Return the digits that stand together but for white space, dashes, dots, commas and brackets.

    The letter O counts as a digit only between others: "two one two, O one four".
    """
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[Run]:
    group: list[re.Match[str]] = []
    for match in _TOKEN.finditer(text):
        if group and not _BETWEEN.fullmatch(text, group[-1].end(), match.start()):
            yield from _run(group)
            group = []
        if group or match[0] not in "oO":
            group.append(match)
    yield from _run(group)


def _run(group: list[re.Match[str]]) -> Iterator[Run]:
    if not group:
        return
    values = [_value(match[0]) for match in group]
    spans = tuple(match.span() for match, value in zip(group, values, strict=True) for _ in value)
    spoken = tuple(not m[0].isdecimal() for m, value in zip(group, values, strict=True) for _ in value)
    yield Run("".join(values), spans, spoken)


def _value(token: str) -> str:
    if token.isdecimal():
        return str(int(token))
    if token in _HAN:
        return _HAN[token]
    *times, word = token.lower().split()
    return (_ENGLISH.get(word) or "0") * (_TIMES[times[0]] if times else 1)


@dataclass(frozen=True, slots=True)
class KnownNumbers:
    """Finds numbers that are known, in any writing of their digits.

    Attributes:
        numbers: In figures.
        template: What stands instead; ``{last4}`` becomes the last four digits.
        label: What a report calls them.
        before: What belongs to the number and stands before it, such as the letter of an A-number;
            else an opening bracket or a plus sign.
    """

    numbers: frozenset[str]
    template: str
    label: str
    before: re.Pattern[str] | None = None
    _lengths: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Longer numbers are looked for first."""
        lengths = sorted({len(number) for number in self.numbers}, reverse=True)
        object.__setattr__(self, "_lengths", tuple(lengths))

    def replace(self, found: str) -> str:
        """Give what stands instead of a match."""
        return self.template.replace("{last4}", digits_in(found)[-4:])

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where they stand in a text; digits one to a line are a margin's, not a number's."""
        for run in digit_runs(text):
            at = 0
            while at < len(run.digits):
                rest = len(run.digits) - at
                fitting = (n for n in self._lengths if n <= rest)
                length = next((n for n in fitting if run.digits[at : at + n] in self.numbers), 0)
                if length:
                    start, end = run.spans[at][0], run.spans[at + length - 1][1]
                    if text.count("\n", start, end) <= _LINES_WITHIN:
                        yield self._with_before(text, start), end
                at += length or 1

    def _with_before(self, text: str, start: int) -> int:
        found = (self.before or _OPENING).search(text, max(0, start - 12), start)
        return found.start() if found else start


@dataclass(frozen=True, slots=True)
class SpokenNumbers:
    """Finds numbers said digit by digit, by how many digits they have.

    Attributes:
        lengths: Numbers of digits that such a number may have.
        template: As in ``KnownNumbers``.
        label: What a report calls them.
    """

    lengths: frozenset[int]
    template: str
    label: str

    def replace(self, found: str) -> str:
        """Give what stands instead of a match."""
        return self.template.replace("{last4}", digits_in(found)[-4:])

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where they stand in a text."""
        for run in digit_runs(text):
            for said, places in groupby(range(len(run.digits)), key=run.spoken.__getitem__):
                first, *_, last = [*places] * 2
                digits = run.digits[first : last + 1]
                if said and {len(digits), len(_unit(digits))} & self.lengths:
                    yield run.spans[first][0], run.spans[last][1]


def _unit(digits: str) -> str:
    """Return a number that was said twice or more, once."""
    size = (digits + digits).find(digits, 1)
    return digits[:size]


def known_numbers(
    texts: Iterable[str], template: str, label: str, before: re.Pattern[str] | None = None
) -> Iterator[KnownNumbers]:
    """Turn numbers that were found by their form into a finder of their digits in any writing."""
    found = [digits for digits in map(digits_in, texts) if digits]
    numbers = frozenset(found).union(map(_unit, found))
    if numbers:
        yield KnownNumbers(numbers, template, label, before)
