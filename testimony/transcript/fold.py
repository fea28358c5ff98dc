"""The present state as the log tells it, entry by entry; what is laid over the machine's draft."""

from __future__ import annotations

from typing import Final

from testimony.text.json_values import JsonValue
from testimony.transcript.encoding.content import EntryContent, Fields
from testimony.transcript.encoding.typed import text

__all__ = ["MACHINE_KINDS", "Fold"]

# What the software itself writes down. The rest is what people did, with ``changes`` to lay over the draft.
MACHINE_KINDS: Final = frozenset(("create", "pass", "block", "finish", "reseal", "snapshot", "timestamp"))
_STACK_KINDS = frozenset(("undo", "redo", "purge"))


class Fold:
    """The present state as the log tells it: what to lay over the draft.

    Attributes:
        changes: (object kind, id) → fields that differ from the draft, or all fields of a thing
            the draft does not have; None for a thing that is no more.
        undoable: Entries that undo would take back, oldest first.
        redoable: Entries that redo would bring again, oldest first.
        used_ids: Every segment id that a person's edit ever gave.
        draft_passes: The passes that made the draft; later ones are in ``passes`` too.
        base: The entry of the snapshot that ``changes`` are laid over; 0 for the draft itself.
        spans: Word spans of the snapshot's segments, where they have some.
    """

    def __init__(self) -> None:
        self.changes: dict[tuple[str, str], Fields | None] = {}
        self.undoable: list[int] = []
        self.redoable: list[int] = []
        self.used_ids: set[str] = set()
        self.speakers: dict[str, Fields] = {}
        self.passes: dict[str, Fields] = {}
        self.recording: Fields = {}
        self.languages: list[str] = []
        self.draft_passes: list[str] = []
        self.spans: dict[str, JsonValue] = {}
        self.base = 0
        self.fingerprint = ""
        self.blocks = 0
        self.complete = False
        self.last = 0

    def take(self, seq: int, kind: str, after: EntryContent) -> None:
        """Take the entry of number ``seq`` into the state."""
        self.last = seq
        if kind in MACHINE_KINDS:
            take = getattr(self, f"_take_{kind}", None)
            if take is not None:
                take(after)
            return
        changes = self.changes
        for object_kind, object_id, fields in after["changes"]:
            key = (object_kind, object_id)
            present = changes.get(key)
            if fields is None or present is None:
                changes[key] = fields
                if object_kind == "segment":
                    self.used_ids.add(object_id)
            else:
                present.update(fields)
        if kind == "diarize" and not self.complete:
            return  # the machine's own pass over its draft is no step of a person
        if kind not in _STACK_KINDS:
            self.undoable.append(seq)
            if self.redoable:
                self.redoable.clear()
        else:
            self._stack(kind, after)

    def _stack(self, kind: str, after: EntryContent) -> None:
        if kind == "undo":
            if self.undoable and self.undoable[-1] == after["reverses"]:
                self.redoable.append(self.undoable.pop())
        elif kind == "redo":
            if self.redoable and self.redoable[-1] == after["reverses"]:
                self.undoable.append(self.redoable.pop())
        else:  # nothing from before a purge can be taken back
            self.undoable.clear()
            self.redoable.clear()

    def _take_create(self, after: EntryContent) -> None:
        self.recording = after["recording"]
        self.languages = after["languages"]
        self.fingerprint = after["fingerprint"]

    def _take_pass(self, after: EntryContent) -> None:
        self.passes[after["id"]] = after["provenance"]
        if not self.complete:
            self.draft_passes.append(after["id"])

    def _take_block(self, after: EntryContent) -> None:
        self.blocks += 1
        for speaker in after["speakers"]:
            self.speakers.setdefault(text(speaker["id"]), speaker)

    def _take_finish(self, after: EntryContent) -> None:
        self.recording = after["recording"]
        self.complete = True
