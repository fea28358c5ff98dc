"""Which rows are shown: what somebody can choose, made of ``testimony.transcript.find.Wanted``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from testimony.text.terminal import one_line
from testimony.transcript.edits import Document
from testimony.transcript.find import Wanted
from testimony.transcript.types import FlagKind, ReviewState, Segment
from tui.strings import Strings

__all__ = ["Filter", "doubtful", "filters_for", "waiting_for"]


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice with its name."""

    label: str
    fits: Callable[[Segment], bool]


def doubtful(segment: Segment) -> bool:
    """True for a row that is not reviewed and carries a doubt that is more than a hint."""
    return not segment.state.is_reviewed and any(
        not flag.waived_by and flag.severity != "info" for flag in segment.flags
    )


def waiting_for(by: str) -> Callable[[Segment], bool]:
    """True for a row whose first approval is there and whose second one this person may give.

    Where the rules refuse it all the same, the session says so.
    """

    def fits(segment: Segment) -> bool:
        state = segment.state
        once = ReviewState.APPROVED in (state.source, state.target)
        return once and state.is_reviewed and not _is_of(segment, by)

    return fits


def filters_for(document: Document, by: str, say: Strings) -> Iterator[Filter]:
    """Every filter that could show something in this document."""
    yield Filter(say("filter.unreviewed"), Wanted(unreviewed=True).fits)
    yield Filter(say("filter.flagged"), Wanted(flagged=True).fits)
    yield Filter(say("filter.edited"), Wanted(states=frozenset({ReviewState.EDITED})).fits)
    yield Filter(say("filter.second"), waiting_for(by))
    yield Filter(say("filter.once"), Wanted(states=frozenset({ReviewState.APPROVED})).fits)
    yield Filter(say("filter.mine"), lambda segment: _is_of(segment, by))
    rows = document.segments.values()
    kinds = {flag.kind for segment in rows for flag in segment.flags if not flag.waived_by}
    for kind in FlagKind:
        if kind in kinds:
            name = say(f"flag.{kind.value}")
            yield Filter(say("filter.kind", kind=name), Wanted(kinds=frozenset({kind})).fits)
    for speaker in document.speakers.values():
        label = say("filter.speaker", name=one_line(speaker.name))
        yield Filter(label, Wanted(speaker=speaker.id).fits)
    for tag in sorted({segment.language for segment in rows}):
        yield Filter(say("filter.language", tag=one_line(tag)), Wanted(language=tag).fits)


def _is_of(segment: Segment, by: str) -> bool:
    return by in (segment.source_author, segment.target_author) or any(
        one.by == by for one in segment.approvals
    )
