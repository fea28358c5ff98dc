"""Read numerals: Hanzi as people say and write them, and English words."""

# ruff: noqa: PLR2004 - the arithmetic of numerals, clocks and calendars is clearest in figures

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["HAN_DIGITS", "HAN_NUMERAL", "NUMBER_WORDS", "digits_of_words", "han_value", "is_digit_string"]

HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億〇", "一二三四五六七八九十百千万亿零")
_UNITS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}

# A numeral in Chinese text, digits and Hanzi mixed (3万5千); it never begins with a bare unit but 十.
HAN_NUMERAL = (
    r"(?:\d+(?:,\d{3})+(?:\.\d+)?[十百千万亿]*"
    r"|\d+(?:\.\d+)?(?:[百千万亿]+(?:\d+(?:\.\d+)?(?=[百千万亿]))?)*"
    r"|[零一二两三四五六七八九十][零一二两三四五六七八九十百千万亿]*)"
)


def is_digit_string(text: str) -> bool:
    """Tell whether Hanzi digits stand one by one (二零一九), not as a spoken value."""
    return len(text) > 1 and all(char in HAN_DIGITS for char in text)


@lru_cache(maxsize=4096)
def han_value(text: str) -> float:
    """Give the number that a numeral stands for; 两万五 is 25,000, as it is said.

    Args:
        text: What ``HAN_NUMERAL`` matched; formal Hanzi (壹贰叁) are read too.
    """
    text = text.replace(",", "").translate(_FORMAL)
    try:
        return float(text)
    except ValueError:
        pass
    if is_digit_string(text):
        return float("".join(str(HAN_DIGITS[char]) for char in text))
    return _spoken(text)


def _spoken(text: str) -> float:
    total = section = current = 0.0
    last_unit, zero = 1.0, False
    for piece in re.findall(r"\d+(?:\.\d+)?|.", text):
        if piece in _GROUPS:
            group = _GROUPS[piece]
            if group > total > 0 and section + current == 0:
                total *= group
            else:
                total = (
                    (total + section + current) * group
                    if group == _GROUPS["亿"]
                    else total + (section + current) * group
                )
            section, current, last_unit, zero = 0.0, 0.0, float(group), False
        elif piece in _UNITS:
            section += (current or 1) * _UNITS[piece]
            current, last_unit, zero = 0.0, float(_UNITS[piece]), False
        elif piece == "零":
            zero = True
        else:
            current = float(HAN_DIGITS[piece]) if piece in HAN_DIGITS else float(piece)
    if current and last_unit >= 100 and not zero and current < 10:
        current *= last_unit / 10  # 三百五 is 350, 两万五 is 25,000
    return total + section + current


_SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
} | {"fourty": 40}
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
        ],
        1,
    )
} | {word[:-1] + "ieth": value for word, value in _TENS.items()}
_WORD = "|".join(
    sorted([*_SMALL, *_TENS, *_ORDINALS, *_SCALES, "hundredth", "thousandth"], key=len, reverse=True)
)
_RUN = re.compile(
    rf"\b(?:(?:an?\s+)(?=(?:{'|'.join(_SCALES)})\b))?(?:\d[\d,]*(?:\.\d+)?\s+(?=(?:{'|'.join(_SCALES)})\b))?"
    rf"(?:{_WORD})\b(?:(?:\s*-\s*|\s+and\s+(?=(?:{_WORD})\b)|\s+|\s+oh?\s+(?=(?:{_WORD})\b))(?:{_WORD})\b)*",
    re.IGNORECASE,
)
# "The younger one eleven" counts no one.
_PRONOUN = re.compile(
    r"\b((?:[a-z]+er|eldest|youngest|oldest|last|big|little|this|that|which|each|every|same|right"
    r"|wrong)\s+)one\b"
    r"(?![- ](?:third|half|quarter|fourth|fifth|tenth|hundred|thousand|million|to)\b)",
    re.IGNORECASE,
)
_SCALE = "hundred|thousand|million|billion|trillion"
_HALVES = re.compile(
    rf"\bhalf an? (?P<scale>{_SCALE})\b"
    rf"|\b(?P<whole>an?|one|two|three|four|five|six|seven|eight|nine|\d+)"
    rf"(?: and a half (?P<scale2>{_SCALE})\b)",
    re.IGNORECASE,
)
NUMBER_WORDS = frozenset({*_SMALL, *_TENS, *_ORDINALS, *_SCALES, "hundredth", "thousandth"})


def digits_of_words(text: str) -> str:
    """Write the number words of English text in digits: ``twenty-first`` → ``21st``.

    Words that do not add up to one number stay apart (``eight thirty`` → ``8 30``),
    years read aloud come together (``twenty nineteen`` → ``2019``).
    """
    text = _HALVES.sub(_half_of, _PRONOUN.sub(r"\1ones", text))
    return _RUN.sub(_rewrite, text)


def _half_of(match: re.Match[str]) -> str:
    """Write ``half a million`` and ``two and a half million`` in digits."""
    whole = _digits(match["whole"].lower()) if match["whole"] else "0"
    whole = "1" if whole in {"", "a"} else whole
    value = (float(whole.replace(",", "")) + 0.5) * _SCALES[(match["scale"] or match["scale2"]).lower()]
    return f"{value:,.0f}"


def _rewrite(match: re.Match[str]) -> str:
    tail = " " if match.group().endswith(" ") else ""
    return _digits(match.group().lower()) + tail


@lru_cache(maxsize=4096)
def _digits(run: str) -> str:
    words = re.findall(r"[a-z]+|\d[\d,]*(?:\.\d+)?", run)
    numbers: list[str] = []
    value: float | None = None
    pending = 0.0
    joined = False

    def close() -> None:
        nonlocal value, pending
        if value is not None or pending:
            total = (value or 0) + pending
            numbers.append(f"{total:g}" if total < 1e6 else str(int(total)))
        value, pending = None, 0.0

    fresh = True
    for word in words:
        if word in {"a", "an", "o", "oh"}:
            continue
        if word == "and":
            joined = True
            continue
        if word in _SCALES or word in {"hundredth", "thousandth"}:
            scale = _SCALES[word.removesuffix("th")]
            if scale == _SCALES["hundred"]:
                pending = (pending or 1) * scale
            else:
                value = (value or 0) + (pending or 1) * scale
                pending = 0.0
            fresh = False
            if word.endswith("th"):
                close()
                numbers[-1] += _suffix(numbers[-1])
                fresh = True
            continue
        ordinal = word in _ORDINALS
        known = _ORDINALS.get(word, _SMALL.get(word, _TENS.get(word)))
        number = float(word.replace(",", "")) if known is None else float(known)
        if number == 0 and not ordinal:
            close()
            numbers.append("0")
            fresh = True
            continue
        if not fresh and not _fits(pending, value, number, joined):
            close()
        pending += number
        fresh = joined = False
        if ordinal:
            close()
            numbers[-1] += _suffix(numbers[-1])
            fresh = True
    close()
    return " ".join(_join_years(_join_single_digits(numbers)))


def _suffix(number: str) -> str:
    if number[-2:] in {"11", "12", "13"}:
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")


def _fits(pending: float, value: float | None, number: float, joined: bool) -> bool:
    """Tell whether the next word still belongs to the number being read."""
    if pending == 0:
        return value is not None and (joined or number < 1000)
    if pending % 100 == 0:
        return number < 100
    return pending % 100 >= 20 and pending % 10 == 0 and 0 < number < 10


def _join_single_digits(numbers: list[str]) -> list[str]:
    """Join three or more digits read one by one: a telephone, a case number."""
    joined: list[str] = []
    run: list[str] = []
    for number in [*numbers, ""]:
        if len(number) == 1:
            run.append(number)
            continue
        joined += ["".join(run)] if len(run) > 2 else run
        run = []
        if number:
            joined.append(number)
    return joined


def _join_years(numbers: list[str]) -> list[str]:
    """Join the halves of a year: 20 19 → 2019, 19 98 → 1998."""
    joined: list[str] = []
    for number in numbers:
        if joined and joined[-1] in {"18", "19", "20"} and re.fullmatch(r"[1-9]\d(?:st|nd|rd|th)?", number):
            joined[-1] += number
        else:
            joined.append(number)
    return joined
