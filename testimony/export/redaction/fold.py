"""Text as a reader takes it, with the place of each character in the text as it is stored.

Patterns are matched with folded text. In it a Cyrillic or Greek letter that looks like a Latin one is
that Latin letter (the confusables data of Unicode Technical Standard 39), a digit of any script is 0–9,
a full-width, circled or mathematical form is the usual one (NFKD), accents and everything without width
are gone, Chinese is in Simplified characters. What is replaced is replaced in the stored text, so that
a line without a secret stays as it was, to the byte.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from testimony.export.scripts import converter
from testimony.text.han import is_han

__all__ = ["Folded", "fold"]

_CIRCLES = "〇○"
_PICTURELESS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_SPACES = ("Zs",)
_BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
_DROPPED = ("Cf", "Mn", "Me", "Cs", "Cn", "Cc")
_QUOTES = {"‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"'}


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and where each of its characters stands in the stored one.

    Attributes:
        text: What patterns are matched with.
        stored: The text as it was given.
        starts: Index in ``stored`` of each character of ``text``; empty where it is the same index.
    """

    text: str
    stored: str
    starts: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the stored text of a stretch of the folded one.

        Marks without a width that follow the last character belong to it.
        """
        if not self.starts:
            return start, end
        first = self.starts[start]
        last = self.starts[end - 1] + 1
        stop = self.starts[end] if end < len(self.starts) else len(self.stored)
        while last < stop and not _fold_character(self.stored[last]):
            last += 1
        return first, last

    def folded_index(self, stored: int) -> int:
        """Return the index in ``text`` of the first character at or after an index of ``stored``."""
        return bisect_left(self.starts, stored) if self.starts else stored


@lru_cache(maxsize=16_384)
def fold(text: str) -> Folded:
    """Fold a text; ASCII without controls is its own folded form."""
    if text.isascii() and "\x7f" not in text and text.replace("\n", " ").replace("\t", " ").isprintable():
        return Folded(text.replace("`", "'"), text)
    folded = list(map(_fold_character, text))
    joined = "".join(folded)
    if len(joined) == len(text) and "" not in folded:  # each character stands where it stood
        return Folded(joined, text)
    return Folded(joined, text, tuple(index for index, usual in enumerate(folded) for _ in usual))


@lru_cache(maxsize=65_536)
def _fold_character(character: str) -> str:
    if character in _QUOTES or character in _CIRCLES:
        return _QUOTES.get(character, character)
    category = unicodedata.category(character)
    if character in _BREAKS or category in _SPACES or character == "\t":
        return "\n" if character in _BREAKS else " "
    if category in _DROPPED or character in _PICTURELESS:
        return ""
    if character.isascii():
        return character
    return "-" if category == "Pd" else _fold_letter(character, category)


def _fold_letter(character: str, category: str) -> str:
    if category == "Nd":
        return str(unicodedata.decimal(character))
    apart = unicodedata.normalize("NFKD", character)
    if apart != character:
        return "".join(map(_fold_character, apart))
    usual = _confusables().get(character)
    if usual is not None:
        return usual
    return converter("hans")(character) if is_han(character) else character


@cache
def _confusables() -> dict[str, str]:
    """Return letters of other scripts that look like ASCII letters or digits, from Unicode's data."""
    source = files("confusable_homoglyphs").joinpath("confusables.json")
    data = json.loads(source.read_text(encoding="utf-8"))
    table: dict[str, str] = {}
    for character, alike in data.items():
        if len(character) != 1 or character.isascii() or not _may_stand_for_latin(character):
            continue
        usual = next((one["c"] for one in alike if one["c"].isascii() and one["c"].isalnum()), None)
        if usual is not None:
            table[character] = _in_case(usual) if character.isupper() else usual
    return table


def _in_case(letter: str) -> str:
    """The data has one form for l, I and 1; a capital is the I among them."""
    return "I" if letter == "l" else letter.upper() if len(letter) == 1 else letter


def _may_stand_for_latin(character: str) -> bool:
    """Chinese, kana and digits of other scripts have a reading of their own."""
    name = unicodedata.name(character, "")
    own = ("CJK", "IDEOGRAPH", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO")
    return unicodedata.category(character)[0] == "L" and not any(part in name for part in own)
