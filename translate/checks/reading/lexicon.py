"""A small bilingual word list that tells whether a clause was rendered at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

__all__ = ["Lexicon", "lexicon", "stem"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The list, ready for both directions.

    Attributes:
        chinese: Chinese word → stems of the English words that may render it.
        english: English stem → the Chinese words it may render.
        places: The Chinese place names among them.
        lengths: First character → lengths of the words that begin with it, longest first.
    """

    chinese: dict[str, frozenset[str]]
    english: dict[str, frozenset[str]]
    places: frozenset[str]
    lengths: dict[str, tuple[int, ...]]

    def words(self, text: str) -> list[str]:
        """Give the listed words of a Chinese text, longest first at each place."""
        found, at, size = [], 0, len(text)
        lengths, chinese = self.lengths, self.chinese
        while at < size:
            step = 1
            for length in lengths.get(text[at], ()):
                word = text[at : at + length]
                if word in chinese:
                    found.append(word)
                    step = length
                    break
            at += step
        return found


_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ies|ied|ying|ing|ed|es|s|ers|er|'s|e|y)$")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Cut an English word to what its forms share; crude, and alike for both sides."""
    cut = _ENDINGS.sub("", word)
    return cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] else cut  # noqa: PLR2004 - stopp → stop


@cache
def lexicon() -> Lexicon:
    """Read the list once."""
    chinese: dict[str, set[str]] = {}
    places: set[str] = set()
    section = ""
    path = Path(__file__).parents[1] / "words" / "lexicon.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            section = line[3:-1] if line.startswith("# [") else section
            continue
        words, _, renderings = line.partition(" : ")
        stems = {stem(word) for word in renderings.split()}
        for word in words.split():
            chinese.setdefault(word, set()).update(stems)
            if section == "places":
                places.add(word)
    return _built(chinese, places)


def _built(chinese: dict[str, set[str]], places: set[str]) -> Lexicon:
    english: dict[str, set[str]] = {}
    lengths: dict[str, set[int]] = {}
    for word, stems in chinese.items():
        lengths.setdefault(word[0], set()).add(len(word))
        for each in stems:
            english.setdefault(each, set()).add(word)
    return Lexicon(
        {word: frozenset(stems) for word, stems in chinese.items()},
        {each: frozenset(words) for each, words in english.items()},
        frozenset(places),
        {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()},
    )
