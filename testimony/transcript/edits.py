"""An edit as data: what it changed, before and after; how it is stored, applied and reversed."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from testimony.transcript.encoding import codec
from testimony.transcript.encoding.codec import Thing
from testimony.transcript.encoding.content import EntryContent, StoredChange
from testimony.transcript.findings import Finding
from testimony.transcript.present import in_order
from testimony.transcript.types import Link, Recording, Segment, Speaker, Transcript

__all__ = ["Change", "Document", "Edit", "EditKind", "apply", "document_of", "link_id", "reversal", "stored"]


class EditKind(enum.StrEnum):
    """Everything a person can do or ask a machine to do to a transcript, as the history names it."""

    CORRECT_SOURCE = "correct_source"
    CORRECT_TARGET = "correct_target"
    REPLACE = "replace"
    APPROVE = "approve"
    SECOND_APPROVE = "second_approve"
    REOPEN = "reopen"
    SPLIT = "split"
    MERGE = "merge"
    RENAME_SPEAKER = "rename_speaker"
    ADD_SPEAKER = "add_speaker"
    REASSIGN_SPEAKER = "reassign_speaker"
    MERGE_SPEAKERS = "merge_speakers"
    SPLIT_SPEAKER = "split_speaker"
    CHANGE_TIMES = "change_times"
    CHANGE_LANGUAGE = "change_language"
    ADD_FLAG = "add_flag"
    WAIVE_FLAG = "waive_flag"
    LINK = "link"
    UNLINK = "unlink"
    PAIR = "pair"
    FINDING = "finding"
    NOTE = "note"
    CHECK = "check"
    MACHINE_TEXT = "machine_text"
    DIARIZE = "diarize"
    UNDO = "undo"
    REDO = "redo"
    PURGE = "purge"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing before and after; None before it existed, None once it is no more."""

    before: Segment | Speaker | Link | Finding | None
    after: Segment | Speaker | Link | Finding | None

    @property
    def kind(self) -> str:
        """``segment``, ``speaker``, ``link`` or ``finding``."""
        thing = self.after if self.after is not None else self.before
        return type(thing).__name__.lower()

    @property
    def id(self) -> str:
        """The id of the thing; a link's is made of what it links."""
        thing = self.after if self.after is not None else self.before
        return link_id(thing) if isinstance(thing, Link) else thing.id  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Edit:
    """One step: everything in it happens, or nothing.

    Attributes:
        reverses: The entry that an undo takes back or a redo brings again; 0 for other kinds.
    """

    kind: EditKind
    changes: tuple[Change, ...]
    reverses: int = 0

    @property
    def subject(self) -> str:
        """The ids it touches, separated by spaces: in clear in the log, for the log of a segment."""
        return " ".join(
            change.id if change.kind == "segment" else f"{change.kind}:{change.id}" for change in self.changes
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A transcript as it now stands, in memory; never changed, only replaced.

    Attributes:
        segments: Id → segment, in order of time.
        used_ids: Every segment id there ever was.
        languages: The languages of the job.
    """

    recording: Recording
    segments: Mapping[str, Segment]
    speakers: Mapping[str, Speaker]
    links: Mapping[str, Link] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    used_ids: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()


def link_id(link: Link) -> str:
    """What tells one link from another: its kind and the ids on both ends."""
    return f"{link.kind}:{','.join(link.from_ids)}>{','.join(link.to_ids)}"


def document_of(transcript: Transcript, used_ids: Iterable[str] = ()) -> Document:
    """A transcript as a document; ``used_ids`` are those that no segment has any more."""
    segments = {one.id: one for one in transcript.segments}
    return Document(
        recording=transcript.recordings[0],
        segments=segments,
        speakers={one.id: one for one in transcript.speakers},
        links={link_id(one): one for one in transcript.links},
        findings={one.id: one for one in transcript.findings},
        used_ids=frozenset(segments).union(used_ids),
        languages=transcript.languages,
    )


def apply(document: Document, edit: Edit) -> Document:
    """The document after an edit."""
    segments, speakers = dict(document.segments), dict(document.speakers)
    links, findings = dict(document.links), dict(document.findings)
    tables: dict[str, dict[str, Segment] | dict[str, Speaker] | dict[str, Link] | dict[str, Finding]] = {
        "segment": segments,
        "speaker": speakers,
        "link": links,
        "finding": findings,
    }
    for change in edit.changes:
        match change.after:
            case None:
                tables[change.kind].pop(change.id)
            case Segment():
                segments[change.id] = change.after
            case Speaker():
                speakers[change.id] = change.after
            case Link():
                links[change.id] = change.after
            case Finding():
                findings[change.id] = change.after
    if any(_moves(change) for change in edit.changes):
        segments = {one.id: one for one in in_order(segments.values())}
    gives_ids = edit.kind in (EditKind.SPLIT, EditKind.MERGE)
    return Document(
        document.recording,
        segments,
        speakers,
        links,
        findings,
        document.used_ids.union(segments) if gives_ids else document.used_ids,
        document.languages,
    )


def _moves(change: Change) -> bool:
    before, after = change.before, change.after
    if change.kind != "segment":
        return False
    if not isinstance(before, Segment) or not isinstance(after, Segment):
        return True
    return (before.start_ms, before.end_ms, before.channel) != (after.start_ms, after.end_ms, after.channel)


def stored(edit: Edit) -> tuple[list[StoredChange], EntryContent]:
    """Before and after, as the history keeps them: only the fields that differ."""
    before: list[StoredChange] = []
    after: list[StoredChange] = []
    for change in edit.changes:
        old = codec.fields_of(change.before) if change.before is not None else None
        new = codec.fields_of(change.after) if change.after is not None else None
        if change.before is not None and change.after is not None:
            old, new = codec.differences(change.before, change.after)
        before.append((change.kind, change.id, old))
        after.append((change.kind, change.id, new))
    value: EntryContent = {"changes": after}
    if edit.reverses:
        value["reverses"] = edit.reverses
    return before, value


def reversal(
    document: Document, kind: EditKind, seq: int, before: list[StoredChange], after: EntryContent
) -> Edit:
    """The edit that takes back (``UNDO``) or brings again (``REDO``) the entry of number ``seq``.

    Raises:
        KeyError, TypeError, ValueError: The entry is none that an edit wrote on this document.
    """
    targets = before if kind is EditKind.UNDO else after["changes"]
    others = after["changes"] if kind is EditKind.UNDO else before
    tables: dict[str, Mapping[str, Thing]] = {
        "segment": document.segments,
        "speaker": document.speakers,
        "link": document.links,
        "finding": document.findings,
    }
    changes = []
    for (object_kind, object_id, fields), (_, _, present) in zip(targets, others, strict=True):
        current = tables[object_kind][object_id] if present is not None else None
        thing = None if fields is None else codec.replaced(object_kind, object_id, current, fields)
        changes.append(Change(current, thing))
    return Edit(kind, tuple(reversed(changes)), seq)
