"""Timed pieces of text → words; a Chinese word is a character.

The rule looks at the characters and not at the language, so that an English name inside
Chinese speech stays one word and Chinese inside English falls into characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from testimony.text.han import is_han
from testimony.transcript.types import Word
from transcribe.engines.base import Piece

__all__ = ["clamp_words", "words_of"]

_ONLY_OPENING = "“‘(（[【《「『〈¿¡"
_OPENING = _ONLY_OPENING + "\"'"  # straight quotes open at the start of a word only
_JOINING = "'’-"
_MIN_WORD_MS = 20


def words_of(pieces: Sequence[Piece], offset_ms: int) -> list[Word]:
    """Group the pieces of a window into words.

    Args:
        pieces: In time order; a piece may hold several characters, which share its time evenly.
        offset_ms: Where the window starts in the recording.

    Returns:
        Words in time order whose texts join to the text of the pieces.
    """
    words: list[Word] = []
    for character in _characters(pieces, offset_ms):
        if words and not _starts_word(words[-1].text, character.text):
            words[-1] = _joined(words[-1], character)
        else:
            words.append(character)
    return words


def clamp_words(words: Sequence[Word], start_ms: int, end_ms: int) -> list[Word]:
    """Keep the times of words inside a stretch, in order, none of no length where there is room.

    Args:
        words: In time order.
        start_ms: No word starts before it.
        end_ms: No word ends after it.

    Returns:
        The same words; times neither overlap nor leave the stretch.
    """
    clamped: list[Word] = []
    floor = start_ms
    for index, word in enumerate(words):
        room = max(floor, end_ms - _MIN_WORD_MS * (len(words) - index))
        start = min(max(word.start_ms, floor), room)
        latest = max(start, end_ms - _MIN_WORD_MS * (len(words) - index - 1))
        end = min(max(word.end_ms, start + _MIN_WORD_MS), latest)
        clamped.append(replace(word, start_ms=start, end_ms=end))
        floor = end
    return clamped


def _characters(pieces: Sequence[Piece], offset_ms: int) -> list[Word]:
    found: list[Word] = []
    for piece in pieces:
        span = max(0, piece.end_ms - piece.start_ms)
        count = len(piece.text)
        for index, character in enumerate(piece.text):
            start = piece.start_ms + span * index // count
            end = piece.start_ms + span * (index + 1) // count
            found.append(Word(offset_ms + start, offset_ms + end, character, piece.probability))
    return found


def _starts_word(before: str, character: str) -> bool:
    """Tell whether a character begins a new word after the text of the present one."""
    last = before[-1]
    if character.isspace():
        return not before.isspace()
    if before.isspace() or all(mark in _OPENING for mark in before.strip()):
        return False
    if is_han(character):
        return True
    if character.isalnum():
        return is_han(last) or not (last.isalnum() or last in _JOINING or _inside_number(before, last))
    return character in _ONLY_OPENING


def _inside_number(before: str, last: str) -> bool:
    return last in ".,:/" and len(before) > 1 and before[-2].isalnum() and not is_han(before[-2])


def _joined(word: Word, character: Word) -> Word:
    """Add a character; punctuation and spaces change neither the word's probability nor its end."""
    text = word.text + character.text
    if not any(mark.isalnum() for mark in word.text):
        spoken = any(mark.isalnum() for mark in character.text)
        return Word(
            character.start_ms if spoken else word.start_ms,
            max(word.end_ms, character.end_ms),
            text,
            character.probability if spoken else word.probability,
        )
    if not any(mark.isalnum() for mark in character.text):
        return replace(word, text=text)
    return Word(
        word.start_ms,
        max(word.end_ms, character.end_ms),
        text,
        (word.probability * len(word.text) + character.probability) / len(text),
    )
