"""Finding a way through a transcript: text search, and the next row that wants a person."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple, overload

from testimony.transcript.edits import Document
from testimony.transcript.review import BOTH_SIDES
from testimony.transcript.types import FlagKind, ReviewState, Segment, Side

__all__ = ["Match", "Matches", "TextIndex", "Wanted", "folded", "following", "spans"]

_WALL = "\x1e"  # between texts, so that no match reaches over two rows
# What NFKC makes of them: without these, most Chinese is in normal form, which is seen at a glance.
_WIDE = tuple((wide, unicodedata.normalize("NFKC", wide)) for wide in "，！？：；（）")
_DENSE = 12  # a text that more than one row in so many holds is looked for row by row
_CHUNK = 256  # rows: folding so many again takes half a millisecond


class Match(NamedTuple):
    """A row and side that hold the text searched for."""

    segment_id: str
    side: Side


class Matches(Sequence[Match]):
    """The matches of a search in order of rows; each is made when it is asked for.

    A word may stand in every row: a hundred thousand objects would take longer to make than to find.
    """

    def __init__(self, found: Sequence[tuple[Sequence[Segment], list[int]]]) -> None:
        """Args: ``found`` holds rows and the places of ``_Chunk.places`` in them."""
        self._found = found
        self._ends = list(accumulate(len(places) for _, places in found))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, at: int) -> Match: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Match]: ...
    def __getitem__(self, at: int | slice) -> Match | Sequence[Match]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        at = at + len(self) if at < 0 else at
        if not 0 <= at < len(self):
            raise IndexError(at)
        number = bisect_right(self._ends, at)
        rows, places = self._found[number]
        place = places[at - (self._ends[number - 1] if number else 0)]
        return Match(rows[place >> 1].id, BOTH_SIDES[place & 1])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as every list


def folded(text: str) -> str:
    """Text without width and case: ＡＢＣ, ABC and abc are one."""
    if text.isascii():
        return text.lower()
    for wide, plain in _WIDE:
        text = text.replace(wide, plain)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


class _Chunk:
    """Some hundred rows that follow each other, their texts folded and joined, one long string a side."""

    __slots__ = ("_texts", "rows", "sides")

    def __init__(self, rows: list[Segment], old: _Chunk | None = None) -> None:
        """Take over from ``old``, with rows of the same ids, whatever still holds."""
        self.rows = rows
        self._texts = [one.source for one in rows], [one.target for one in rows]
        self.sides: list[tuple[str, list[int]]] = [
            _joined(texts) if old is None or texts != old._texts[number] else old.sides[number]
            for number, texts in enumerate(self._texts)
        ]

    def places(self, number: int, wanted: str, *, dense: bool = False) -> list[int]:
        """Twice the place of every row whose side ``number`` holds the text, plus that number.

        ``dense`` says that many rows will hold it.
        """
        text, starts = self.sides[number]
        at = text.find(wanted)
        if at < 0:
            return []
        if dense:  # one look at each row is sooner than one a match
            return [2 * row + number for row, one in enumerate(text.split(_WALL)) if wanted in one]
        found: list[int] = []
        row, last = 0, len(starts) - 1
        while at >= 0:
            row = bisect_right(starts, at, row) - 1
            found.append(2 * row + number)
            if row == last:
                break
            row += 1
            at = text.find(wanted, starts[row])
        return found


def _joined(texts: list[str]) -> tuple[str, list[int]]:
    """Folded texts with walls between them, and where each begins.

    Folded as one string: a wall is a control character, which nothing composes with or folds to.
    """
    raw = _WALL.join(texts)
    if raw.count(_WALL) >= len(texts):
        raw = _WALL.join(text.replace(_WALL, " ") for text in texts)
    whole = folded(raw)
    ends = accumulate(map(len, whole.split(_WALL)))
    return whole, [0, *(end + walls for walls, end in enumerate(ends, 1))][:-1]


class TextIndex:
    """All texts of a document, folded once and kept in chunks of rows.

    Finding is one ``str.find`` a match and a chunk; two Chinese characters are as good as a word.
    After an edit only the chunks are made anew whose rows it changed.
    """

    def __init__(self) -> None:
        self._chunks: list[_Chunk] = []
        self._document: Document | None = None

    def update(self, document: Document) -> None:
        """Take over a document; rows that stand as they stood are not looked at again."""
        if document is not self._document:
            self._chunks = _renewed(self._chunks, list(document.segments.values()))
            self._document = document

    def find(self, document: Document, text: str, sides: tuple[Side, ...] = BOTH_SIDES) -> Matches:
        """Every row and side that holds ``text``, in order of rows; none for an empty text."""
        self.update(document)
        wanted = _walled(text)
        found: list[tuple[Sequence[Segment], list[int]]] = []
        if not wanted:
            return Matches(found)
        numbers = [number for number, side in enumerate(BOTH_SIDES) if side in sides]
        dense = [False] * len(BOTH_SIDES)  # as the chunk before was
        for chunk in self._chunks:
            lists = []
            for number in numbers:
                if places := chunk.places(number, wanted, dense=dense[number]):
                    lists.append(places)
                dense[number] = len(places) * _DENSE > len(chunk.rows)
            if lists:
                found.append((chunk.rows, lists[0] if len(lists) == 1 else sorted(lists[0] + lists[1])))
        return Matches(found)


def _renewed(old: list[_Chunk], rows: list[Segment]) -> list[_Chunk]:
    """Chunks of these rows: the old ones at both ends that still fit, new ones between them."""
    first, begin = 0, 0
    while first < len(old) and _fits(old[first], rows, begin):
        begin += len(old[first].rows)
        first += 1
    last, end = len(old), len(rows)
    while last > first and end - len(old[last - 1].rows) >= begin:
        if not _fits(old[last - 1], rows, end - len(old[last - 1].rows)):
            break
        last -= 1
        end -= len(old[last].rows)
    changed = old[first:last]
    if sum(len(chunk.rows) for chunk in changed) == end - begin:  # no row came or went
        between = _in_place(changed, rows[begin:end])
    else:
        between = _cut(rows[begin:end])
    return old[:first] + between + old[last:]


def _fits(chunk: _Chunk, rows: list[Segment], at: int) -> bool:
    return chunk.rows == rows[at : at + len(chunk.rows)]  # by identity first, so this is a glance


def _in_place(chunks: list[_Chunk], rows: list[Segment]) -> list[_Chunk]:
    renewed, at = [], 0
    for chunk in chunks:
        now = rows[at : at + len(chunk.rows)]
        same_ids = all(one.id == other.id for one, other in zip(now, chunk.rows, strict=True))
        renewed.append(chunk if now == chunk.rows else _Chunk(now, chunk if same_ids else None))
        at += len(chunk.rows)
    return renewed


def _cut(rows: list[Segment]) -> list[_Chunk]:
    # Even pieces: a hundred splits in one place must not leave a hundred chunks of one row.
    number = max(1, round(len(rows) / _CHUNK))
    marks = [len(rows) * k // number for k in range(number + 1)]
    return [_Chunk(rows[begin:end]) for begin, end in pairwise(marks) if begin < end]


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
