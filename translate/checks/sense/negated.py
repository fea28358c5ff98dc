"""What a "not" negates, and whether the other side says it at all.

A negation that was dropped leaves its word behind: 我没签字, "I signed". One that was said in other
words takes it along: 没批, "it was turned down". So the words next to a "not" are looked for on the other
side. Where none is there, and a word that may say no by itself stands for nothing else, that word says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from translate.checks.reading.dictionary import dictionary, root
from translate.checks.reading.lexicon import stem
from translate.checks.words.negation_words import CHINESE, ENGLISH
from translate.checks.words.tables import read_lines

if TYPE_CHECKING:
    from translate.checks.pair import Pair

__all__ = ["says_it_otherwise"]

_NEGATED = frozenset({"plain", "double", "either"})
_STOP_ZH = re.compile("[,。;!?:、就才也都而却但]")
_STOP_EN = re.compile(r"[,.;!?:]|\b(?:and|but|because|so|until|before|till)\b")
# 听不清, 付不起: the verb stands before the "not".
_COMPLEMENT = re.compile("[了到清楚起下住动来着开成出好完见懂上过进去得全透惯](?![\u4e00-\u9fff]?[是人])")
_LIGHT_ZH, _LIGHT_EN = (
    frozenset(word for line in lines for word in line.split())
    for lines in (
        [line for line in read_lines("negated.txt") if line[0] > "z" and ":" not in line],
        [line for line in read_lines("negated.txt") if line[0] <= "z" and ":" not in line],
    )
)
_RENDERINGS = {
    word: frozenset(form for each in english.split() for form in (stem(each), root(each)))
    for line in read_lines("negated.txt")
    if ":" in line
    for chinese, _, english in [line.partition(" : ")]
    for word in chinese.split()
}
_NEAR = 2  # words next to a "not" that may be what it negates
_LETTERS = re.compile("[a-z]+")


def says_it_otherwise(pair: Pair, *, chinese: bool) -> bool:
    """Tell whether one side says in other words what the other negates.

    Args:
        pair: The two texts.
        chinese: The Chinese is the side that negates.
    """
    if chinese:
        roots = _roots(pair.english_words)
        negated = [[_rendered(word, roots) for word in words] for words in _negated_chinese(pair.zh)]
    else:
        reach = _reach(pair.zh)
        negated = [[_reached(word, reach) for word in words] for words in _negated_english(pair.en.lower())]
    if not negated or any(any(seen) or not seen for seen in negated):
        return False
    return _unaccounted_english(pair) if chinese else _unaccounted_chinese(pair)


def _roots(words: Sequence[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in (stem(word), root(word)))


def _reach(chinese: str) -> frozenset[str]:
    more = (renderings for word, renderings in _RENDERINGS.items() if word in chinese)
    return dictionary().reachable(chinese).union(*more)


def _rendered(word: str, roots: frozenset[str]) -> bool:
    known = dictionary().words.get(word, frozenset()) | _RENDERINGS.get(word, frozenset())
    return not roots.isdisjoint(known)


def _reached(word: str, reach: frozenset[str]) -> bool:
    return stem(word) in reach or root(word) in reach


def _negated_chinese(text: str) -> Iterator[list[str]]:
    """Give the words next to each negation that may be what it negates; an empty list where none is."""
    for match in CHINESE.finditer(text):
        if match.lastgroup not in _NEGATED:
            continue
        after = _STOP_ZH.split(text[match.end() :], maxsplit=1)[0]
        if match.start() and _COMPLEMENT.match(after) and text[match.start() - 1] in dictionary().words:
            verb = text[match.start() - 1]
            if verb not in _LIGHT_ZH and "\u4e00" <= verb <= "\u9fff":
                yield [verb, *_content(after)[:1]]
                continue
        yield _content(after)[:_NEAR]


def _content(text: str) -> list[str]:
    """Give the words of a Chinese text that mean something, each longer word with its first character."""
    found: list[str] = []
    at, words = 0, dictionary().words
    while at < len(text):
        size = next((size for size in (4, 3, 2) if text[at : at + size] in words), 1)
        word = text[at : at + size]
        if word not in _LIGHT_ZH and (size > 1 or word in words):
            found.append(word)
        at += size
    return found


def _negated_english(text: str) -> Iterator[list[str]]:
    for match in ENGLISH.finditer(text):
        if match.lastgroup in _NEGATED:
            after = _STOP_EN.split(text[match.end() :], maxsplit=1)[0]
            yield [word for word in _LETTERS.findall(after) if len(word) > 1 and word not in _LIGHT_EN][
                :_NEAR
            ]


def _unaccounted_english(pair: Pair) -> bool:
    """Find an English word that may say no by itself, and that nothing in the Chinese accounts for."""
    reach = _reach(pair.zh)
    return any(_may_deny(word) and not _reached(word, reach) for word in pair.english_words)


@lru_cache(maxsize=20_000)
def _may_deny(word: str) -> bool:
    whole, beginnings, _ = _negative()
    return word in whole or word.startswith(beginnings) or word.endswith("less")


def _unaccounted_chinese(pair: Pair) -> bool:
    roots = _roots(pair.english_words)
    negative = _negative()[2]
    return any(
        any(each in word for each in negative) and not _rendered(word, roots) for word in _content(pair.zh)
    )


@cache
def _negative() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Read the words that may say no by themselves: English ones, beginnings of some, and Chinese ones."""
    english: set[str] = set()
    chinese: set[str] = set()
    for line in read_lines("negative.txt"):
        if not line.startswith("["):
            (english if line.isascii() else chinese).update(line.split())
    beginnings = tuple(word[:-1] for word in english if word.endswith("-"))
    return frozenset(english), beginnings, tuple(chinese)
