"""Chinese names that English spells in pinyin, and where they stand in the Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from translate.checks.reading.gazetteer import gazetteer, plain_name, readings, reads_as

__all__ = ["ENGLISH_NAMES", "MASK", "is_pinyin", "masked_names", "sounds_in", "spelled_names"]

# Stands for each character of a name, which may hold a numeral or a relative (周天宇, 马三家, 李四).
MASK = "某"
# English names and words that could be read as pinyin.
ENGLISH_NAMES = frozenset(
    """susan linda anna diana dan ben ken alan dana lisa mike luke sue lee hannah jane anne ann nina gina mina
    lena lana tina dina ella ellen helen alice adan amanda rosa bonita maria marina sabrina dean john juan
    can me he she we you long song sun wan hang fan pan pen men pin pang dong fang gang a an no so do i die
    man woman women ma pa mama papa nana mom china canada panama japan korea asia china's guinea kenya ghana
    america banana ming tang han qing yuan dali""".split()
)
_CAPITAL = re.compile(r"\b[A-Z][a-z]+(?:['’-]?[a-z]+)*\b")
_MOST = 4  # characters of a name
_LEAST = 4  # letters of a word that is a name by itself


@cache
def _syllables() -> frozenset[str]:
    return frozenset(reading for each in readings().values() for reading in each)


@lru_cache(maxsize=10_000)
def _count(word: str) -> int:
    """Give the fewest syllables of pinyin that spell a word in lower case; 0 where none do."""
    known, rests = _syllables(), {word}
    for count in range(1, _MOST + 1):
        rests = {left[size:] for left in rests for size in range(1, 7) if left[:size] in known}
        if "" in rests:
            return count
    return 0


def is_pinyin(word: str) -> bool:
    """Tell whether a word can be read as one to four syllables of pinyin."""
    return _count(plain_name(word)) > 0


@lru_cache(maxsize=10_000)
def sounds_in(chinese: str, word: str) -> bool:
    """Tell whether characters in a row sound as a word in lower case is spelt."""
    return any(_begins(chinese, at, word) for at in range(len(chinese)))


def _begins(chinese: str, at: int, word: str) -> bool:
    if not word:
        return True
    if at >= len(chinese):
        return False
    return any(
        word.startswith(sound) and _begins(chinese, at + 1, word[len(sound) :])
        for sound in readings().get(chinese[at], ())
    )


@lru_cache(maxsize=8192)
def spelled_names(english: str) -> list[tuple[str, ...]]:
    """Give the names that English spells in pinyin, each as its words in lower case.

    Places that the gazetteer knows, English names and single short words are none.
    """
    if not any(map(_may_name, _CAPITAL.findall(english))):
        return []
    found: list[tuple[str, ...]] = []
    run: list[str] = []
    end = -1
    for match in _CAPITAL.finditer(english):
        word = plain_name(match.group())
        together = 0 <= match.start() - end <= 1
        end = match.end()
        if not together and run:
            found.append(tuple(run))
            run = []
        if _may_name(match.group()):
            run.append(word)
        elif run:
            found.append(tuple(run))
            run = []
    found += [tuple(run)] if run else []
    return [name for name in found if _is_name(name)]


@lru_cache(maxsize=10_000)
def _may_name(capital: str) -> bool:
    word = plain_name(capital)
    return word not in ENGLISH_NAMES and word not in gazetteer().english and _count(word) > 0


def _is_name(name: tuple[str, ...]) -> bool:
    syllables = [_count(word) for word in name]
    long_enough = len(name) > 1 or (syllables[0] > 1 and len(name[0]) >= _LEAST)
    return long_enough and 1 < sum(syllables) <= _MOST


def masked_names(chinese: str, english: str) -> str:
    """Give the Chinese with the names that English spells in pinyin blanked, its length unchanged."""
    for name in spelled_names(english):
        if (span := _span(chinese, name)) is not None:
            chinese = chinese[: span[0]] + MASK * (span[1] - span[0]) + chinese[span[1] :]
    return chinese


def _span(chinese: str, name: tuple[str, ...]) -> tuple[int, int] | None:
    """Find a name, in either order of surname and given name."""
    for spelled in _orders(name):
        for size in range(_MOST, 1, -1):
            for at in range(len(chinese) - size + 1):
                if reads_as(chinese[at : at + size], spelled):
                    return at, at + size
    return None


def _orders(name: tuple[str, ...]) -> Iterator[str]:
    yield "".join(name)
    if len(name) > 1:
        yield "".join((*name[1:], name[0]))
        yield "".join((name[-1], *name[:-1]))
