"""Split and merge, with the words and their times; pure, like ``review``."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from testimony.transcript.edits import Change, Document, Edit, EditKind, link_id
from testimony.transcript.errors import EditRefused
from testimony.transcript.review import BOTH_SIDES, segment_of, touched
from testimony.transcript.types import Flag, Identity, Link, ReviewState, Segment, State, Word, WordSpan

__all__ = ["Cut", "merge", "split"]

_HALVES = 2

_ALIGN_LIMIT = 5_000  # characters; beyond, aligning an edited text with its words costs seconds


@dataclass(frozen=True, slots=True)
class Cut:
    """Where to split; give a time, a place in the source, or both.

    Attributes:
        at_ms: Time in the recording; the nearest gap between two words is taken.
        source_offset: Characters of the source that go to the first half.
        target_offset: The same for the target; None leaves the whole target with the first half.
    """

    at_ms: int | None = None
    source_offset: int | None = None
    target_offset: int | None = None


def split(document: Document, segment_id: str, cut: Cut, words: Sequence[Word], by: Identity) -> Edit:
    """Cut ``12`` into ``12.1`` and ``12.2`` (the next two numbers never used).

    ``words`` are the segment's words as they now stand; empty when it has none.

    Raises:
        EditRefused: No such segment, or a cut that leaves nothing on one side.
    """
    before = segment_of(document, segment_id)
    if cut.at_ms is None and cut.source_offset is None:
        raise EditRefused("A split needs a time or a place in the text.")
    if before.end_ms - before.start_ms < _HALVES:  # one millisecond for each
        raise EditRefused(f"Segment {segment_id} is too short to split.")
    offset, word_index = _place(before, cut, words)
    if not 0 <= offset <= len(before.source):
        raise EditRefused(f"Segment {segment_id} has no character {offset}.")
    left_end, right_start = _times(before, cut, words, word_index)
    left_text, glue, right_text = _cut_text(before.source, offset)
    target_offset = len(before.target) if cut.target_offset is None else cut.target_offset
    left_target, target_glue, right_target = _cut_text(before.target, target_offset)
    spans = _spans(before, len(words))
    first_id, second_id = _next_ids(document, segment_id, 2)
    left = replace(
        before,
        id=first_id,
        end_ms=left_end,
        source=left_text,
        target=left_target,
        word_spans=_cut_spans(spans, 0, word_index),
    )
    right = replace(
        before,
        id=second_id,
        start_ms=right_start,
        source=right_text,
        target=right_target,
        word_spans=_cut_spans(spans, word_index, len(words)),
        glue=f"{glue}\0{target_glue}",
        notes=(),
    )
    halves = tuple(Change(None, touched(half, BOTH_SIDES, by)) for half in (left, right))
    links = _relinked(document, {segment_id: (first_id, second_id)})
    return Edit(EditKind.SPLIT, (Change(before, None), *halves, *links))


def merge(
    document: Document, first_id: str, second_id: str, word_counts: tuple[int, int], by: Identity
) -> Edit:
    """Join two neighbours of one channel, speaker and language.

    ``word_counts`` says how many words each of them has.

    Raises:
        EditRefused: Not neighbours, or not of one speaker and language.
    """
    first, second = segment_of(document, first_id), segment_of(document, second_id)
    _refuse_merge(document, first, second)
    glues = _glues(first, second)
    spans = _spans(first, word_counts[0]) + _spans(second, word_counts[1])
    base = first.id.rpartition(".")[0] or first.id
    (new_id,) = _next_ids(document, base, 1)
    both = replace(
        first,
        id=new_id,
        end_ms=max(first.end_ms, second.end_ms),
        language_probability=min(first.language_probability, second.language_probability),
        source=_join(first.source, second.source, glues[0]),
        target=_join(first.target, second.target, glues[1]),
        target_language=first.target_language or second.target_language,
        flags=_union(first.flags, second.flags),
        state=State(*(_weaker(first, second, side.value) for side in BOTH_SIDES)),
        approvals=(),
        notes=first.notes + second.notes,
        word_spans=_joined_spans(spans),
    )
    links = _relinked(document, {first_id: (new_id,), second_id: (new_id,)})
    changes = (Change(first, None), Change(second, None), Change(None, touched(both, BOTH_SIDES, by)))
    return Edit(EditKind.MERGE, (*changes, *links))


def _refuse_merge(document: Document, first: Segment, second: Segment) -> None:
    row = [one.id for one in document.segments.values() if one.channel == first.channel]
    if first.channel != second.channel or row.index(second.id) != row.index(first.id) + 1:
        raise EditRefused(f"Segments {first.id} and {second.id} are not neighbours.", "merge two that are")
    if first.speaker != second.speaker or first.language != second.language:
        raise EditRefused(
            f"Segments {first.id} and {second.id} differ in speaker or language.",
            "give both the same speaker and language first",
        )
    if first.target_language and second.target_language not in ("", first.target_language):
        raise EditRefused(f"Segments {first.id} and {second.id} are translated into different languages.")


def _weaker(first: Segment, second: Segment, side: str) -> ReviewState:
    # What holds one unreviewed half is unreviewed: nobody has vouched for all of it.
    states = (getattr(first.state, side), getattr(second.state, side))
    return ReviewState.UNREVIEWED if ReviewState.UNREVIEWED in states else ReviewState.EDITED


def _place(segment: Segment, cut: Cut, words: Sequence[Word]) -> tuple[int, int]:
    """Characters and words that go to the first half."""
    if len(words) < _HALVES:
        if cut.source_offset is not None:
            return cut.source_offset, 0
        length = segment.end_ms - segment.start_ms
        share = (min(max(cut.at_ms or 0, segment.start_ms), segment.end_ms) - segment.start_ms) / length
        return round(share * len(segment.source)), 0
    offsets = _offsets(segment.source, words)
    gaps = range(1, len(words))
    if cut.at_ms is not None:
        at_ms = cut.at_ms
        index = min(gaps, key=lambda k: abs((words[k - 1].end_ms + words[k].start_ms) / 2 - at_ms))
    else:
        wished = cut.source_offset or 0
        index = min(gaps, key=lambda k: abs(offsets[k] - wished))
    return (offsets[index] if cut.source_offset is None else cut.source_offset), index


def _offsets(source: str, words: Sequence[Word]) -> list[int]:
    """For each word, how many characters of the source stand before it."""
    spoken = "".join(word.text for word in words)
    starts, total = [], 0
    for word in words:
        starts.append(total)
        total += len(word.text)
    lead = len(spoken) - len(spoken.lstrip())
    if spoken.strip() == source.strip():
        shift = len(source) - len(source.lstrip()) - lead
        return [min(max(start + shift, 0), len(source)) for start in starts]
    if len(source) + len(spoken) > _ALIGN_LIMIT:
        return [round(start / max(total, 1) * len(source)) for start in starts]
    # A person changed the text: find the words again where the two texts agree.
    blocks = SequenceMatcher(None, spoken, source, autojunk=False).get_matching_blocks()
    return [_mapped(start, blocks, len(source)) for start in starts]


def _mapped(start: int, blocks: Sequence[tuple[int, int, int]], length: int) -> int:
    for spoken_at, source_at, size in blocks:
        if start <= spoken_at:
            return source_at
        if start < spoken_at + size:
            return source_at + start - spoken_at
    return length


def _times(segment: Segment, cut: Cut, words: Sequence[Word], index: int) -> tuple[int, int]:
    if index:
        left_end, right_start = words[index - 1].end_ms, words[index].start_ms
    elif cut.at_ms is not None:
        left_end = right_start = cut.at_ms
    else:
        share = (cut.source_offset or 0) / max(len(segment.source), 1)
        left_end = right_start = round(segment.start_ms + share * (segment.end_ms - segment.start_ms))
    left_end = min(max(left_end, segment.start_ms + 1), segment.end_ms - 1)
    return left_end, min(max(right_start, left_end), segment.end_ms - 1)


def _cut_text(text: str, offset: int) -> tuple[str, str, str]:
    """Left half, the white space cut away between them, right half."""
    if not 0 <= offset <= len(text):
        raise EditRefused(f"The text has no character {offset}.")
    left, right = text[:offset], text[offset:]
    bare_left, bare_right = left.rstrip(), right.lstrip()
    glue = left[len(bare_left) :] + right[: len(right) - len(bare_right)]
    return bare_left, glue, bare_right


def _glues(first: Segment, second: Segment) -> tuple[str | None, str | None]:
    """What stood between two halves of one split; None where nothing is known."""
    siblings = first.id.rpartition(".")[0] == second.id.rpartition(".")[0] != ""
    if second.glue is None or not siblings:
        return None, None
    source, _, target = second.glue.partition("\0")
    return source, target


def _join(left: str, right: str, glue: str | None) -> str:
    if glue is not None:
        return left + glue + right
    if not left or not right:
        return left or right
    wide = all(unicodedata.east_asian_width(sign) in "WF" for sign in (left[-1], right[0]))
    return left + right if wide or left[-1].isspace() or right[0].isspace() else f"{left} {right}"


def _union(first: tuple[Flag, ...], second: tuple[Flag, ...]) -> tuple[Flag, ...]:
    return tuple(dict.fromkeys(first + second))


def _spans(segment: Segment, word_count: int) -> tuple[WordSpan, ...]:
    if segment.word_spans:
        return segment.word_spans
    return (WordSpan(segment.id, 0, word_count),) if word_count else ()


def _cut_spans(spans: Sequence[WordSpan], first: int, last: int) -> tuple[WordSpan, ...]:
    cut, passed = [], 0
    for span in spans:
        length = span.last - span.first
        begin, end = max(first - passed, 0), min(last - passed, length)
        if begin < end:
            cut.append(WordSpan(span.segment, span.first + begin, span.first + end))
        passed += length
    return tuple(cut)


def _joined_spans(spans: Sequence[WordSpan]) -> tuple[WordSpan, ...]:
    joined: list[WordSpan] = []
    for span in spans:
        if joined and (joined[-1].segment, joined[-1].last) == (span.segment, span.first):
            joined[-1] = replace(joined[-1], last=span.last)
        else:
            joined.append(span)
    return tuple(joined)


def _next_ids(document: Document, base: str, count: int) -> tuple[str, ...]:
    number = 1
    while any(f"{base}.{number + k}" in document.used_ids for k in range(count)):
        number += 1
    return tuple(f"{base}.{number + k}" for k in range(count))


def _relinked(document: Document, new_ids: dict[str, tuple[str, ...]]) -> list[Change]:
    """The changes that make every link name the new segments; links that become the same are joined."""

    def renamed(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new for one in ids for new in new_ids.get(one, (one,))))

    links: dict[str, Link] = {}
    for old in document.links.values():
        new = replace(old, from_ids=renamed(old.from_ids), to_ids=renamed(old.to_ids))
        same = links.get(link_id(new))
        if same is not None:
            new = replace(new, note=" ".join(dict.fromkeys(filter(None, (same.note, new.note)))))
        links[link_id(new)] = new
    gone = [Change(old, None) for key, old in document.links.items() if key not in links]
    made = [
        Change(document.links.get(key), new) for key, new in links.items() if document.links.get(key) != new
    ]
    return gone + made
