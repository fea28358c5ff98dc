"""One edit over several rows: language, speaker, note, flag, waiver; one entry, one step to undo. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from testimony.transcript import flags, review
from testimony.transcript.editing.helpers import segment_of
from testimony.transcript.edits import Change, Document, Edit, EditKind, apply
from testimony.transcript.errors import EditRefused
from testimony.transcript.types import FlagKind, Identity, Segment, Severity

__all__ = ["add_flags", "add_notes", "change_languages", "give_to_new_speaker", "waive_flags"]


def change_languages(document: Document, ids: Iterable[str], language: str, by: Identity) -> Edit:
    """Say which language several sources are in (BCP-47 tag).

    Raises:
        EditRefused: No language tag, or no such row.
    """
    edits = (review.change_language(document, one, language, by) for one in dict.fromkeys(ids))
    return _together(EditKind.CHANGE_LANGUAGE, edits)


def add_notes(document: Document, ids: Iterable[str], text: str, by: Identity) -> Edit:
    """Add the same translator's note to several rows."""
    edits = (review.add_note(document, one, text, by) for one in dict.fromkeys(ids))
    return _together(EditKind.NOTE, edits)


def add_flags(document: Document, ids: Iterable[str], kind: FlagKind, note: str = "") -> Edit:
    """Raise a person's doubt about several rows."""
    edits = (flags.add_flag(document, one, kind, note, Severity.WARN) for one in dict.fromkeys(ids))
    return _together(EditKind.ADD_FLAG, edits)


def waive_flags(document: Document, ids: Iterable[str], kind: FlagKind, reason: str, by: Identity) -> Edit:
    """Waive a kind of flag wherever it stands in these rows, and keep the reason beside each.

    Raises:
        EditRefused: No reason, or none of the rows has such a flag.
    """
    if not reason.strip():
        raise EditRefused(f"A waiver of {kind} needs its reason.", "say why it is no reason to worry")
    rows = [segment_of(document, one) for one in dict.fromkeys(ids)]
    having = [one for one in rows if any(flag.kind is kind for flag in one.flags)]
    if not having:
        raise EditRefused(f"No selected segment has a flag {kind}.", "testimony show FILE --flags")
    changes = []
    for row in having:
        waived = _after(flags.waive_flag(document, row.id, kind, by))
        if waived is not None:
            alone = replace(document, segments={row.id: waived})
            noted = _after(flags.add_note(alone, row.id, f"{kind.value}: {reason.strip()}", by))
            changes.append(Change(row, noted))
    return Edit(EditKind.WAIVE_FLAG, tuple(changes))


def give_to_new_speaker(document: Document, ids: Iterable[str], name: str, by: Identity) -> Edit:
    """Add a speaker and give several rows to them, in one step."""
    added = review.add_speaker(document, name)
    given = review.reassign_speaker(apply(document, added), ids, added.changes[0].id, by)
    return Edit(EditKind.REASSIGN_SPEAKER, (*added.changes, *given.changes))


def _after(edit: Edit) -> Segment | None:
    after = edit.changes[0].after if edit.changes else None
    return after if isinstance(after, Segment) else None


def _together(kind: EditKind, edits: Iterable[Edit]) -> Edit:
    changes: Sequence[Change] = [change for edit in edits for change in edit.changes]
    return Edit(kind, tuple(changes))
