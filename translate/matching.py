"""Find phrases in running text: in Chinese anywhere, elsewhere at word boundaries, longest first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from testimony.text.scripts import normalise
from translate.checks.reading.lexicon import stem
from translate.sentences import writes_spaces

__all__ = ["PhraseIndex", "contains"]

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*", re.UNICODE)


class PhraseIndex(Generic[T]):
    """Phrases of one language and what each stands for.

    Args:
        phrases: Phrase → value. Simplified and Traditional, and the forms of an English word, are one.
        language: BCP-47 code of the phrases.
    """

    def __init__(self, phrases: Mapping[str, T], language: str) -> None:
        self._spaced = writes_spaces(language)
        self._values: dict[tuple[str, ...], T] = {}
        self._lengths: dict[str, list[int]] = {}
        for phrase, value in phrases.items():
            units = self._units(phrase)
            if units and units not in self._values:
                self._values[units] = value
                self._lengths.setdefault(units[0], []).append(len(units))
        for first, lengths in self._lengths.items():
            self._lengths[first] = sorted(set(lengths), reverse=True)

    def find(self, text: str) -> list[T]:
        """Give what the phrases of a text stand for, in order; a shorter phrase inside a longer is not."""
        units = self._units(text)
        found: list[T] = []
        at = 0
        while at < len(units):
            step = 1
            for length in self._lengths.get(units[at], ()):
                value = self._values.get(units[at : at + length])
                if value is not None:
                    found.append(value)
                    step = length
                    break
            at += step
        return found

    def _units(self, text: str) -> tuple[str, ...]:
        return _stems(text) if self._spaced else tuple(normalise(text).lower())


def contains(text: str, phrase: str, language: str) -> bool:
    """Tell whether a text holds a phrase: whole words in any of their forms, or, in Chinese, characters."""
    if not writes_spaces(language):
        return normalise(phrase).lower() in normalise(text).lower()
    wanted, words = _stems(phrase), _stems(text)
    size = len(wanted)
    return size > 0 and any(words[at : at + size] == wanted for at in range(len(words) - size + 1))


@lru_cache(maxsize=4096)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in _WORD.findall(text.lower().replace("’", "'")))
