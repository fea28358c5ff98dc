"""``case.testimony``: one SQLite file, opened, grown block by block, read.

The draft lies in four sealed tables; everything people did lies in the history. What stands now
is a fold of both (``testimony.transcript.present``). Docs: ``docs/record.md``.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from testimony.transcript import codec, present
from testimony.transcript.edits import Document, Edit, EditKind, document_of, reversal, stored
from testimony.transcript.errors import Locked, TranscriptFileError
from testimony.transcript.record import draft, history
from testimony.transcript.record.collector import collector_paused
from testimony.transcript.record.connection import free_name
from testimony.transcript.record.database import (
    connect,
    guard,
    schema_version,
    transaction,
)
from testimony.transcript.record.draft_writer import GrowingFile
from testimony.transcript.record.files import sync_folder
from testimony.transcript.record.history import Author, Entry, LoggedEntry
from testimony.transcript.record.migrations import SCHEMA_VERSION
from testimony.transcript.record.rebuild import plan_purge
from testimony.transcript.record.seal import Report, verify
from testimony.transcript.types import (
    Alternative,
    Provenance,
    Recording,
    Speaker,
    Transcript,
    Translation,
    Word,
)

__all__ = ["TranscriptStore", "set_aside", "verify_file"]


class TranscriptStore(GrowingFile):
    """An open transcript; close it, or use it in a ``with`` statement."""

    # What people do

    def commit_edit(self, edit: Edit, author: Author, *, based_on: int) -> Entry:
        """Keep one edit, synced to the disk before this returns.

        Args:
            edit: With at least one change.
            author: Who made it.
            based_on: ``last_entry()`` when the document was read that the edit was made on.

        Raises:
            Locked: Another process holds the file, or wrote to it since.
            TranscriptFileError: The draft is still being made, or the disk is full.
        """
        with self._writing():
            self._refuse_edit(based_on)
            return self._append_edit(edit, author)

    def commit_machine_text(
        self, edit: Edit, author: Author, made: tuple[Provenance, Translation], *, based_on: int
    ) -> Entry:
        """Keep a machine's new text as a row of a pass of its own, and the edit that shows it.

        Args:
            edit: Shows the text on its segment.
            author: Who asked for it.
            made: What made the text, and the text.
            based_on: As of ``commit_edit``.

        Raises:
            Locked: As of ``commit_edit``.
            TranscriptFileError: As of ``commit_edit``.
        """
        with self._writing():
            self._refuse_edit(based_on)
            self._append_pass("mt", *made)
            return self._append_edit(edit, author)

    def commit_pass(
        self, edit: Edit, author: Author, made_by: tuple[str, Provenance], *, based_on: int
    ) -> Entry:
        """Keep what a later pass says of the whole transcript, and what made it.

        Args:
            edit: What it changes.
            author: Who asked for it.
            made_by: The pass's id, not used before, and what made it.
            based_on: As of ``commit_edit``.

        Raises:
            Locked: As of ``commit_edit``.
            TranscriptFileError: As of ``commit_edit``.
        """
        with self._writing():
            self._refuse_edit(based_on)
            pass_id, provenance = made_by
            self._append("pass", pass_id, {"id": pass_id, "provenance": codec.provenance_value(provenance)})
            return self._append_edit(edit, author)

    def commit_draft_speakers(self, edit: Edit) -> None:
        """Keep what the first pass over the voices found, while the draft is still being made.

        Raises:
            TranscriptFileError: The draft is complete.
        """
        with self._writing():
            if self._present_fold().complete:
                raise TranscriptFileError(f"{self.path} is complete already.", "testimony speakers FILE")
            if edit.changes:
                self._append_edit(edit, history.MACHINE)

    @property
    def has_draft_speakers(self) -> bool:
        """True when ``commit_draft_speakers`` kept something in an unfinished draft."""
        state = self._present_fold()
        return bool(state.changes) and not state.complete

    def _refuse_edit(self, based_on: int) -> None:
        if not self._present_fold().complete:
            raise TranscriptFileError(
                f"{self.path} is not complete yet: its run was interrupted or is still going on.",
                "finish it with testimony run RECORDING -o FILE",
            )
        if history.head(self._connection)[0] != based_on:
            raise Locked(f"{self.path} was changed since it was read.", "open it again")

    def _append_edit(self, edit: Edit, author: Author) -> Entry:
        before, after = stored(edit)
        return self._append(edit.kind.value, edit.subject, after, before=before, author=author)

    def last_entry(self) -> int:
        """Number of the last entry that has been read."""
        return self._present_fold().last

    def document(self) -> Document:
        """What stands, for ``review``'s functions."""
        transcript = self.load()
        return document_of(transcript, self._present_fold().used_ids)

    def undoable(self) -> tuple[int, ...]:
        """Entries that undo would take back, oldest first."""
        return tuple(self._present_fold().undoable)

    def redoable(self) -> tuple[int, ...]:
        """Entries that redo would bring again, oldest first."""
        return tuple(self._present_fold().redoable)

    def reversal(self, document: Document, kind: EditKind, seq: int) -> Edit:
        """The edit that undoes or redoes an entry."""
        with self._reading() as connection:
            content = history.content_of(connection, seq)
        if content is None:
            raise TranscriptFileError(f"The content of entry {seq} was purged: it cannot be undone.")
        return reversal(document, kind, seq, *content)

    def entries(self, segment_id: str = "") -> tuple[LoggedEntry, ...]:
        """The log with its contents, of one segment where asked."""
        with self._reading() as connection:
            return tuple(
                LoggedEntry(entry, *(history.content_of(connection, entry.seq) or (None, None)))
                for entry in history.entries(connection)
                if not segment_id or segment_id in entry.segments
            )

    def verify(self, head: str | None = None) -> Report:
        """Look at every sealed row; what cannot even be read counts as a problem."""
        with self._reading() as connection:
            return verify(connection, head)

    # Written anew

    def purge(self, segment_ids: Sequence[str], author: Author) -> int:
        """Remove the words of segments for good, wherever the file holds them; returns how many rows.

        The file is rebuilt, its chain still verifies, and one entry more says what was removed.
        """
        self.acquire()
        document = self.document()
        with self._writing() as connection:
            plan = plan_purge(connection, document, segment_ids, author)
            anew = self._rewrite(connection, self._passphrase, plan, author)
        self._reopen(anew, self._passphrase)
        return len(plan.rows) + len(plan.entries)

    # Reading

    @property
    def fingerprint(self) -> str:
        """Recording hash and settings, as given to ``create``."""
        return self._present_fold().fingerprint

    @property
    def complete(self) -> bool:
        """False while a run is unfinished."""
        return self._present_fold().complete

    def finished_blocks(self) -> int:
        """How many blocks are kept."""
        return self._present_fold().blocks

    def recording(self) -> Recording:
        """The recording: as known at the start until the draft is complete, exact from then on."""
        return codec.recording_from(self._present_fold().recording)

    def segment_count(self) -> int:
        """Segments of the machine's draft."""
        with self._reading() as connection:
            return draft.count(connection)

    def load(self) -> Transcript:
        """The whole transcript as it now stands, rows without words."""
        with self._reading(), collector_paused():
            self.refresh()
            rows = self._rows()
            return present.transcript(rows, self._present_fold(), self.head())

    def speakers(self) -> tuple[Speaker, ...]:
        """The speakers as they now stand."""
        return present.speakers(self._present_fold())

    def words(self, segment_id: str) -> tuple[Word, ...]:
        """The words of a segment, gathered again after splits and merges; empty when unknown."""
        with self._reading() as connection:
            spans = present.word_spans(self._present_fold(), segment_id)
            if spans is None:
                return draft.words(connection, segment_id)
            return tuple(
                word
                for span in spans
                for word in draft.words(connection, span.segment)[span.first : span.last]
            )

    def alternatives(self, segment_id: str) -> tuple[Alternative, ...]:
        """Other texts that engines found for a segment of the draft."""
        with self._reading() as connection:
            return draft.alternatives(connection, segment_id)

    def head(self) -> str:
        """Hash of the last entry, hex: what exports print and ``verify --head`` takes."""
        with self._reading() as connection:
            return history.head(connection)[1].hex()

    def draft_hash(self) -> str:
        """SHA-256 of what the machine made, hex: no time, host, path or salt in it.

        The same recording, settings, versions and threads on one machine give the same hash,
        however often the run was interrupted.
        """
        with self._reading() as connection:
            return draft.digest(connection, self._present_fold())


def verify_file(path: Path, passphrase: str | None = None, head: str | None = None) -> Report:
    """Look at every sealed row of a file that may be too damaged to be opened as a transcript.

    Raises:
        NotATranscript: It is something else, or its pages cannot be read at all.
    """
    path = Path(path)
    connection = connect(path, readonly=True, passphrase=passphrase)
    with contextlib.closing(connection), transaction(connection, path, write=False):
        schema_version(connection, path, SCHEMA_VERSION)
        return verify(connection, head)


def set_aside(path: Path) -> Path:
    """Rename a transcript to the first free ``….bak-N``; what ``--force`` does before it writes anew.

    Raises:
        Locked: Another living process writes it.
    """
    path = Path(path)
    target = free_name(path, ".bak")
    with guard(path):
        os.rename(path, target)  # noqa: PTH104 - one call for files and, by mistake, folders
        sync_folder(path.absolute().parent)
    return target
