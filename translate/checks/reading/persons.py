"""Who is spoken of: grammatical persons on either side, counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["count_chinese_persons", "count_english_persons"]

_ZH = re.compile(
    r"(?P<we>我们|咱们|咱|我俩|我方|我国(?![内外])|本公司|我[两三四五几]个?人)|(?P<home>我(?=家|爸妈"
    r"|父母|夫妻"
    r"|夫妇|一家|全家))|(?P<i>我|(?:(?<=^)|(?<=[,。;!?:]))本人(?!必|到|亲|签|来|出|同意)|俺)"
    r"|(?P<yous>你们|您们|诸位|各位)|(?P<you>你|您)|(?P<they>他们|她们|它们|他俩|她俩|人们|大家|有人|人家)"
    r"|(?:其他|他人|吉他|排他|他乡|维他)"
    r"|(?P<he>他)|(?P<she>她)|(?P<it>它)"
)
_PERSONS = {
    "we": "we our ours ourselves us",
    "i": "i me my mine myself",
    "you": "you your yours yourself yourselves",
    "they": "they them their theirs themselves",
    "he": "he him his himself",
    "she": "she her hers herself",
}
_SHORT = ("'m", "'s", "'d", "'ve", "'ll", "'re")
_EN = {
    form: group
    for group, words in _PERSONS.items()
    for word in words.split()
    for form in (word, *(word + short for short in _SHORT))
} | {"let's": "we"}
_COUNTRY = re.compile(r"\bUS\b")


def count_chinese_persons(text: str) -> dict[str, int]:
    """Count i, we, home (我家, either of the two), you, yous, he, she, they, it."""
    counts: dict[str, int] = {}
    for match in _ZH.finditer(text):
        if match.lastgroup:
            counts[match.lastgroup] = counts.get(match.lastgroup, 0) + 1
    return counts


def count_english_persons(text: str, words: Sequence[str]) -> dict[str, int]:
    """Count i, we, you, he, she and they.

    Args:
        text: As it stands; it tells ``us`` from ``US``.
        words: Its words, lower case.
    """
    counts: dict[str, int] = {}
    for word in words:
        if group := _EN.get(word):
            counts[group] = counts.get(group, 0) + 1
    if "us" in words and (countries := len(_COUNTRY.findall(text))):
        counts["we"] -= countries
        if not counts["we"]:
            del counts["we"]
    return counts
