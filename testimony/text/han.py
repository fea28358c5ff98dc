"""Chinese characters."""

from __future__ import annotations

__all__ = ["has_han", "is_han"]

# Unified ideographs, their extensions and compatibility forms (Unicode 16, chapter 18).
_BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))


def is_han(character: str) -> bool:
    """Tell whether one character is a Chinese one; 〇 counts, punctuation does not."""
    code = ord(character)
    return any(first <= code <= last for first, last in _BLOCKS) or character == "〇"


def has_han(text: str) -> bool:
    """Tell whether a text holds a Chinese character."""
    return any(map(is_han, text))
