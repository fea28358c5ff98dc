"""Count the negations of a text: how many it surely holds, and how many it may."""

from __future__ import annotations

import re
from functools import lru_cache

from translate.checks.reading.dictionary import dictionary
from translate.checks.words.negation_words import CHINESE, ENGLISH

__all__ = ["PLAIN_CHINESE", "Range", "count_chinese", "count_english", "holds_negative_idiom"]

PLAIN_CHINESE = re.compile(r"[不没未无非别勿莫毋甭弗]|休想")
Range = tuple[int, int]


def _count(words: re.Pattern[str], text: str) -> Range:
    least = most = 0
    for match in words.finditer(text):
        kind = match.lastgroup
        least += kind in {"plain", "either"}
        most += {"plain": 1, "maybe": 1, "double": 2, "either": 2}.get(kind or "", 0)
    return least, most


@lru_cache(maxsize=8192)
def count_chinese(text: str) -> Range:
    """Give the fewest and the most negations that Chinese text may be taken to hold."""
    text, idioms = _without_idioms(text)
    least, most = _count(CHINESE, text)
    return least, most + idioms


def _without_idioms(text: str) -> tuple[str, int]:
    """Take out the idioms that say no (数不胜数), which English renders as it likes, and count them."""
    known, count = dictionary().negative_idioms, 0
    for match in PLAIN_CHINESE.finditer(text):
        for start in range(max(match.start() - 3, 0), match.start() + 1):
            if text[start : start + 4] in known:
                text, count = text[:start] + "\u3000" * 4 + text[start + 4 :], count + 1
                break
    return text, count


@lru_cache(maxsize=8192)
def count_english(text: str) -> Range:
    """Give the fewest and the most negations that English text may be taken to hold."""
    return _count(ENGLISH, text.lower())


def holds_negative_idiom(text: str) -> bool:
    """Tell whether Chinese text holds an idiom that says no (杳无音信), which English renders as it likes."""
    return _without_idioms(text)[1] > 0
