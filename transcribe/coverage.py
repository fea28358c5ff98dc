"""Is there text for all the speech? What was spoken is held against how long its words can take.

A decoder that stops early, or skips a clause, leaves a fluent line behind: neither its probability nor its
script gives it away. The voice does: it goes on where no word stands, or for longer than so few words take.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from testimony.text.han import is_han
from testimony.transcript.types import Word

__all__ = ["Stretch", "longest_hole", "pace"]

_HAN_PER_S = 4.5  # an unhurried speaker of Mandarin
_LETTERS_PER_S = 12.0  # the same of English, without spaces
_HAN_MS = 300  # at most: what a word can take, so that one stretched over a hole does not hide it
_LETTER_MS = 90
_DIGIT_MS = 450  # "7" is a letter of text and a word of speech
_CURRENCY_MS = 600  # "$" stands before what is said after it
_WORD_MS = 150
_TOLERANCE_MS = 200  # of word times, on both sides


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the recording, in milliseconds from its start."""

    start_ms: int
    end_ms: int

    @property
    def length_ms(self) -> int:
        """How long it is."""
        return self.end_ms - self.start_ms


def pace(words: Iterable[Word], voiced: Iterable[Stretch]) -> float:
    """Compare how much was written with how long somebody spoke.

    Args:
        words: Of a line.
        voiced: Where a voice was heard under it.

    Returns:
        1 for an unhurried speaker's text (4.5 Chinese characters or 12 letters a second of voice), less
        for less text; 1 where no voice was heard.
    """
    spoken_ms = sum(stretch.length_ms for stretch in voiced)
    if spoken_ms <= 0:
        return 1.0
    wanted_s = sum(_unhurried_s(character) for word in words for character in word.text)
    return wanted_s * 1000 / spoken_ms


def longest_hole(words: Sequence[Word], voiced: Iterable[Stretch]) -> Stretch:
    """Find the longest stretch of voice under which no word stands.

    Args:
        words: Of a line, in time order.
        voiced: Where a voice was heard under it, in time order.

    Returns:
        The stretch, empty if every voice has its word. A word covers no more time than it can take to
        say it, however far the alignment stretched it, and 200 ms on both sides.
    """
    covered = [
        (word.start_ms - _TOLERANCE_MS, min(word.end_ms, word.start_ms + _longest_ms(word)) + _TOLERANCE_MS)
        for word in words
    ]
    holes = [hole for stretch in voiced for hole in _outside(stretch, covered)]
    return max(holes, key=lambda hole: hole.length_ms, default=Stretch(0, 0))


def _outside(stretch: Stretch, covered: Sequence[tuple[int, int]]) -> list[Stretch]:
    holes: list[Stretch] = []
    at = stretch.start_ms
    for start, end in covered:
        if start >= stretch.end_ms:
            break
        if start > at:
            holes.append(Stretch(at, start))
        at = max(at, end)
    if at < stretch.end_ms:
        holes.append(Stretch(at, stretch.end_ms))
    return holes


def _unhurried_s(character: str) -> float:
    if is_han(character) or character.isdigit():
        return 1 / _HAN_PER_S
    return 1 / _LETTERS_PER_S if character.isalpha() else 0.0


def _longest_ms(word: Word) -> int:
    return _WORD_MS + sum(
        _DIGIT_MS
        if character.isdigit()
        else _HAN_MS
        if is_han(character)
        else _LETTER_MS
        if character.isalpha()
        else _CURRENCY_MS * (character in "$€£¥￥")
        for character in word.text
    )
