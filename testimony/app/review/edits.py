"""Edits that the review screen adds to those of a session: each is one entry of the history, one undo."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from testimony.transcript import review
from testimony.transcript.edits import Document
from testimony.transcript.types import Provenance, Segment, Translation
from tui.pace import Step

if TYPE_CHECKING:
    from testimony.app.session import Session
    from testimony.transcript.record.store import TranscriptStore

__all__ = ["keep_translation", "steps_since"]


def keep_translation(session: Session, segment_id: str, text: str, made_by: Provenance) -> Document:
    """Write a machine's new translation as a pass of its own, unreviewed, without approval.

    Args:
        session: Open for writing.
        segment_id: Of a segment that stands.
        text: The machine's.
        made_by: The models with their hashes, their settings and versions.
    """
    edit = review.machine_target(session.document, segment_id, text, "+".join(made_by.models.values()))
    written = edit.changes[0].after if edit.changes else None
    language = written.target_language if isinstance(written, Segment) else ""
    return session.commit(edit, (made_by, Translation(segment_id, language, text)))


def steps_since(store: TranscriptStore, seen: int) -> tuple[int, list[Step]]:
    """The log's entries of today that come after number ``seen``; and the number of the last one."""
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    # As the log writes times: text that sorts as the times do.
    since = midnight.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    last = store.last_entry()
    entries = store.log.since(seen, since)
    steps = [
        Step(datetime.fromisoformat(one.at), one.kind, one.segments)
        for one in entries
        if one.standing != "machine"
    ]
    return max(last, seen), steps
