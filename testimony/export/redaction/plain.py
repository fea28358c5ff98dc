"""Text in which nothing hides, so that what is to be redacted is found however it was written."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache, lru_cache

from testimony.export.scripts import converter
from testimony.text.sanitize import clean

__all__ = ["folded", "plain"]

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@.-_+"
_COMPATIBLE = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFF01, 0xFF5E), (0x1D400, 0x1D7FF), (0x2F800, 0x2FA1F))
_JOINERS = (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10))


def plain(text: str) -> str:
    """Return the text as a reader sees it.

    No controls and nothing without width; letters with their accents as one character; full-width,
    mathematical and compatibility forms of letters, digits and Chinese characters as the usual ones.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", clean(text)).translate(_table())


@cache
def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(_JOINERS)
    # Tags and further variation selectors are format characters or marks without a picture of their own.
    table.update(dict.fromkeys(range(0xE0000, 0xE01F0)))
    for code in range(0x80, min(sys.maxunicode, 0x1BCA4)):
        if unicodedata.category(chr(code)) == "Cf":
            table[code] = None
    for first, last in _COMPATIBLE:
        for code in range(first, last + 1):
            usual = unicodedata.normalize("NFKC", chr(code))
            if len(usual) == 1 and (usual in _LETTERS or "\u3400" <= usual <= "\u9fff"):
                table[code] = usual
    return table


def folded(text: str) -> str:
    """Return plain text in Simplified characters, of the same length: what patterns are matched with."""
    return text if text.isascii() else _to_hans(text)


@lru_cache(maxsize=256)
def _to_hans(text: str) -> str:
    simple = converter("hans")(text)
    return simple if len(simple) == len(text) else text
