"""Place names in Chinese and English, and how Chinese characters read in pinyin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from translate.checks.reading.dictionary import dictionary
from translate.checks.reading.lexicon import lexicon
from translate.checks.words.tables import read_lines, read_table

__all__ = ["Found", "Gazetteer", "gazetteer", "plain_name", "readings", "reads_as"]

_ENDING = re.compile("自治[县州区]|[县市区省州盟旗]")


@lru_cache(maxsize=20_000)
def plain_name(name: str) -> str:
    """Write a name in lower case without accents, apostrophes, hyphens and a final ``'s``."""
    bare = name if name.isascii() else unicodedata.normalize("NFKD", name)
    bare = bare.lower().replace("’", "'").removesuffix("'s")
    return "".join(char for char in bare if "a" <= char <= "z")


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a Chinese text.

    Attributes:
        text: As it stands.
        names: What renders it: lower case, an underscore for a space.
        sure: No ordinary word is spelled with the same characters there.
    """

    text: str
    names: frozenset[str]
    sure: bool


@dataclass(frozen=True)
class Gazetteer:
    """The places, ready for both directions.

    Attributes:
        chinese: Name without its ending (县, 市) → its English names.
        english: English name → the Chinese names it may stand for.
        own: Chinese names of the project's own list, which no ordinary word is mistaken for.
    """

    chinese: dict[str, frozenset[str]]
    english: dict[str, frozenset[str]]
    own: frozenset[str]

    @cached_property
    def begins(self) -> dict[str, tuple[int, ...]]:
        """First two characters → lengths of the names that begin so, longest first."""
        lengths: dict[str, set[int]] = {}
        for name in self.chinese:
            lengths.setdefault(name[:2], set()).add(len(name))
        return {two: tuple(sorted(sizes, reverse=True)) for two, sizes in lengths.items()}

    @cached_property
    def beginnings(self) -> frozenset[tuple[str, str]]:
        """First two characters of the Chinese names."""
        return frozenset((name[0], name[1]) for name in self.chinese if len(name) > 1)

    @cached_property
    def first_words(self) -> frozenset[str]:
        """First words of the English names."""
        return frozenset(name.partition("_")[0] for name in self.english)

    @cached_property
    def own_english(self) -> frozenset[str]:
        """English names of the project's own list."""
        return frozenset(name for place in self.own for name in self.chinese[place])

    @cached_property
    def pinyin(self) -> frozenset[str]:
        """English names that are pinyin of places of China."""
        own = self.own
        return frozenset(
            name
            for name, places in self.english.items()
            if any(place not in own and reads_as(place, name) for place in places)
        )

    def find(self, text: str) -> list[Found]:
        """Give the places of a Simplified Chinese text, in order."""
        found: list[Found] = []
        if self.beginnings.isdisjoint(pairwise(text)):
            return found
        at, end, begins = 0, -1, self.begins
        while at < len(text) - 1:
            sizes = begins.get(text[at : at + 2], ())
            name = next((text[at : at + size] for size in sizes if text[at : at + size] in self.chinese), "")
            if not name:
                at += 1
                continue
            found += self._place(text, at, name, after_a_place=at == end)
            at = end = at + len(name)
        return found

    def _place(self, text: str, at: int, name: str, *, after_a_place: bool) -> Iterator[Found]:
        end = at + len(name)
        if name in self.own or _ENDING.match(text, end) or name[-1] in "县州":
            yield Found(name, self.chinese[name], True)
            return
        words = dictionary().words
        ordinary = name in words and name not in lexicon().places
        # 从化 in 从化工厂: an ordinary word reaches across either end of the name.
        across = text[end - 1 : end + 1] in words or (
            at > 0 and not after_a_place and text[at - 1 : at + 1] in words
        )
        longer = any(text[at : at + size] in words for size in range(len(name) + 1, 6))
        yield Found(name, self.chinese[name], not (ordinary or across or longer))


@cache
def gazetteer() -> Gazetteer:
    """Read both lists once; a line of the project's own replaces one of the wide list."""
    rows = (line.split() for line in read_lines("places.txt"))
    chinese = {name: frozenset(names) for name, *names in rows}
    own: dict[str, frozenset[str]] = {}
    for names, renderings in read_table("places_own.txt"):
        own |= dict.fromkeys(names.split(), frozenset(renderings.split()))
    chinese |= own
    english: dict[str, set[str]] = {}
    for name, each in chinese.items():
        for rendering in each:
            english.setdefault(rendering, set()).add(name)
    return Gazetteer(chinese, {name: frozenset(places) for name, places in english.items()}, frozenset(own))


@cache
def readings() -> dict[str, frozenset[str]]:
    """Character → its readings in pinyin without tones."""
    rows = (line.split() for line in read_lines("readings.txt"))
    return {char: frozenset(each) for char, *each in rows}


def reads_as(chinese: str, name: str) -> bool:
    """Tell whether all the characters, in order, read as the name does in pinyin without spaces."""
    rests = {name}
    for char in chinese:
        rests = {
            rest[len(reading) :]
            for rest in rests
            for reading in readings().get(char, ())
            if rest.startswith(reading)
        }
        if not rests:
            return False
    return "" in rests
