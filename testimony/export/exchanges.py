"""Each exchange once: what was said, with the interpreter's rendition in the place of a translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from testimony.transcript.types import Link, ReviewState, Segment, State, Transcript

__all__ = ["MARK", "RENDERED", "holders", "once"]

RENDERED = "[INT]"
MARK = (
    f"EACH EXCHANGE ONCE – {RENDERED} IS WHAT THE INTERPRETER SAID, NOT A TRANSLATION MADE FOR THIS DOCUMENT"
)
_ORDER = tuple(ReviewState)


def once(transcript: Transcript) -> Transcript:
    """Fold the interpreter's rows into those that they render.

    A folded row has the words of all its originals, and for its other side the rendition, marked
    ``[INT]``. Rows without a rendition stay as they are.
    """
    known = {one.id: one for one in transcript.segments}
    folded: dict[str, Segment] = {}
    gone: set[str] = set()
    for link in _folding(transcript):
        originals, renditions = ([known[one] for one in side] for side in (link.from_ids, link.to_ids))
        folded[originals[0].id] = _folded(originals, renditions)
        gone.update((*link.from_ids, *link.to_ids))
    rows = (folded.get(one.id) or (None if one.id in gone else one) for one in transcript.segments)
    return replace(transcript, segments=tuple(one for one in rows if one is not None), links=())


def holders(transcript: Transcript) -> dict[str, str]:
    """Map each row that ``once`` folds away to the row that holds its words."""
    return {one: link.from_ids[0] for link in _folding(transcript) for one in (*link.from_ids, *link.to_ids)}


def _folding(transcript: Transcript) -> Iterator[Link]:
    """Yield the links that fold: their rows are all there, and in no link before."""
    known = {one.id for one in transcript.segments}
    gone: set[str] = set()
    for link in transcript.links:
        ids = (*link.from_ids, *link.to_ids)
        if link.kind == "rendition" and not any(one not in known or one in gone for one in ids):
            gone.update(ids)
            yield link


def _folded(originals: Sequence[Segment], renditions: Sequence[Segment]) -> Segment:
    rendered = " ".join(one.source.strip() for one in renditions)
    return replace(
        originals[0],
        end_ms=max(one.end_ms for one in (*originals, *renditions)),
        source=" ".join(one.source.strip() for one in originals),
        target=f"{RENDERED} {rendered}",
        target_language=renditions[0].language,
        state=State(_least(originals), _least(renditions)),
        flags=tuple(flag for one in (*originals, *renditions) for flag in one.flags),
        notes=tuple(note for one in (*originals, *renditions) for note in one.notes),
        words=tuple(word for one in originals for word in one.words),
        approvals=(),
    )


def _least(rows: Sequence[Segment]) -> ReviewState:
    """The state of what was said on the rows that people have come least far with."""
    return min((one.state.source for one in rows), key=_ORDER.index)
