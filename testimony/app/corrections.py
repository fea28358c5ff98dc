"""An outside translator's corrections come in as edits in that person's name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from testimony.app.session import Session
from testimony.export.formats.exchange.xliff import Correction, read_corrections
from testimony.transcript import review
from testimony.transcript.edits import Change, Document, Edit, EditKind
from testimony.transcript.types import Segment, Side, Transcript

__all__ = ["bring_in"]


def bring_in(session: Session, path: Path) -> tuple[Correction, ...]:
    """Bring a returned XLIFF file into a transcript, as one edit in the session's name.

    Everything that may go in goes in, in one step that one undo takes back; what may not is left out.

    Args:
        session: Open for writing, in the translator's name.
        path: The file, as it came back.

    Returns:
        Every difference found, with the reason where it was refused.

    Raises:
        ExportError: The file cannot be read, or belongs to another transcript.
        TranscriptFileError: The transcript cannot be written; nothing was changed.
    """
    document = session.document
    found = read_corrections(path, _transcript_of(document))
    wanted = [one for one in found if not one.refused and not one.note]
    changes: dict[str, Change] = {}
    for one in wanted:
        change = _change(document, changes.get(one.segment_id), one, session)
        if change is not None:
            changes[one.segment_id] = change
    kind = EditKind.CORRECT_TARGET
    if all(one.side is Side.SOURCE for one in wanted):
        kind = EditKind.CORRECT_SOURCE
    session.commit(Edit(kind, tuple(changes.values())))
    for one in found:
        if one.note:
            session.marks.add_note(one.segment_id, one.note)
    return found


def _transcript_of(document: Document) -> Transcript:
    return Transcript(
        (document.recording,),
        document.languages,
        tuple(document.speakers.values()),
        tuple(document.segments.values()),
    )


def _change(document: Document, earlier: Change | None, one: Correction, session: Session) -> Change | None:
    """Correct one side, on top of what was corrected of the same segment before."""
    if earlier is not None and isinstance(earlier.after, Segment):
        document = replace(document, segments={one.segment_id: earlier.after})
    edit = review.correct(document, one.segment_id, one.side, one.after, session.by, one.language)
    if not edit.changes:
        return None
    (change,) = edit.changes
    return replace(change, before=earlier.before) if earlier is not None else change
