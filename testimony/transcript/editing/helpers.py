"""What all edits share: finding a segment, the state of what was touched, text that can be kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from testimony.transcript.edits import Change, Document, Edit, EditKind
from testimony.transcript.errors import EditRefused
from testimony.transcript.types import Identity, ReviewState, Segment, Side

__all__ = ["BOTH_SIDES", "for_each", "refuse_broken", "segment_of", "touched"]

BOTH_SIDES = (Side.SOURCE, Side.TARGET)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def segment_of(document: Document, segment_id: str) -> Segment:
    """The segment with this id.

    Raises:
        EditRefused: There is none.
    """
    segment = document.segments.get(segment_id)
    if segment is None:
        was = "is no more" if segment_id in document.used_ids else "does not exist"
        raise EditRefused(f"Segment {segment_id} {was}.", "testimony show FILE lists the ids")
    return segment


def refuse_broken(text: str) -> None:
    """Refuse half a character: nothing downstream could print it."""
    if _LONE_SURROGATE.search(text):
        raise EditRefused("The text holds half a character (a lone surrogate).", "type or paste it again")


def touched(segment: Segment, sides: Sequence[Side], by: Identity, *, rewritten: bool = False) -> Segment:
    """The segment after a change of these sides: approvals gone, approved sides ``edited`` again.

    ``rewritten`` says that their text is new, so that an unreviewed side is ``edited`` as well.
    """
    state = segment.state
    for side in sides:
        if rewritten or getattr(state, side.value) is not ReviewState.UNREVIEWED:
            state = replace(state, **{side.value: ReviewState.EDITED})
    authors = {f"{side.value}_author": by.name for side in sides}
    left = tuple(one for one in segment.approvals if one.side not in sides)
    return replace(segment, state=state, approvals=left, **authors)  # type: ignore[arg-type]


def for_each(
    document: Document, kind: EditKind, ids: Iterable[str], change: Callable[[Segment], Segment]
) -> Edit:
    """One edit over several segments; those that stay as they are are left out."""
    changes = []
    for segment_id in dict.fromkeys(ids):
        before = segment_of(document, segment_id)
        after = change(before)
        if after != before:
            changes.append(Change(before, after))
    return Edit(kind, tuple(changes))
