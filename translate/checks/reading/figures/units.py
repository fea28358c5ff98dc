"""Units of measure in Chinese and English, and what a measured figure states: its size in one common unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.reading.figures.facts import Fact, Reading
from translate.checks.reading.figures.numerals import han_value
from translate.checks.words.tables import read_table

__all__ = [
    "CHINESE_UNITS",
    "ENGLISH_UNITS",
    "chinese_measure",
    "english_measure",
    "measure_of",
    "read_measure",
    "read_temperature",
    "temperatures",
]

Found = tuple[Fact, int] | None


def _read() -> Iterator[tuple[str, float, str, str]]:
    for dimension, size, chinese, english in read_table("units.txt"):
        yield dimension, float(size), chinese, english


_TABLE = tuple(_read())
_ZH = {
    name: (dimension, size) for dimension, size, names, _ in _TABLE for name in names.split() if name != "-"
}
_EN = {
    name.replace("_", " "): (dimension, size)
    for dimension, size, _, names in _TABLE
    for name in names.split()
    if name != "-"
}
# What looks like a unit and is none: 里面, 丈夫, 升级, 码头, 度过.
_NO_UNIT = {
    "里": "面边头程弄", "丈": "夫人母", "升": "级学职高到任", "码": "头", "度": "过假数日蜜", "克": "服",
    "平": "时安等均静", "分": "", "尺": "寸码", "寸": "步",
}  # fmt: skip


def _pattern(names: list[str]) -> str:
    made = []
    for name in sorted(names, key=len, reverse=True):
        never = _NO_UNIT.get(name)
        made.append(f"{name}(?![{never}])" if never else name)
    return "|".join(made)


CHINESE_UNITS = _pattern(list(_ZH))
ENGLISH_UNITS = "|".join(sorted((name.replace(".", r"\.") for name in _EN), key=len, reverse=True))
_MEASURE = re.compile(
    rf"(?P<vague>[多来余几])?(?P<unit>{CHINESE_UNITS})(?P<more>(?:(?:[零一二三四五六七八九]|\d)+)"
    r"(?![零一二三四五六七八九十百千万亿个人年月天点岁块元米斤英寸\d]))?(?P<half>半(?![夜天年个月小路死信空]))?"
)
_INCHES = re.compile(r"(?P<inches>[零一二三四五六七八九十]+|\d+)英?寸")
_TEMPERATURE = re.compile(
    r"(?P<vague>[多来几])?(?P<scale>摄氏|华氏)?度(?![过假数日蜜]|电)"
    r"(?:(?P<tenth>[一二三四五六七八九])(?![十百千万]))?"
)


def measure_of(value: float, dimension: str, size: float, said: str, *, weak: bool = False) -> Fact:
    """A measured figure: its size in kilograms, metres, square metres or litres, and the bare count."""
    readings: tuple[Reading, ...] = ((dimension, value * size), ("measured", value))
    return Fact(readings, said, weak)


def read_measure(text: str, end: int, said: str, value: float) -> Found:
    """Read 三公里, 一米七五 or 五英尺四英寸 from the characters after a numeral; None without a unit."""
    match = _MEASURE.match(text, end)
    if match is None:
        return None
    dimension, size = _ZH[match["unit"]]
    stop = match.end()
    if match["more"]:  # 一米七五
        digits = f"{han_value(match['more']):.0f}"
        value += float(digits) / 10 ** len(digits)
    if match["half"]:
        value += 0.5
    if match["unit"] in {"英尺", "尺"} and (inches := _INCHES.match(text, stop)):
        value, stop = (
            value + han_value(inches["inches"]) / (12 if match["unit"] == "英尺" else 10),
            inches.end(),
        )
    weak = value == 1 or match["vague"] == "几"
    return measure_of(round(value, 6), dimension, size, said + text[end:stop], weak=weak), stop


def chinese_measure(count: float, unit: str, said: str, *, weak: bool = False) -> Fact:
    """Read 半斤 and 每亩, whose count is no numeral."""
    return measure_of(count, *_ZH[unit], said, weak=weak)


def temperatures(value: float, scale: str, *, chinese: bool) -> tuple[Reading, ...]:
    """Give what a figure of degrees can mean; a figure without a scale is Celsius in Chinese.

    Args:
        value: Negative below zero.
        scale: ``c``, ``f``, or empty where none is named.
        chinese: Said in Chinese.
    """
    if scale:
        return ((("celsius" if scale == "c" else "fahrenheit"), value), ("measured", value))
    plain: tuple[Reading, ...] = (("degrees", value), ("celsius", value))
    return (*plain, ("measured", value)) if chinese else (*plain, ("fahrenheit", value), ("measured", value))


def read_temperature(text: str, start: int, end: int, said: str, value: float) -> Found:
    """Read 零下二十度 and 华氏一百度 (degrees) from the characters around a numeral."""
    match = _TEMPERATURE.match(text, end)
    if match is None:
        return None
    before = text[max(start - 4, 0) : start]
    scale = match["scale"] or next((each for each in ("摄氏", "华氏") if each in before), "")
    value += han_value(match["tenth"]) / 10 if match["tenth"] else 0
    value = -value if "零下" in before else value
    readings = temperatures(value, {"摄氏": "c", "华氏": "f"}.get(scale, ""), chinese=True)
    return Fact(readings, said + text[end : match.end()], value == 1), match.end()


def english_measure(value: float, unit: str, said: str, *, weak: bool = False) -> Fact:
    """A measured English number of a unit; ``pounds`` may be money too."""
    name = re.sub(r"\s+", " ", unit.lower()).rstrip(".")
    dimension, size = _EN[name] if name in _EN else _EN[unit.lower()]
    fact = measure_of(value, dimension, size, said, weak=weak)
    if name in {"pound", "pounds"}:
        return Fact((*fact.readings, ("money:gbp", value)), said, weak)
    return fact
