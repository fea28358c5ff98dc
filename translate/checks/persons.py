"""Who is spoken of: grammatical persons on either side, counted."""

from __future__ import annotations

import re

__all__ = ["count_chinese_persons", "count_english_persons"]

_ZH = re.compile(
    r"(?P<we>我们|咱们|咱|我俩|我方|我国|本公司|我[两三四五几]个?人)|(?P<home>我(?=家|爸妈|父母|夫妻"
    r"|夫妇|一家|全家))|(?P<i>我|(?<![日资基根成])本人|俺)"
    r"|(?P<yous>你们|您们|诸位|各位)|(?P<you>你|您)|(?P<they>他们|她们|它们|他俩|她俩|人们|大家|有人|人家)"
    r"|(?:其他|他人|吉他|排他|他乡|维他)"
    r"|(?P<he>他)|(?P<she>她)|(?P<it>它)"
)
_EN = re.compile(
    r"\b(?:(?P<we>we|our|ours|ourselves|let's)|(?P<us>us)|(?P<i>i|me|my|mine|myself|i'm|i'd|i've|i'll)"
    r"|(?P<you>you|your|yours|yourself|yourselves)|(?P<they>they|them|their|theirs|themselves)"
    r"|(?P<he>he|him|his|himself)|(?P<she>she|her|hers|herself))\b",
    re.IGNORECASE,
)


def count_chinese_persons(text: str) -> dict[str, int]:
    """Count i, we, home (我家, either of the two), you, yous, he, she, they, it."""
    counts: dict[str, int] = {}
    for match in _ZH.finditer(text):
        if match.lastgroup:
            counts[match.lastgroup] = counts.get(match.lastgroup, 0) + 1
    return counts


def count_english_persons(text: str) -> dict[str, int]:
    """Count i, we, home (我家, either of the two), you, yous, he, she, they, it."""
    counts: dict[str, int] = {}
    for match in _EN.finditer(text):
        group = match.lastgroup or ""
        if group == "us":
            if match.group() == "US":
                continue
            group = "we"
        counts[group] = counts.get(group, 0) + 1
    return counts
