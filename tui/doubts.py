"""Where a row's text is doubtful: unsure words, words that a flag names, words that are misspelt. Pure.

A place is a range of characters with the ink that marks it: ``doubt`` for what the machine was unsure of or a
check names, ``spelling`` for a word that no dictionary has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher

from testimony.transcript.types import Flag, Segment, Side, Word
from tui.spoken import word_spans

__all__ = ["DOUBT", "SPELLING", "UNSURE", "Place", "Spell", "carried", "named_places", "unsure_places"]

Place = tuple[int, int, str]  # first character, one after the last, ink
Spell = Callable[[str, str], Sequence[tuple[int, int]]]  # text, language → misspelt words

DOUBT, SPELLING = "doubt", "spelling"
UNSURE = 0.7  # a word less probable than this (0..1) is marked
_LONGEST = 2_000  # characters of a text that is compared sign by sign
# What notes of flags name: quoted words, figures with their signs, capitalised words, Chinese.
_NAMED = re.compile("“([^”]+)”|(\\d[\\d,.:/]*\\d|\\d)|\\b([A-Z][\\w'-]+)|([\u3400-\u9fff]+)")


def is_settled(segment: Segment, side: Side) -> bool:
    """True where a person wrote or approved a side: what the machine was unsure of is settled then."""
    author = segment.source_author if side is Side.SOURCE else segment.target_author
    is_person = bool(author) and not author.startswith(("machine:", "memory:"))
    return is_person or getattr(segment.state, side.value).is_reviewed


def unsure_places(source: str, words: tuple[Word, ...]) -> list[Place]:
    """The words of a machine's source that it was unsure of, neighbours joined."""
    places: list[Place] = []
    for word, span in word_spans(source, words):
        if span is None or word.probability >= UNSURE or not any(sign.isalnum() for sign in word.text):
            continue
        if places and not source[places[-1][1] : span[0]].strip():
            places[-1] = (places[-1][0], span[1], DOUBT)
        else:
            places.append((*span, DOUBT))
    return places


def named_places(text: str, flags: Iterable[Flag]) -> list[Place]:
    """The parts of a text that the notes of standing flags name: figures, names, quoted words."""
    named: set[str] = set()
    for flag in flags:
        if flag.waived_by or flag.severity == "info":
            continue
        for match in _NAMED.finditer(flag.note):
            is_sentence_start = match.group(3) and flag.note[: match.start()].rstrip()[-1:] in ("", ".", ";")
            if not is_sentence_start:
                named.add(match.group(1) or match.group())
    places = [
        (match.start(), match.end(), DOUBT)
        for one in sorted(named, key=len, reverse=True)
        for match in re.finditer(_whole(one), text)
    ]
    return _apart(places)


def _whole(text: str) -> str:
    left = r"(?<!\w)" if text[0].isascii() and text[0].isalnum() else ""
    right = r"(?!\w)" if text[-1].isascii() and text[-1].isalnum() else ""
    return left + re.escape(text) + right


def _apart(places: list[Place]) -> list[Place]:
    """Places in order, without those that overlap an earlier one of the list."""
    kept: list[Place] = []
    for place in places:
        if all(place[1] <= one[0] or place[0] >= one[1] for one in kept):
            kept.append(place)
    return sorted(kept)


def carried(places: Sequence[Place], before: str, after: str) -> list[Place]:
    """The places of a text that stand unchanged in what it became, where they now are."""
    if before == after or not places:
        return list(places)
    if max(len(before), len(after)) > _LONGEST:
        return []
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return [
        (first - block.a + block.b, last - block.a + block.b, ink)
        for first, last, ink in places
        for block in blocks
        if block.a <= first and last <= block.a + block.size
    ]
