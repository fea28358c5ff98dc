"""A sparse check of English spelling: only words that are hardly anything but a slip.

The words are those of pyspellchecker (MIT): 160,000 forms met in subtitles and books. A word is left alone
that begins with a capital, holds a digit, stands in the glossary, is the British spelling of a known one, is
put together of two known words, or reads as pinyin. What is marked is shown, never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

__all__ = ["Spelling"]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SHORTEST = 3  # letters of a word that is looked at
_PART = 4  # letters of each half of a word that is put together
_BRITISH = (
    ("our", "or"), ("ise", "ize"), ("isi", "izi"), ("isa", "iza"), ("yse", "yze"), ("tre", "ter"),
    ("ogue", "og"), ("lled", "led"), ("lling", "ling"), ("ence", "ense"), ("ae", "e"), ("oe", "e"),
)  # fmt: skip


class Spelling:
    """Finds misspelt words; the dictionary is read at the first use, in about a second.

    Args:
        known: Words and phrases that are right whatever a dictionary says: the glossary's.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._own = frozenset(word.lower() for text in known for word in _WORD.findall(text))
        self._words: frozenset[str] | None = None
        self._judged: dict[str, bool] = {}

    def load(self) -> None:
        """Read the dictionary now; a thread can do this before it is needed."""
        if self._words is None:
            from spellchecker import SpellChecker

            _pinyin()
            self._words = frozenset(SpellChecker(language="en").word_frequency.dictionary)

    def misspelt(self, text: str, language: str) -> list[tuple[int, int]]:
        """First and last character (excluded) of each word that is hardly right; none in other languages.

        Args:
            text: What is looked at.
            language: Its BCP-47 tag.
        """
        if language.partition("-")[0] != "en":
            return []
        return [match.span() for match in _WORD.finditer(text) if self._is_wrong(match.group())]

    def _is_wrong(self, word: str) -> bool:
        if len(word) < _SHORTEST or not word.isascii() or not word[0].islower():
            return False
        if word not in self._judged:
            parts = word.replace("’", "'").split("-")
            self._judged[word] = any(not self._is_known(part) for part in parts)
        return self._judged[word]

    def _is_known(self, word: str) -> bool:
        self.load()
        words, stem = self._words or frozenset(), word.removesuffix("'s").removesuffix("'")
        if len(stem) < _SHORTEST or not stem.replace("'", "").isalpha():
            return True
        if word in words or stem in words or stem in self._own:
            return True
        if any(stem.replace(british, other) in words for british, other in _BRITISH if british in stem):
            return True
        if _pinyin().fullmatch(stem):
            return True
        return any(stem[:at] in words and stem[at:] in words for at in range(_PART, len(stem) - _PART + 1))


@cache
def _pinyin() -> re.Pattern[str]:
    """Two or more syllables of Mandarin; each but the first begins with a consonant, as it is written."""
    from pypinyin import Style
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.style import convert

    readings = {one for found in PINYIN_DICT.values() for one in found.split(",")}
    plain = {convert(one, Style.NORMAL, strict=False) for one in readings}
    syllables = sorted((one for one in plain if one.isascii() and one.isalpha()), key=len, reverse=True)
    later = "|".join(one for one in syllables if one[0] not in "aeiou")
    return re.compile(f"(?:{'|'.join(syllables)})(?:{later})+")
