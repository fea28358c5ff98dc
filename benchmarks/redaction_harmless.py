"""Sentences without a secret: those of a corpus of hearings, and made-up ones full of figures."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

__all__ = ["harmless"]

_PAIRS = Path(__file__).parent / "translate_data" / "rounds_2_to_10.tsv"
# Lines of the corpus that hold a secret by the corpus' own count: a number, an address or a birth date.
_MARKS = "646 六四六 A208 A二零八 208-543 plate 车牌 born 出生 生日 birth 136-20 41st Avenue 大道 088-765 A号"
_SECRET = tuple(_MARKS.split())
_TUNE = (
    "The police blocked the road on {month} {day}, {year}.",
    "Line {small}, page {small}, of exhibit {letter}.",
    "See 8 C.F.R. § 1003.{small} and Section {section}(a).",
    "He paid {thousands} yuan in {year}.",
    "We met at {hour}:30 and left at {hour}:45.",
    "二〇{two}年{month_zh}，警察来了{small}个人。",
    "我被关了{small}天，罚款{thousands}元。",
    "WeChat blocked the group in {year}.",
    "I posted it on WeChat, then Telegram, then nothing.",
    "The officer wrote a long report in {year}, {year} and {year}.",
    "Docket {two}-{four} was continued to {month} {day}.",
    "One, two, three, four, five, six, seven, he counted.",
    "请翻到第{small}页第{small}行。",
    "小李明天来开庭，行李明天到。",
    "What was his name, and how long did he stay?",
    "An arrest on {month} {day}, {year} is in the file.",
)
_REPORT = (
    "The hearing of {month} {day}, {year} was adjourned at {hour}:15.",
    "Receipt MSC{ten} was issued in {year}.",
    "Matter of S-M-J-, 21 I&N Dec. {three} (BIA {year}).",
    "Chapter {small}, paragraph {small}, lines {small} to {small}.",
    "The fine was {thousands} RMB, later {thousands}.",
    "{year}年{small}月{small}日开庭，{hour}点开始。",
    "他们来了{small}次，每次{small}个小时，一共{three}天。",
    "证据{letter}第{small}页，编号{four}。",
    "The phone rang {small} times and then the line went dead.",
    "My account of the events of {year} is true.",
    "The road was blocked at kilometre {three}.",
    "The temperature was {small}.5 degrees, the humidity {small} percent.",
    "Flight CA{three} left at {hour}:05 from gate {small}.",
    "Bates {seven} through {seven} were produced.",
    "他说明天来，我说明白了。",
    "The teacher said that the Song dynasty ended long ago.",
    "I can sing, and he long ago learned to dance.",
    "Public Law {three}-{three}, 110 Stat. 3009-{three}.",
    "高明的医生不多，方方面面都要考虑。",
    "They drove at {small} miles an hour for {small} minutes.",
)
_MONTHS = ("January", "March", "May", "June", "August", "October", "December")


def harmless(which: str, dice: random.Random) -> Iterator[str]:
    """Yield sentences without end: half of the corpus, every second line, then made-up ones."""
    rows = [line.split("\t")[:2] for line in _PAIRS.read_text(encoding="utf-8").splitlines()]
    half = [text for number, row in enumerate(rows) if number % 2 == (which == "report") for text in row]
    half = [text for text in half if not any(mark in text for mark in _SECRET)]
    dice.shuffle(half)
    frames = _TUNE if which == "tune" else _REPORT
    said: set[str] = set()
    for text in half:
        for sentence in (text, dice.choice(frames).format(**_values(dice))):
            if sentence not in said:
                said.add(sentence)
                yield sentence


def _values(dice: random.Random) -> dict[str, str]:
    return {
        "month": dice.choice(_MONTHS),
        "month_zh": f"{dice.randrange(1, 13)}月",
        "day": str(dice.randrange(1, 29)),
        "year": str(dice.randrange(1985, 2025)),
        "two": f"{dice.randrange(10, 24)}",
        "three": str(dice.randrange(100, 999)),
        "four": str(dice.randrange(1000, 9999)),
        "seven": f"{dice.randrange(1, 9_999_999):07}",
        "ten": str(dice.randrange(10**9, 10**10)),
        "small": str(dice.randrange(2, 60)),
        "hour": str(dice.randrange(8, 12)),
        "section": f"{dice.randrange(200, 300)}",
        "thousands": f"{dice.randrange(1_000, 999_999):,}",
        "letter": dice.choice("ABCDEFG"),
    }
