"""Marks beside the text: flags, notes, links; and the checks that raise flags of their own. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from testimony.transcript.editing.helpers import refuse_broken, segment_of
from testimony.transcript.edits import Change, Document, Edit, EditKind
from testimony.transcript.errors import EditRefused
from testimony.transcript.types import Flag, FlagKind, Identity, Link, Note, Segment, Severity

__all__ = [
    "Checks",
    "add_flag",
    "add_note",
    "is_from_translation",
    "link",
    "said_before",
    "unlink",
    "waive_flag",
    "with_checks",
]

Checks = Callable[[Segment], tuple[Flag, ...]]

_PERSON = "person"
# Passes that judge a translation; passes are named by their task and a number, such as ``mt-2``.
_TRANSLATION_PASSES = frozenset({"mt", "memory", "check"})


def is_from_translation(flag: Flag) -> bool:
    """Tell whether a translation pass or a check raised this flag, which the next check then replaces.

    The pass decides and not the kind: a loop is raised for speech and for translations alike.
    """
    return flag.pass_id.partition("-")[0] in _TRANSLATION_PASSES


def add_flag(
    document: Document, segment_id: str, kind: FlagKind, note: str = "", severity: Severity = Severity.WARN
) -> Edit:
    """Raise a doubt of one's own."""
    before = segment_of(document, segment_id)
    refuse_broken(note)
    flag = Flag(kind, severity, note, _PERSON)
    if flag in before.flags:
        return Edit(EditKind.ADD_FLAG, ())
    return Edit(EditKind.ADD_FLAG, (Change(before, replace(before, flags=(*before.flags, flag))),))


def waive_flag(document: Document, segment_id: str, kind: FlagKind, by: Identity) -> Edit:
    """Say that a doubt is none; the flag stays, with who waived it."""
    before = segment_of(document, segment_id)
    if not any(flag.kind is kind for flag in before.flags):
        raise EditRefused(f"Segment {segment_id} has no flag {kind}.", "testimony show FILE --flags")
    flags = tuple(
        replace(flag, waived_by=by.name) if flag.kind is kind and not flag.waived_by else flag
        for flag in before.flags
    )
    if flags == before.flags:
        return Edit(EditKind.WAIVE_FLAG, ())
    return Edit(EditKind.WAIVE_FLAG, (Change(before, replace(before, flags=flags)),))


def add_note(document: Document, segment_id: str, text: str, by: Identity) -> Edit:
    """Add a translator's note; it is never part of the utterance."""
    before = segment_of(document, segment_id)
    refuse_broken(text)
    after = replace(before, notes=(*before.notes, Note(by.name, text)))
    return Edit(EditKind.NOTE, (Change(before, after),))


def link(
    document: Document, kind: str, from_ids: Sequence[str], to_ids: Sequence[str], note: str = ""
) -> Edit:
    """Relate segments, many to many: the interpreter's rendition of the witness's words."""
    if not from_ids or not to_ids:
        raise EditRefused("A link needs a segment at both ends.")
    for segment_id in (*from_ids, *to_ids):
        segment_of(document, segment_id)
    refuse_broken(note)
    if not re.fullmatch("[a-z_]+", kind):
        raise EditRefused(f"{kind!r} is not a kind of link.", "rendition, for instance")
    new = Change(None, Link(kind, tuple(from_ids), tuple(to_ids), note))
    old = document.links.get(new.id)
    if old == new.after:
        return Edit(EditKind.LINK, ())
    return Edit(EditKind.LINK, (Change(old, new.after),))


def unlink(document: Document, link_key: str) -> Edit:
    """Take a link away; ``edits.link_id`` gives its key."""
    old = document.links.get(link_key)
    if old is None:
        raise EditRefused(f"There is no link {link_key}.")
    return Edit(EditKind.UNLINK, (Change(old, None),))


def said_before(segments: Mapping[str, Segment], segment: Segment) -> str:
    """Give the source of the last row that begins before a segment; empty where there is none."""
    before = ""
    for each in segments.values():
        if each.start_ms >= segment.start_ms:
            break
        before = each.source
    return before


def with_checks(edit: Edit, checks: Checks | None) -> Edit:
    """The edit with the translation checks run on every segment whose text it changed."""
    if checks is None or edit.reverses:
        return edit
    return replace(edit, changes=tuple(_checked(change, checks) for change in edit.changes))


def _checked(change: Change, checks: Checks) -> Change:
    before, after = change.before, change.after
    if not isinstance(after, Segment):
        return change
    if isinstance(before, Segment) and _texts(before) == _texts(after):
        return change
    waived = {(flag.kind, flag.note): flag.waived_by for flag in after.flags if flag.waived_by}
    kept = tuple(flag for flag in after.flags if not is_from_translation(flag))
    found = tuple(
        replace(flag, pass_id=flag.pass_id or "check", waived_by=waived.get((flag.kind, flag.note), ""))
        for flag in checks(after)
    )
    return Change(before, replace(after, flags=kept + found))


def _texts(segment: Segment) -> tuple[str, ...]:
    return segment.source, segment.target, segment.language, segment.target_language
