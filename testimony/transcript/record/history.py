"""The log: append-only, hash-chained, its words committed to with a salt.

An entry's hash covers its number, time, author, kind, subject, the commitment to its content and
the hash before it. Content and salt lie in ``contents``, which a purge may empty: the chain still
verifies, and the words cannot be guessed back.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from testimony.transcript import canonical
from testimony.transcript.record.collector import collector_paused
from testimony.transcript.record.database import now_text

__all__ = [
    "MACHINE",
    "Author",
    "Entry",
    "Fold",
    "LoggedEntry",
    "append",
    "content_of",
    "entries",
    "fold",
    "head",
    "sealed_content",
]

_BATCH = 2000
_MACHINE_KINDS = frozenset(("create", "pass", "block", "finish"))
_STACK_KINDS = frozenset(("undo", "redo", "purge"))


@dataclass(frozen=True, slots=True)
class Author:
    """Who made an entry.

    Attributes:
        standing: ``confirmed``, ``unconfirmed`` (an account's name) or ``machine``.
    """

    name: str
    standing: str = "confirmed"


MACHINE = Author("testimony", "machine")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log, without its content."""

    seq: int
    at: str
    author: str
    standing: str
    kind: str
    subject: str
    commitment: bytes
    previous: bytes
    hash: bytes

    @property
    def segments(self) -> frozenset[str]:
        """The segments it names, at the ends of links and in findings too."""
        names: set[str] = set()
        for name in self.subject.split(" "):
            if name.startswith(("link:", "finding:")):
                names.update(name.rpartition(":")[2].replace(">", ",").split(","))
            elif ":" not in name:
                names.add(name)
        return frozenset(names)


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """An entry with what it says; before and after are JSON values, None once purged."""

    entry: Entry
    before: Any
    after: Any

    @property
    def is_purged(self) -> bool:
        """True when its content was removed for good."""
        return self.after is None


def sealed_content(before: str, after: str) -> str:
    """What an entry's commitment is made over."""
    return f"[{before},{after}]"


def head(connection: sqlite3.Connection) -> tuple[int, bytes]:
    """Number and hash of the last entry; 0 and ``GENESIS`` before the first."""
    row = connection.execute("SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, canonical.GENESIS)


def append(  # noqa: PLR0913 - an entry has this many parts
    connection: sqlite3.Connection,
    kind: str,
    subject: str,
    after: Any,
    *,
    before: Any = None,
    author: Author = MACHINE,
    at: str | None = None,
) -> Entry:
    """Add one entry inside the caller's transaction."""
    last, previous = head(connection)
    salt = canonical.new_salt()
    texts = canonical.dumps(before), canonical.dumps(after)
    commitment = canonical.commit(salt, sealed_content(*texts))
    values = (last + 1, at or now_text(), author.name, author.standing, kind, subject)
    digest = canonical.entry_hash(values, commitment, previous)
    connection.execute(
        "INSERT INTO history VALUES (?,?,?,?,?,?,?,?,?)", (*values, commitment, previous, digest)
    )
    connection.execute("INSERT INTO contents VALUES (?,?,?,?)", (last + 1, salt, *texts))
    return Entry(*values, commitment, previous, digest)


def entries(connection: sqlite3.Connection, after_seq: int = 0) -> Iterator[Entry]:
    """The log in order."""
    cursor = connection.execute("SELECT * FROM history WHERE seq > ? ORDER BY seq", (after_seq,))
    for row in cursor:
        yield Entry(*row)


def content_of(connection: sqlite3.Connection, seq: int) -> tuple[Any, Any] | None:
    """Before and after of one entry; None once purged."""
    row = connection.execute("SELECT before, after FROM contents WHERE seq = ?", (seq,)).fetchone()
    return (canonical.loads(row[0]), canonical.loads(row[1])) if row else None


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
        self.changes: dict[tuple[str, str], dict[str, Any] | None] = {}
        self.undoable: list[int] = []
        self.redoable: list[int] = []
        self.used_ids: set[str] = set()
        self.speakers: dict[str, dict[str, Any]] = {}
        self.passes: dict[str, dict[str, Any]] = {}
        self.recording: dict[str, Any] = {}
        self.languages: list[str] = []
        self.draft_passes: list[str] = []
        self.spans: dict[str, Any] = {}
        self.base = 0
        self.fingerprint = ""
        self.blocks = 0
        self.complete = False
        self.last = 0

    def take(self, seq: int, kind: str, after: Any) -> None:
        """One entry more."""
        self.last = seq
        if kind in _MACHINE_KINDS:
            getattr(self, f"_take_{kind}")(after)
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

    def _stack(self, kind: str, after: dict[str, Any]) -> None:
        if kind == "undo":
            if self.undoable and self.undoable[-1] == after["reverses"]:
                self.redoable.append(self.undoable.pop())
        elif kind == "redo":
            if self.redoable and self.redoable[-1] == after["reverses"]:
                self.undoable.append(self.redoable.pop())
        else:  # nothing from before a purge can be taken back
            self.undoable.clear()
            self.redoable.clear()

    def _take_create(self, after: dict[str, Any]) -> None:
        self.recording = after["recording"]
        self.languages = after["languages"]
        self.fingerprint = after["fingerprint"]

    def _take_pass(self, after: dict[str, Any]) -> None:
        self.passes[after["id"]] = after["provenance"]
        if not self.complete:
            self.draft_passes.append(after["id"])

    def _take_block(self, after: dict[str, Any]) -> None:
        self.blocks += 1
        for speaker in after["speakers"]:
            self.speakers.setdefault(speaker["id"], speaker)

    def _take_finish(self, after: dict[str, Any]) -> None:
        self.recording = after["recording"]
        self.complete = True


def fold(connection: sqlite3.Connection, state: Fold | None = None, last: int | None = None) -> Fold:
    """Read the log; a purged entry is passed over (its purge says what stands since).

    Args:
        connection: Inside a read transaction.
        state: Where to begin; else with nothing.
        last: The last entry to take; else all.
    """
    state = Fold() if state is None else state
    with collector_paused():
        _fold_into(connection, state, last)
    return state


def _fold_into(connection: sqlite3.Connection, state: Fold, last: int | None) -> None:
    cursor = connection.execute(
        "SELECT h.seq, h.kind, c.after FROM history h JOIN contents c ON c.seq = h.seq"
        " WHERE h.seq > ? AND h.seq <= ? ORDER BY h.seq",
        (state.last, sys.maxsize if last is None else last),
    )
    while rows := cursor.fetchmany(_BATCH):
        # One call of the JSON reader for many entries costs a third of one call each.
        afters = json.loads(f"[{','.join(row[2] for row in rows)}]")
        for (seq, kind, _), after in zip(rows, afters, strict=True):
            state.take(seq, kind, after)
