"""What people do: edits kept as entries of the log, listed, and taken back."""

from __future__ import annotations

import base64
import sqlite3
from bisect import bisect_left
from dataclasses import dataclass

from testimony.transcript.edits import Document, Edit, EditKind, reversal, stored
from testimony.transcript.encoding.codec import provenance_value
from testimony.transcript.encoding.content import EntryContent
from testimony.transcript.encoding.typed import mapping
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.record import history
from testimony.transcript.record.disk.record_file import RecordFile
from testimony.transcript.record.draft_writer import DraftWriter
from testimony.transcript.record.history import Author, Entry, LoggedEntry
from testimony.transcript.record.state import PresentState
from testimony.transcript.types import Provenance, Transcript, Translation

__all__ = ["EditLog", "Timestamp"]


@dataclass(frozen=True, slots=True)
class Timestamp:
    """Somebody else's word that a head was there at a time (RFC 3161).

    Attributes:
        of: Number of the entry whose hash was stamped.
        head: That hash, hex.
        token: The authority's answer, DER.
        authority: Certificates that its signature was checked against, PEM.
    """

    of: int
    head: str
    token: bytes
    authority: str


class EditLog:
    """The log of an open transcript, for whoever edits or reads it."""

    def __init__(self, record: RecordFile, state: PresentState, draft: DraftWriter) -> None:
        self._record = record
        self._state = state
        self._draft = draft

    def commit(
        self, edit: Edit, author: Author, based_on: int, made: tuple[Provenance, Translation] | None = None
    ) -> Entry:
        """Keep one edit made on the entry of number ``based_on``; see ``TranscriptStore.commit_edit``."""
        with self._record.writing() as connection:
            self._refuse(connection, based_on)
            if made is not None:
                self._draft.append_text("mt", *made)
            return self._append(connection, edit, author)

    def commit_pass(
        self, edit: Edit, author: Author, made_by: tuple[str, Provenance], *, based_on: int
    ) -> Entry:
        """Keep what a later pass says of the whole transcript, and what made it.

        Args:
            edit: What it changes.
            author: Who asked for it.
            made_by: The pass's id, not used before, and what made it.
            based_on: As of ``TranscriptStore.commit_edit``.

        Raises:
            Locked: As of ``TranscriptStore.commit_edit``.
            TranscriptFileError: As of ``TranscriptStore.commit_edit``.
        """
        with self._record.writing() as connection:
            self._refuse(connection, based_on)
            pass_id, provenance = made_by
            self._draft.append("pass", pass_id, {"id": pass_id, "provenance": provenance_value(provenance)})
            return self._append(connection, edit, author)

    def _refuse(self, connection: sqlite3.Connection, based_on: int) -> None:
        if not self._state.fold().complete:
            raise TranscriptFileError(
                f"{self._record.path} is not complete yet: its run was interrupted or is still going on.",
                "finish it with testimony run RECORDING -o FILE",
            )
        self._record.refuse_changed(connection, based_on)

    def _append(self, connection: sqlite3.Connection, edit: Edit, author: Author) -> Entry:
        before, after = stored(edit)
        entry = history.append(connection, edit.kind.value, edit.subject, after, before=before, author=author)
        self._state.take(entry, after)
        return entry

    def drafted(self) -> Transcript:
        """The transcript before the first edit, as ``PresentState.drafted``."""
        return self._state.drafted()

    def refresh(self) -> bool:
        """Look whether another process wrote; True when what was read is no longer the present."""
        return self._state.refresh()

    def undoable(self) -> tuple[int, ...]:
        """Entries that undo would take back, oldest first."""
        return tuple(self._state.fold().undoable)

    def redoable(self) -> tuple[int, ...]:
        """Entries that redo would bring again, oldest first."""
        return tuple(self._state.fold().redoable)

    def reversal(self, document: Document, kind: EditKind, seq: int) -> Edit:
        """The edit that undoes or redoes the entry of number ``seq``."""
        with self._record.reading() as connection:
            content = history.content_of(connection, seq)
            if content is None:
                raise TranscriptFileError(f"The content of entry {seq} was purged: it cannot be undone.")
            # Inside, so that what no edit of ours wrote is told as tampering.
            return reversal(document, kind, seq, content[0] or [], content[1])

    def entries(self, segment_id: str = "") -> tuple[LoggedEntry, ...]:
        """The log with its contents, of one segment where asked."""
        with self._record.reading() as connection:
            return tuple(
                history.logged(connection, entry)
                for entry in history.entries(connection)
                if not segment_id or segment_id in entry.segments
            )

    def attach_timestamp(self, stamp: Timestamp, author: Author) -> Entry:
        """Keep a timestamp of one of the log's heads, as an entry of its own."""
        value: EntryContent = {
            "entry": stamp.of,
            "head": stamp.head,
            "token": base64.b64encode(stamp.token).decode("ascii"),
            "authority": stamp.authority,
        }
        with self._record.writing() as connection:
            self._state.refresh()
            self._state.fold()
            entry = history.append(connection, "timestamp", f"entry:{stamp.of}", value, author=author)
            self._state.take(entry, value)
        return entry

    def timestamps(self) -> tuple[Timestamp, ...]:
        """The timestamps that were attached, oldest first."""
        found = []
        with self._record.reading() as connection:
            for entry in history.entries(connection):
                content = history.content_of(connection, entry.seq) if entry.kind == "timestamp" else None
                if content is not None:
                    value = mapping({name: str(one) for name, one in content[1].items()})
                    token = base64.b64decode(value["token"], validate=True)
                    found.append(Timestamp(int(value["entry"]), value["head"], token, value["authority"]))
        return tuple(found)

    def entry(self, seq: int) -> Entry:
        """The entry with this number, without its content."""
        with self._record.reading() as connection:
            return next(history.entries(connection, seq - 1))

    def since(self, seq: int, at: str) -> list[Entry]:
        """The entries after number ``seq`` that were made at a UTC time or later, as the log writes times."""
        with self._record.reading() as connection:
            last = history.head(connection)[0]
            first = bisect_left(
                range(seq, last), at, key=lambda number: next(history.entries(connection, number)).at
            )
            return list(history.entries(connection, seq + first))
