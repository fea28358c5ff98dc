"""What the review screen asks of the record beyond a session's own wishes: each one entry, one undo."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from testimony.transcript import history, review
from testimony.transcript.edits import Change, Document, Edit, EditKind
from testimony.transcript.errors import EditRefused
from testimony.transcript.review import segment_of
from testimony.transcript.types import FlagKind, ReviewState, Segment, Side
from tui.pace import Step

if TYPE_CHECKING:
    from testimony.session import Session
    from testimony.transcript.store import TranscriptStore

__all__ = ["keep_translation", "steps_since", "waive_with_reason"]


def keep_translation(session: Session, segment_id: str, text: str, model: str) -> Document:
    """Write a machine's new translation as what it is: unreviewed, authored by the model, no approval.

    Args:
        session: Open for writing.
        segment_id: Of a segment that stands.
        text: The machine's.
        model: ``name@hash`` of what made it.
    """
    before = segment_of(session.document, segment_id)
    if before.target == text:
        return session.document
    after = replace(
        before,
        target=text,
        target_author=f"machine:{model}",
        state=replace(before.state, target=ReviewState.UNREVIEWED),
        approvals=tuple(one for one in before.approvals if one.side is not Side.TARGET),
    )
    # Not MACHINE_TEXT, a pass nobody can undo: somebody asked for this text, and may take it back.
    return session.commit(Edit(EditKind.CORRECT_TARGET, (Change(before, after),)))


def waive_with_reason(session: Session, segment_id: str, kind: FlagKind, reason: str) -> Document:
    """Waive a flag and keep why beside it: one entry of the history, one step to undo.

    Raises:
        EditRefused: No reason, no such flag.
    """
    if not reason.strip():
        raise EditRefused(f"A waiver of {kind} needs its reason.", "say why it is no reason to worry")
    edit = review.waive_flag(session.document, segment_id, kind, session.by)
    if not edit.changes:
        return session.document
    change = edit.changes[0]
    waived = change.after
    if not isinstance(waived, Segment):
        raise EditRefused(f"{segment_id} is no segment.", "testimony show FILE")
    alone = replace(session.document, segments={segment_id: waived})
    noted = review.add_note(alone, segment_id, f"{kind.value}: {reason.strip()}", session.by)
    return session.commit(replace(edit, changes=(Change(change.before, noted.changes[0].after),)))


def steps_since(store: TranscriptStore, seen: int) -> tuple[int, list[Step]]:
    """The log's entries of today that come after number ``seen``; and the number of the last one."""
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    # As the log writes times: text that sorts as the times do.
    since = midnight.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    last = store.last_entry()
    with store._reading() as connection:
        first = bisect_left(
            range(seen, last), since, key=lambda seq: next(history.entries(connection, seq)).at
        )
        entries = list(history.entries(connection, seen + first))
    steps = [Step(datetime.fromisoformat(one.at), one.kind, one.segments) for one in entries]
    return max(last, seen), steps
