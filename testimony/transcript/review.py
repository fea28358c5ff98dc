"""What a reviewer does, as pure functions: a document and a wish in, an ``Edit`` out.

Nothing here touches a file. Rules (``docs/record.md``, States):

* a new text makes its side ``edited``;
* times, speaker, language, a split or a merge return an approved side to ``edited``; a side that
  nobody has looked at stays ``unreviewed``, so machine text never looks reviewed;
* an approval names its side and the hash of the text it approves;
* a second approval needs a confirmed person who is neither the last editor nor the first approver.

Every function returns an edit without changes where the document already is as wished.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Unpack, cast

from testimony.transcript.editing.helpers import BOTH_SIDES, for_each, refuse_broken, segment_of, touched
from testimony.transcript.editing.speaker_fields import SpeakerFields, SpeakerName
from testimony.transcript.edits import Change, Document, Edit, EditKind
from testimony.transcript.encoding.canonical import text_digest
from testimony.transcript.errors import EditRefused
from testimony.transcript.flags import (
    Checks,
    add_flag,
    add_note,
    link,
    unlink,
    waive_flag,
    with_checks,
)
from testimony.transcript.types import (
    Approval,
    Identity,
    ReviewState,
    Segment,
    Side,
    Speaker,
)

__all__ = [
    "BOTH_SIDES",
    "Checks",
    "add_flag",
    "add_note",
    "add_speaker",
    "approve",
    "change_language",
    "change_times",
    "correct",
    "link",
    "machine_target",
    "reassign_speaker",
    "rename_speaker",
    "reopen",
    "second_approve",
    "segment_of",
    "touched",
    "unlink",
    "waive_flag",
    "with_checks",
]

_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def correct(
    document: Document, segment_id: str, side: Side, text: str, by: Identity, language: str = ""
) -> Edit:
    """Write one side anew.

    ``language`` is the new text's; where empty, as it was (a first target gets the job's other one).

    Raises:
        EditRefused: No such segment, or text that cannot be kept (half a character).
    """
    before = segment_of(document, segment_id)
    refuse_broken(text)
    if side is Side.SOURCE:
        kind = EditKind.CORRECT_SOURCE
        after = replace(before, source=text, language=language or before.language)
    else:
        kind = EditKind.CORRECT_TARGET
        language = language or _target_language(document, before)
        after = replace(before, target=text, target_language=language)
    if after == before:
        return Edit(kind, ())
    return Edit(kind, (Change(before, touched(after, (side,), by, rewritten=True)),))


def machine_target(document: Document, segment_id: str, text: str, model: str) -> Edit:
    """Show a machine's new translation as what it is: unreviewed, authored by it, no approval.

    Args:
        document: Where the segment stands.
        segment_id: Its id.
        text: The machine's.
        model: ``name@hash`` of what made it.
    """
    before = segment_of(document, segment_id)
    if before.target == text:
        return Edit(EditKind.MACHINE_TEXT, ())
    after = replace(
        before,
        target=text,
        target_language=_target_language(document, before),
        target_author=f"machine:{model}",
        state=replace(before.state, target=ReviewState.UNREVIEWED),
        approvals=tuple(one for one in before.approvals if one.side is not Side.TARGET),
    )
    return Edit(EditKind.MACHINE_TEXT, (Change(before, after),))


def _target_language(document: Document, segment: Segment) -> str:
    others = (one for one in document.languages if one != segment.language)
    return segment.target_language or next(others, "und")


def approve(document: Document, ids: Iterable[str], sides: Sequence[Side], by: Identity) -> Edit:
    """Approve sides of segments as they now stand; what is approved already stays as it is."""

    def approved(segment: Segment) -> Segment:
        for side in sides:
            if not getattr(segment.state, side.value).is_reviewed:
                segment = _with_approval(segment, side, ReviewState.APPROVED, by)
        return segment

    return for_each(document, EditKind.APPROVE, ids, approved)


def second_approve(document: Document, ids: Iterable[str], sides: Sequence[Side], by: Identity) -> Edit:
    """Approve once more what somebody else wrote and somebody else approved.

    Raises:
        EditRefused: A side without a first approval, an unconfirmed name, the last editor or the
            first approver themselves.
    """
    if not by.confirmed:
        raise EditRefused(
            f"{by.name} is an account's name, unconfirmed: it cannot approve a second time.",
            "give your name with --by, or set [reviewer] name in the settings",
        )

    def approved(segment: Segment) -> Segment:
        for side in sides:
            if getattr(segment.state, side.value) is not ReviewState.SECOND_APPROVED:
                _refuse_second(segment, side, by)
                segment = _with_approval(segment, side, ReviewState.SECOND_APPROVED, by)
        return segment

    return for_each(document, EditKind.SECOND_APPROVE, ids, approved)


def _refuse_second(segment: Segment, side: Side, by: Identity) -> None:
    if getattr(segment.state, side.value) is not ReviewState.APPROVED:
        raise EditRefused(f"The {side} of segment {segment.id} has no first approval.", "approve it first")
    first = {_person(one.by) for one in segment.approvals if one.side is side}
    if _person(by.name) in first | {_person(getattr(segment, f"{side.value}_author"))}:
        raise EditRefused(
            f"{by.name} edited or approved the {side} of segment {segment.id}:"
            " a second approval is another person's.",
            "ask somebody else",
        )


def _person(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _with_approval(segment: Segment, side: Side, stage: ReviewState, by: Identity) -> Segment:
    language, text = (
        (segment.language, segment.source)
        if side is Side.SOURCE
        else (segment.target_language, segment.target)
    )
    approval = Approval(side, stage, by.name, text_digest(language, text), by.confirmed)
    state = replace(segment.state, **{side.value: stage})
    return replace(segment, state=state, approvals=(*segment.approvals, approval))


def reopen(document: Document, ids: Iterable[str], sides: Sequence[Side]) -> Edit:
    """Take approvals back: the sides are ``edited`` again."""

    def reopened(segment: Segment) -> Segment:
        for side in sides:
            if getattr(segment.state, side.value).is_reviewed:
                state = replace(segment.state, **{side.value: ReviewState.EDITED})
                left = tuple(one for one in segment.approvals if one.side is not side)
                segment = replace(segment, state=state, approvals=left)
        return segment

    return for_each(document, EditKind.REOPEN, ids, reopened)


def rename_speaker(document: Document, speaker_id: str, **fields: Unpack[SpeakerName]) -> Edit:
    """Say who a speaker is, everywhere at once: name, role, languages, variety, other names.

    Segments name the speaker by id, and their approvals stay: who approved has approved an utterance of this
    person. Where the new name is another speaker's, or the old one still is (two names are exchanged), or one
    role becomes another, the lines are said to be somebody else's, and their approved sides are ``edited``.
    """
    before = document.speakers.get(speaker_id)
    if before is None:
        raise EditRefused(f"There is no speaker {speaker_id}.", "testimony show FILE lists the speakers")
    if not fields.get("name", before.name).strip():
        raise EditRefused("A speaker needs a name or a neutral label.")
    for value in fields.values():
        refuse_broken(value if isinstance(value, str) else "".join(cast("tuple[str, ...]", value)))
    after = replace(before, **fields)
    if after == before:
        return Edit(EditKind.RENAME_SPEAKER, ())
    rows = document.segments.values() if _is_another(document, before, after) else ()
    returned = (
        Change(row, again) for row in rows if row.speaker == speaker_id and (again := _returned(row)) != row
    )
    return Edit(EditKind.RENAME_SPEAKER, (Change(before, after), *returned))


def _is_another(document: Document, before: Speaker, after: Speaker) -> bool:
    others = {_person(one.name) for one in document.speakers.values() if one.id != before.id}
    renamed = _person(before.name) != _person(after.name)
    exchanged = renamed and not others.isdisjoint({_person(before.name), _person(after.name)})
    return exchanged or bool(before.role and after.role and before.role != after.role)


def _returned(segment: Segment) -> Segment:
    """The segment without its approvals; what it says and who wrote it stay."""
    sides = [side for side in BOTH_SIDES if getattr(segment.state, side.value).is_reviewed]
    state = replace(segment.state, **{side.value: ReviewState.EDITED for side in sides})
    return replace(segment, state=state, approvals=())


def add_speaker(document: Document, name: str, **fields: Unpack[SpeakerFields]) -> Edit:
    """Somebody new; ids are S1, S2, …, the next one that was never used."""
    refuse_broken(name)
    number = 1 + max((int(key[1:]) for key in document.speakers if key[1:].isdigit()), default=0)
    return Edit(EditKind.ADD_SPEAKER, (Change(None, Speaker(f"S{number}", name, **fields)),))


def reassign_speaker(document: Document, ids: Iterable[str], speaker_id: str, by: Identity) -> Edit:
    """Give segments to another speaker."""
    if speaker_id not in document.speakers:
        raise EditRefused(f"There is no speaker {speaker_id}.", "add the speaker first")

    def reassigned(segment: Segment) -> Segment:
        if segment.speaker == speaker_id:
            return segment
        return touched(replace(segment, speaker=speaker_id), BOTH_SIDES, by)

    return for_each(document, EditKind.REASSIGN_SPEAKER, ids, reassigned)


def change_times(document: Document, segment_id: str, start_ms: int, end_ms: int, by: Identity) -> Edit:
    """Move a segment's beginning or end, inside the recording."""
    before = segment_of(document, segment_id)
    limit = document.recording.duration_ms
    if not 0 <= start_ms < end_ms or (limit and end_ms > limit and end_ms > before.end_ms):
        raise EditRefused(
            f"Segment {segment_id} cannot run from {start_ms} to {end_ms} ms:"
            f" the recording runs from 0 to {limit} ms.",
            "give a beginning before the end, both inside the recording",
        )
    if (before.start_ms, before.end_ms) == (start_ms, end_ms):
        return Edit(EditKind.CHANGE_TIMES, ())
    after = touched(replace(before, start_ms=start_ms, end_ms=end_ms), BOTH_SIDES, by)
    return Edit(EditKind.CHANGE_TIMES, (Change(before, after),))


def change_language(
    document: Document, segment_id: str, language: str, by: Identity, side: Side = Side.SOURCE
) -> Edit:
    """Say which language a side is in (BCP-47, ``und`` where nobody can tell)."""
    before = segment_of(document, segment_id)
    if not _LANGUAGE_TAG.fullmatch(language):
        raise EditRefused(f"{language!r} is not a language tag.", "zh, en, zh-Hans, ug, und, …")
    name = "language" if side is Side.SOURCE else "target_language"
    if getattr(before, name) == language:
        return Edit(EditKind.CHANGE_LANGUAGE, ())
    sides = BOTH_SIDES if side is Side.SOURCE else (side,)
    after = touched(replace(before, **{name: language}), sides, by)  # type: ignore[arg-type]
    return Edit(EditKind.CHANGE_LANGUAGE, (Change(before, after),))
