"""Syllables of pinyin, and the readings of characters."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["boundaries", "readings", "syllables_of"]

_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|ei|ui|ao|ou|iu|ie|ue|ve|er|an|en|in|un|vn"
    r"|ia|ua|uo|a|o|e|i|u|v)"
)


@lru_cache(maxsize=8192)
def readings(character: str) -> tuple[str, ...]:
    """Return the readings of a character without tones, the usual one first, ü as v."""
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True)[0]))


@lru_cache(maxsize=512)
def boundaries(token: str) -> frozenset[int]:
    """Return where a word of pinyin may be cut so that both sides are whole syllables."""
    size = len(token)
    spans = [
        (i, j)
        for i in range(size)
        for j in range(i + 1, min(size, i + 6) + 1)
        if _SYLLABLE.fullmatch(token, i, j)
    ]
    heads, tails = {0}, {size}
    for i, j in spans:
        if i in heads:
            heads.add(j)
    for i, j in sorted(spans, reverse=True):
        if j in tails:
            tails.add(i)
    return frozenset((heads & tails) - {0, size})


def syllables_of(token: str) -> tuple[str, ...]:
    """Cut a word of pinyin into syllables, as long as they can be; nothing where it is no pinyin."""
    word = token.lower()
    cuts = [0, *sorted(boundaries(word)), len(word)]
    found: list[str] = []
    at = 0
    while at < len(word):
        ends = [end for end in cuts if end > at and _SYLLABLE.fullmatch(word, at, end)]
        if not ends:
            return ()
        found.append(word[at : max(ends)])
        at = max(ends)
    return tuple(found)
