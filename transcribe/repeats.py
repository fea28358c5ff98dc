"""Tests for text that goes round in circles.

The zlib ratio that Whisper's authors use (2.4) misses short loops: four repeats of a
five-character sentence compress to 2.2. So an n-gram test stands beside it.
"""

from __future__ import annotations

import unicodedata
import zlib

from testimony.text.han import is_han

__all__ = ["MAX_COMPRESSION", "compression_ratio", "is_loop", "repeats"]

MAX_COMPRESSION = 2.4
_REPEATS = 4  # people do say a phrase three times ("no, no, no")
_SHORT_REPEATS = 6  # … and a single word more often than that
_LONGEST = 30  # units of the longest phrase looked for


def compression_ratio(text: str) -> float:
    """Return how many times smaller zlib makes the text (UTF-8); 0 for no text."""
    data = text.encode("utf-8")
    return len(data) / len(zlib.compress(data)) if data else 0.0


def repeats(text: str) -> tuple[str, int]:
    """Find the phrase that is repeated most often without anything between.

    Args:
        text: Any text; punctuation, spaces and case are not looked at.

    Returns:
        The phrase and how many times it stands in a row (1 if nothing repeats).
    """
    units = _units(text)
    best, most = "", 1
    for length in range(1, min(_LONGEST, len(units) // 2) + 1):
        run = 0
        for index in range(length, len(units)):
            run = run + 1 if units[index] == units[index - length] else 0
            times = run // length + 1
            if times > most:
                best, most = _phrase(units[index - length + 1 : index + 1]), times
    return best, most


def is_loop(text: str) -> bool:
    """Tell whether a decoder probably went round in circles.

    True for a phrase of several units four times in a row, one unit six times, or a zlib ratio
    above 2.4.
    """
    phrase, times = repeats(text)
    enough = _SHORT_REPEATS if len(_units(phrase)) == 1 else _REPEATS
    return times >= enough or compression_ratio(text) > MAX_COMPRESSION


def _units(text: str) -> list[str]:
    """Split into Chinese characters and words of other scripts."""
    units: list[str] = []
    word = ""
    for character in unicodedata.normalize("NFKC", text).casefold():
        if is_han(character):
            units.extend([word, character] if word else [character])
            word = ""
        elif character.isalnum() or character == "'":
            word += character
        elif word:
            units.append(word)
            word = ""
    return [*units, word] if word else units


def _phrase(units: list[str]) -> str:
    return "".join(unit if is_han(unit[0]) else f" {unit}" for unit in units).strip()
