"""Finding a way through a transcript: text search, and the next row that wants a person."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from testimony.transcript.edits import Document
from testimony.transcript.review import BOTH_SIDES
from testimony.transcript.types import FlagKind, ReviewState, Segment, Side

__all__ = ["Match", "TextIndex", "Wanted", "folded", "following", "spans"]

_WALL = "\x1e"  # between texts, so that no match reaches over two rows


@dataclass(frozen=True, slots=True)
class Match:
    """A row and side that hold the text searched for."""

    segment_id: str
    side: Side


def folded(text: str) -> str:
    """Text without width and case: ＡＢＣ, ABC and abc are one."""
    if text.isascii():
        return text.lower()
    normal = text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
    return unicodedata.normalize("NFKC", normal.casefold())


class TextIndex:
    """All texts of a document, folded once and kept as one long string a side.

    Finding is then one ``str.find`` a match; two Chinese characters are as good as a word.
    """

    def __init__(self) -> None:
        self._seen: dict[Side, dict[str, tuple[str, str]]] = {side: {} for side in BOTH_SIDES}
        self._texts = dict.fromkeys(BOTH_SIDES, "")
        self._starts: dict[Side, list[int]] = {side: [] for side in BOTH_SIDES}
        self._ids: list[str] = []
        self._document: Document | None = None

    def update(self, document: Document) -> None:
        """Take over a document; only rows whose text is new are folded."""
        if document is self._document:
            return
        self._ids = list(document.segments)
        for side in BOTH_SIDES:
            old, fresh = self._seen[side], {}
            for segment in document.segments.values():
                text = segment.source if side is Side.SOURCE else segment.target
                known = old.get(segment.id)
                fresh[segment.id] = known if known and known[0] is text else (text, _walled(text))
            self._seen[side] = fresh
            self._lay_out(side)
        self._document = document

    def _lay_out(self, side: Side) -> None:
        starts, total = [], 0
        for _, text in self._seen[side].values():
            starts.append(total)
            total += len(text) + 1
        self._starts[side] = starts
        self._texts[side] = _WALL.join(text for _, text in self._seen[side].values())

    def find(self, document: Document, text: str, sides: tuple[Side, ...] = BOTH_SIDES) -> list[Match]:
        """Every row and side that holds ``text``, in order of rows; none for an empty text."""
        self.update(document)
        wanted = _walled(text)
        if not wanted:
            return []
        rows = {(row, side) for side in sides for row in self._rows(side, wanted)}
        order = {side: number for number, side in enumerate(BOTH_SIDES)}
        return [
            Match(self._ids[row], side) for row, side in sorted(rows, key=lambda one: (one[0], order[one[1]]))
        ]

    def _rows(self, side: Side, wanted: str) -> Iterator[int]:
        text, starts = self._texts[side], self._starts[side]
        at = text.find(wanted)
        while at >= 0:
            row = bisect_right(starts, at) - 1
            yield row
            if row + 1 == len(starts):
                return
            at = text.find(wanted, starts[row + 1])


def _walled(text: str) -> str:
    return folded(text).replace(_WALL, " ")


def spans(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where in ``text`` the matches stand, as character ranges, to mark them on a screen."""
    wanted = folded(wanted)
    if not wanted:
        return []
    pieces = [folded(sign) for sign in text]
    ends, total = [], 0
    for piece in pieces:
        total += len(piece)
        ends.append(total)
    whole, found, at = "".join(pieces), [], -1
    while (at := whole.find(wanted, at + 1)) >= 0:
        first, last = bisect_right(ends, at), bisect_right(ends, at + len(wanted) - 1)
        found.append((first, last + 1))
        at += len(wanted) - 1
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the next row must be; every field that is set must fit.

    Attributes:
        states: States of either side, or of ``side`` alone.
        unreviewed: Rows not approved on both sides.
        flagged: Rows with a flag that nobody waived.
        kinds: Rows with such a flag, not waived.
        speaker: Speaker id.
        language: Source language.
    """

    states: frozenset[ReviewState] = frozenset()
    side: Side | None = None
    unreviewed: bool = False
    flagged: bool = False
    kinds: frozenset[FlagKind] = frozenset()
    speaker: str = ""
    language: str = ""

    def fits(self, segment: Segment) -> bool:
        """True when a row is what is wanted."""
        standing = {flag.kind for flag in segment.flags if not flag.waived_by}
        return (
            (not self.states or self._state_fits(segment))
            and (not self.unreviewed or not segment.state.is_reviewed)
            and (not self.flagged or bool(standing))
            and (not self.kinds or bool(standing & self.kinds))
            and self.speaker in ("", segment.speaker)
            and self.language in ("", segment.language)
        )

    def _state_fits(self, segment: Segment) -> bool:
        sides = BOTH_SIDES if self.side is None else (self.side,)
        return any(getattr(segment.state, side.value) in self.states for side in sides)


def following(
    document: Document, current: str | None, fits: Callable[[Segment], bool], *, forward: bool = True
) -> str | None:
    """The next (or previous) row that fits, from ``current`` on and around the end; None if none does."""
    rows = list(document.segments.values())
    if not forward:
        rows.reverse()
    here = next((number for number, one in enumerate(rows) if one.id == current), -1)
    for segment in (*rows[here + 1 :], *rows[: here + 1]):
        if segment.id != current and fits(segment):
            return segment.id
    return None
