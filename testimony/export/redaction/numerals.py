"""Numbers as people write and say them: 138-1234-5678, 一三八1234五六七八, one thirty-eight, twelve."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from testimony.export.redaction.rules import Hit

__all__ = ["Group", "KnownNumbers", "Run", "digits_in", "number_runs"]

_HAN = dict(
    zip("〇零○洞一幺壹二两贰三叁四肆五伍六陆七拐柒八捌九勾玖", "00001112223344556677788999", strict=True)
)
_UNITS = {
    word: str(value)
    for value, words in enumerate(
        ("zero oh nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    )
    for word in words.split()
}
_TEENS = {
    word: str(value)
    for value, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        start=10,
    )
}
_TENS = {
    word: str(value)
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_SIMPLE = rf"(?:(?:{'|'.join(_TENS)})(?:[\s\-]+(?:{_UNIT})(?![A-Za-z]))?|{'|'.join(_TEENS)}|{_UNIT})"
_WORD = (
    rf"(?<![A-Za-z])(?:(?:{'|'.join(_TIMES)})[\s\-]+(?:{_UNIT}|\d)|{_SIMPLE}(?:\s+hundred(?:(?:\s+and)?\s+{_SIMPLE})?)?"
    r"|o)(?![A-Za-z])"
)
_HAN_NUMBER = rf"[{''.join(_HAN)}]?[十拾][{''.join(_HAN)}]?|[{''.join(_HAN)}]"
_TOKEN = re.compile(rf"\d+|{_WORD}|{_HAN_NUMBER}", re.IGNORECASE)
_FILLER = r"(?:and|then|dash|hyphen|slash|space|dot|point|uh|um|er|横杠|杠|空格|呃|嗯|然后|点)"
_GAP = re.compile(rf"(?:[^\w\n]|_|\n){{0,5}}(?:{_FILLER}(?:[^\w]|_){{0,3}})?", re.IGNORECASE)
_OPENING = re.compile(r"[+(]+$")
_LINES_WITHIN = 2


@dataclass(frozen=True, slots=True)
class Group:
    """Digits that were written or said as one: figures without a gap, or the words of one number.

    Attributes:
        digits: One character a digit.
        start: Where it begins in the folded text.
        end: One past its last character.
        spoken: Whether it is in words; a row of Chinese digits is, each of them a group.
        gap: What stands between it and the group before; empty for the first.
    """

    digits: str
    start: int
    end: int
    spoken: bool
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Groups that follow each other with nothing but punctuation, spaces or a filler between them."""

    groups: tuple[Group, ...]

    @property
    def digits(self) -> str:
        """All digits in order."""
        return "".join(group.digits for group in self.groups)

    def place(self, first: int, count: int) -> tuple[int, int]:
        """Return where ``count`` digits from digit ``first`` on stand in the text.

        Within figures to the digit; a number in words goes whole.
        """
        at, start, end = 0, -1, -1
        for group in self.groups:
            stop = at + len(group.digits)
            if at < first + count and first < stop:
                exact = not group.spoken
                if start < 0:
                    start = group.start + (first - at if exact else 0)
                end = group.start + min(first + count, stop) - at if exact else group.end
            at = stop
        return start, end


def digits_in(text: str) -> str:
    """Return the digits of a folded text in figures, however they are written."""
    return "".join(run.digits for run in number_runs(text))


@lru_cache(maxsize=256)
def number_runs(text: str) -> tuple[Run, ...]:
    """Return the numbers of a folded text, with those that follow each other closely together.

    The letter O counts as a digit only between others: "two one two, O one four".
    """
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[Run]:
    groups: list[Group] = []
    for match in _TOKEN.finditer(text):
        gap = text[groups[-1].end : match.start()] if groups else ""
        if groups and not _GAP.fullmatch(gap):
            yield Run(tuple(groups))
            groups, gap = [], ""
        if groups or match[0] not in "oO":
            groups.append(Group(_value(match[0]), match.start(), match.end(), not match[0].isdecimal(), gap))
    if groups:
        yield Run(tuple(groups))


def _value(token: str) -> str:
    if token.isdecimal():
        return token
    if token[0] in _HAN or token[0] in "十拾":
        return _han_value(token)
    words = re.split(r"[\s\-]+", token.lower())
    if words[0] in _TIMES:
        return (_UNITS.get(words[1]) or words[1]) * _TIMES[words[0]]
    return _english_value([word for word in words if word != "and"])


def _han_value(token: str) -> str:
    if len(token) == 1:
        return _HAN.get(token) or "10"
    one, _, other = token.replace("拾", "十").partition("十")
    return (_HAN.get(one) or "1") + (_HAN.get(other) or "0")


def _english_value(words: list[str]) -> str:
    if "hundred" in words:
        at = words.index("hundred")
        rest = _english_value(words[at + 1 :]) if words[at + 1 :] else ""
        return _english_value(words[:at]) + rest.rjust(2, "0")
    first = words[0]
    if first in _TENS:
        return _TENS[first] + (_UNITS[words[1]] if len(words) > 1 else "0")
    return _TEENS.get(first) or _UNITS.get(first) or "0"


@dataclass(frozen=True, slots=True)
class KnownNumbers:
    """Finds numbers that are known, in any writing of their digits.

    Attributes:
        numbers: In figures.
        instead: What stands instead; ``{last4}`` becomes the last four digits.
        label: What a report calls them.
        lead: What belongs to the number and stands before it, such as the letter of an A-number.
        tail: The same for what stands behind it, such as the X of an identity number.
    """

    numbers: frozenset[str]
    instead: str
    label: str
    lead: re.Pattern[str] | None = None
    tail: re.Pattern[str] | None = None

    def hits(self, text: str, _before: str = "", /) -> Iterator[Hit]:
        """Yield where they stand in a text; digits one to a line are a margin's, not a number's."""
        lengths = sorted({len(number) for number in self.numbers}, reverse=True)
        for run in number_runs(text):
            digits, at = run.digits, 0
            while at < len(digits):
                fitting = (n for n in lengths if digits[at : at + n] in self.numbers)
                length = next(fitting, 0)
                if length:
                    yield from self._hit(text, run.place(at, length), digits[at : at + length])
                at += length or 1

    def _hit(self, text: str, place: tuple[int, int], digits: str) -> Iterator[Hit]:
        start, end = place
        if text.count("\n", start, end) > _LINES_WITHIN:
            return
        lead = (self.lead or _OPENING).search(text, max(0, start - 12), start)
        tail = self.tail.match(text, end) if self.tail else None
        instead = self.instead.replace("{last4}", digits[-4:])
        yield Hit(lead.start() if lead else start, tail.end() if tail else end, instead, self.label)


def known_numbers(
    values: Iterable[str],
    instead: str,
    label: str,
    lead: re.Pattern[str] | None = None,
    tail: re.Pattern[str] | None = None,
) -> Iterator[KnownNumbers]:
    """Turn numbers that were found by their form into a finder of their digits in any writing."""
    numbers = frozenset(value for value in values if value)
    if numbers:
        yield KnownNumbers(numbers, instead, label, lead, tail)
