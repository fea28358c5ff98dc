"""Find and replace, as pure functions: which places would change, and one edit that changes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from testimony.transcript.editing.helpers import BOTH_SIDES, refuse_broken, segment_of, touched
from testimony.transcript.edits import Change, Document, Edit, EditKind
from testimony.transcript.errors import EditRefused
from testimony.transcript.find import folded, spans
from testimony.transcript.types import Identity, Segment, Side

__all__ = ["Hit", "Search", "find_hits", "replace_hits"]


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for.

    Attributes:
        text: Found in any width and case, unless ``same_case``.
        instead: What is put in its place.
        sides: Where it is looked for.
        same_case: Only places that are written exactly so.
        whole_words: Only places that no letter or digit touches; characters of Chinese touch nothing.
        where: Only rows whose other side holds this text, such as the term that is rendered; empty: all.
    """

    text: str
    instead: str = ""
    sides: tuple[Side, ...] = BOTH_SIDES
    same_case: bool = False
    whole_words: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One side of a row that holds the text.

    Attributes:
        before: The whole text of the side.
        after: The same with the replacement.
        places: First and last character of each place in ``before``.
    """

    segment_id: str
    side: Side
    before: str
    after: str
    places: tuple[tuple[int, int], ...]


def find_hits(rows: Iterable[Segment], search: Search) -> list[Hit]:
    """Every side of these rows that a replacement would change, in order."""
    wanted, where = folded(search.text), folded(search.where)
    found: list[Hit] = []
    if not wanted:
        return found
    for segment in rows:
        texts = {Side.SOURCE: segment.source, Side.TARGET: segment.target}
        for side in search.sides:
            text = texts[side]
            if wanted not in folded(text):
                continue
            other = texts[Side.TARGET if side is Side.SOURCE else Side.SOURCE]
            if where and where not in folded(other):
                continue
            places = tuple(place for place in _places(text, search) if _fits(text, place, search))
            after = _with(text, places, search.instead)
            if places and after != text:
                found.append(Hit(segment.id, side, text, after, places))
    return found


def _places(text: str, search: Search) -> list[tuple[int, int]]:
    if not search.same_case:
        return spans(text, search.text)
    return [match.span() for match in re.finditer(re.escape(search.text), text)]


def _fits(text: str, place: tuple[int, int], search: Search) -> bool:
    first, last = place
    if not search.whole_words:
        return True
    return not (_joins(text[first - 1 : first], text[first]) or _joins(text[last - 1], text[last : last + 1]))


def _joins(left: str, right: str) -> bool:
    return all(sign.isalnum() and sign.isascii() for sign in (left or " ", right or " "))


def _with(text: str, places: Sequence[tuple[int, int]], instead: str) -> str:
    for first, last in reversed(places):
        text = text[:first] + instead + text[last:]
    return text


def replace_hits(document: Document, hits: Sequence[Hit], by: Identity) -> Edit:
    """One edit that makes these replacements, by the rules of a single correction.

    Raises:
        EditRefused: A row was changed since it was looked at, or the text cannot be kept.
    """
    changed: dict[str, Segment] = {}
    for hit in hits:
        refuse_broken(hit.after)
        segment = changed.get(hit.segment_id) or segment_of(document, hit.segment_id)
        if (segment.source if hit.side is Side.SOURCE else segment.target) != hit.before:
            raise EditRefused(f"Segment {hit.segment_id} was changed meanwhile.", "look for the text again")
        after = (
            replace(segment, source=hit.after)
            if hit.side is Side.SOURCE
            else replace(segment, target=hit.after)
        )
        changed[hit.segment_id] = touched(after, (hit.side,), by, rewritten=True)
    return Edit(
        EditKind.REPLACE, tuple(Change(document.segments[key], after) for key, after in changed.items())
    )
