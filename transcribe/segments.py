"""Words of an utterance → segments, the rows that a person reviews.

A row is what one speaker says without a long pause, 15 s of it at most: whole sentences, not splinters. It
ends at a pause of 1.5 s, and with a sentence after which another voice may have spoken. It never leaves its
utterance, so it never holds two languages or two channels.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from testimony.transcript.types import Word
from transcribe.coverage import Stretch

__all__ = ["MAX_SEGMENT_MS", "cut_words", "ends_sentence"]

MAX_SEGMENT_MS = 15_000
_PAUSE_MS = 1_500  # a pause that ends a row by itself: people stop for a second inside a sentence
_BREATH_MS = 200  # a pause that ends a row after a sentence, where another voice may follow
_ENDS = "。！？!?…"
_WEAK = "，、；：,;:"
_CLOSING = "”’\"')）]】》」』"
_TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "st", "no", "vs", "prof", "jr", "sr", "inc", "ltd", "u.s", "a.m", "p.m"}
)


def ends_sentence(text: str) -> bool:
    """Tell whether a word closes a sentence (``Dr.``, ``U.S.`` and initials do not)."""
    bare = text.strip().rstrip(_CLOSING)
    if not bare:
        return False
    if bare[-1] in _ENDS:
        return True
    if bare[-1] != ".":
        return False
    stem = bare[:-1].casefold()
    return len(stem) > 1 and stem not in _TITLES


def cut_words(
    words: Sequence[Word], voiced: Sequence[Stretch] = (), turns: Sequence[int] = ()
) -> list[tuple[Word, ...]]:
    """Cut the words of one utterance into rows.

    Args:
        words: In time order.
        voiced: Where a voice was heard, in time order. Where it is known it alone tells pauses: the alignment
            stretches words over the silence after them, and leaves holes where there is none.
        turns: Milliseconds from the start of the recording where another voice may take over.

    Returns:
        At least one word a row; none is longer than 15 s unless a single word is.
    """
    rows: list[list[Word]] = []
    for word in words:
        if rows and not _ends_row(rows[-1][-1], word, voiced, turns):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [tuple(part) for row in rows for part in _shorten(row)]


def _ends_row(word: Word, following: Word, voiced: Sequence[Stretch], turns: Sequence[int]) -> bool:
    pause = _silence_between(word, following, voiced) if voiced else following.start_ms - word.end_ms
    if pause >= _PAUSE_MS:
        return True
    may_turn = any(word.start_ms < turn <= following.end_ms for turn in turns)
    return may_turn and pause >= _BREATH_MS and ends_sentence(word.text)


def _silence_between(word: Word, following: Word, voiced: Sequence[Stretch]) -> int:
    """Measure the longest silence that lies between the starts of two words."""
    gaps = (
        (before.end_ms, after.start_ms)
        for before, after in itertools.pairwise(voiced)
        if word.start_ms < before.end_ms and after.start_ms <= following.end_ms
    )
    return max((end - start for start, end in gaps), default=0)


def _shorten(row: Sequence[Word]) -> list[Sequence[Word]]:
    """Halve what is too long at its best place: after a comma, else at the longest pause."""
    if len(row) < 2 or row[-1].end_ms - row[0].start_ms <= MAX_SEGMENT_MS:  # noqa: PLR2004 - one word cannot be cut
        return [row]
    middle = (row[0].start_ms + row[-1].end_ms) / 2
    half = (row[-1].end_ms - row[0].start_ms) / 2

    def worth(index: int) -> float:
        text = row[index - 1].text.rstrip()
        pause = row[index].start_ms - row[index - 1].end_ms
        mark = 2.0 if ends_sentence(text) else 1.0 if text and text[-1] in _WEAK else 0.0
        return mark + min(pause, 500) / 500 - abs(row[index].start_ms - middle) / half

    at = max(range(1, len(row)), key=worth)
    return [*_shorten(row[:at]), *_shorten(row[at:])]
