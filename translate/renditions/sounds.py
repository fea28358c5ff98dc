"""How a foreign name sounds in Chinese characters: skeletons of consonants, compared loosely."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["alike", "plain", "spell_english"]

_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêếề", "aaaaeeeeiiiioooouuuuvvvvvnnnmeee")
# Consonants that transliteration does not keep apart.
_CLASS = {
    **dict.fromkeys("bp", "b"), **dict.fromkeys("fvw", "f"), **dict.fromkeys("dt", "d"),
    **dict.fromkeys("gkh", "g"), **dict.fromkeys("jqxszc", "s"), **dict.fromkeys("lr", "l"),
    **dict.fromkeys("mn", "n"), "y": "",
}  # fmt: skip
_ENGLISH = (
    (r"^x", "s"), (r"tion", "sn"), (r"ph", "f"), (r"gh(?=[ei])", "g"), (r"gh", ""), (r"th", "s"),
    (r"sh|ch", "s"), (r"ck", "k"), (r"c(?=[eiy])", "s"), (r"c|q", "k"), (r"x", "ks"),
    (r"j", "s"), (r"g(?=[eiy])", "s"),
    (r"(.)\1", r"\1"), (r"r(?=[^aeiou]|$)", ""), (r"h(?=[^aeiou]|$)", ""),
)  # fmt: skip
_PER_ERROR = 4  # consonants of the longer skeleton for each one that may differ
_LEAST = 2


def plain(reading: str) -> str:
    """Pinyin without tones."""
    return reading.translate(_TONES)


@lru_cache(maxsize=5_000)
def spell_english(word: str) -> str:
    """The skeleton of an English name: ``collins`` → g-l-n-s, a vowel at its head kept as ``a``."""
    text = word.lower()
    for pattern, instead in _ENGLISH:
        text = re.sub(pattern, instead, text)
    return _skeleton(text)


def _skeleton(text: str) -> str:
    head = "a" if text[:1] in "aeiou" else ""
    found = "".join(_CLASS.get(letter, "") for letter in text if letter not in "aeiou")
    return head + re.sub(r"(.)\1+", r"\1", found)


@lru_cache(maxsize=20_000)
def _spell_chinese(character: str) -> tuple[str, str]:
    """The skeleton of a character within a name, and at its beginning; final n and ng are nasal."""
    from pypinyin import Style, pinyin

    sound = plain(pinyin(character, style=Style.NORMAL)[0][0]).replace("ng", "n")
    sound = sound.replace("er", "l") if sound == "er" else sound
    sound = re.sub(r"^(?:zh|ch|sh)", "s", sound)
    inner = "".join(_CLASS.get(letter, "") for letter in sound if letter not in "aeiouv")
    return inner, ("a" + inner if sound[:1] in "aeiouv" else inner)


@lru_cache(maxsize=20_000)
def alike(chinese: str, skeleton: str) -> bool:
    """Tell whether some characters in a row sound about like an English name's skeleton."""
    if len(skeleton) < _LEAST:
        return True
    letters = [character for character in chinese if "\u4e00" <= character <= "\u9fff"]
    for at in range(len(letters)):
        text = _spell_chinese(letters[at])[1]
        for size in range(1, len(skeleton) + 2):
            if text[:1] == skeleton[0] and _is_near(re.sub(r"(.)\1+", r"\1", text), skeleton):
                return True
            if at + size >= len(letters):
                break
            text += _spell_chinese(letters[at + size])[0]
    return False


def _is_near(one: str, other: str) -> bool:
    return _distance(one, other) <= max(len(one), len(other)) // _PER_ERROR


def _distance(one: str, other: str) -> int:
    """Levenshtein's."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        previous, row[0] = row[0], i
        for j, right in enumerate(other, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
    return row[-1]
