"""``case.testimony``: one SQLite file, opened, grown block by block, read.

The draft lies in four sealed tables; everything people did lies in the history. What stands now
is a fold of both (``testimony.transcript.present``). Docs: ``docs/record.md``.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from testimony.transcript import canonical, codec, draft, history, present
from testimony.transcript.database import (
    connect,
    guard,
    new_file,
    now_text,
    put_in_place,
    schema_version,
    sync_folder,
    temporary_beside,
    transaction,
)
from testimony.transcript.edits import Document, Edit, EditKind, document_of, reversal, stored
from testimony.transcript.errors import Locked, TranscriptFileError
from testimony.transcript.history import Author, Entry, LoggedEntry
from testimony.transcript.migrations import SCHEMA_VERSION, create_schema
from testimony.transcript.opened import OpenFile, free_name
from testimony.transcript.rebuild import plan_purge
from testimony.transcript.seal import Report, verify
from testimony.transcript.types import (
    Alternative,
    Block,
    Provenance,
    Recording,
    Segment,
    Speaker,
    Transcript,
    Translation,
    Word,
)

__all__ = ["TranscriptStore", "set_aside", "verify_file"]


class TranscriptStore(OpenFile):
    """An open transcript; close it, or use it in a ``with`` statement."""

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        recording: Recording,
        languages: Sequence[str],
        provenance: Mapping[str, Provenance],
        fingerprint: str,
        passphrase: str | None = None,
    ) -> Self:
        """A new, incomplete transcript, whole from its first moment on and locked for this process.

        Args:
            path: The file, which must not exist.
            recording: As known before decoding; ``finish`` gives the exact one.
            languages: The languages of the job.
            provenance: Pass id (``asr…``, ``mt…``) → what makes it.
            fingerprint: Recording hash and settings, whatever tells one job from another.
            passphrase: Encrypts the file.

        Raises:
            TranscriptFileError: The path exists, or cannot be written.
        """
        path = Path(path)
        temporary = temporary_beside(path)
        try:
            connection = new_file(temporary, passphrase)
            with contextlib.closing(connection), transaction(connection, path):
                create_schema(connection)
                first = {
                    "recording": codec.recording_value(recording),
                    "languages": list(languages),
                    "fingerprint": fingerprint,
                }
                history.append(connection, "create", recording.id, first)
                for pass_id, made_by in provenance.items():
                    value = {"id": pass_id, "provenance": codec.provenance_value(made_by)}
                    history.append(connection, "pass", pass_id, value)
            put_in_place(temporary, path, replace=False)
        finally:
            temporary.unlink(missing_ok=True)
        store = cls.open(path, passphrase=passphrase)
        store.acquire()
        return store

    # The machine's draft

    def commit_block(
        self,
        block: Block,
        segments: Sequence[Segment],
        translations: Sequence[Translation],
        *,
        speakers: Sequence[Speaker] = (),
    ) -> None:
        """Keep one finished block for good, all of it or nothing, in one transaction.

        Args:
            block: Blocks come in order, each once.
            segments: With ids, speakers, words, flags and alternatives.
            translations: At most one a segment.
            speakers: Speakers of these segments; those already known are passed over.

        Raises:
            TranscriptFileError: The block is out of order, or the transcript is complete.
            Locked: Another process writes.
        """
        with self._writing() as connection:
            state = self._present_fold()
            if state.complete or block.index != state.blocks:
                raise TranscriptFileError(
                    f"{self.path}: block {block.index} does not follow block {state.blocks - 1}"
                    f" of {'a complete' if state.complete else 'an incomplete'} transcript."
                )
            entry = history.head(connection)[0] + 1
            rows = draft.insert_block(connection, entry, segments, translations, tuple(state.passes))
            after = {
                "index": block.index,
                "start_ms": block.start_ms,
                "end_ms": block.end_ms,
                "rows": rows,
                "speakers": [codec.speaker_value(one) for one in speakers if one.id not in state.speakers],
            }
            self._append("block", f"block:{block.index}", after)

    def finish(self, recording: Recording) -> None:
        """Mark the draft complete; ``recording`` is the exact one, its hash made while decoding."""
        with self._writing():
            if not self._present_fold().complete:
                self._append("finish", recording.id, {"recording": codec.recording_value(recording)})

    def note_run(self, event: str, facts: Mapping[str, str]) -> None:
        """Write times, host, threads and the like beside the record, outside the seal."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO runs (at, event, facts) VALUES (?,?,?)",
                (now_text(), event, canonical.dumps(dict(facts))),
            )

    def _append(self, kind: str, subject: str, after: Any, **how: Any) -> history.Entry:
        state = self._present_fold()
        entry = history.append(self._connection, kind, subject, after, **how)
        state.take(entry.seq, kind, after)
        return entry

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
        with self._writing() as connection:
            state = self._present_fold()
            if not state.complete:
                raise TranscriptFileError(
                    f"{self.path} is not complete yet: its run was interrupted or is still going on.",
                    "finish it with testimony run RECORDING -o FILE",
                )
            if history.head(connection)[0] != based_on:
                raise Locked(f"{self.path} was changed since it was read.", "open it again")
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

    # Beside the record, outside the seal

    def save_scratch(self, name: str, body: str) -> None:
        """Keep what stands in an open editor, so that a crash loses no typing."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO scratch VALUES (?,?,?)", (name, now_text(), body))

    def scratch(self) -> dict[str, str]:
        """What open editors left behind."""
        with self._reading() as connection:
            return dict(connection.execute("SELECT name, body FROM scratch ORDER BY name").fetchall())

    def clear_scratch(self, name: str) -> None:
        """Forget one editor's text; it was saved or dropped."""
        with self._writing() as connection:
            connection.execute("DELETE FROM scratch WHERE name = ?", (name,))

    def save_peaks(self, channel: int, rate: int, data: bytes) -> None:
        """Keep a channel's waveform (``rate`` pairs of minimum and maximum a second)."""
        with self._writing() as connection:
            values = (self.recording().id, channel, rate, data)
            connection.execute("INSERT OR REPLACE INTO peaks VALUES (?,?,?,?)", values)

    def peaks(self, channel: int) -> tuple[int, bytes] | None:
        """Rate and data of a channel's waveform, where it was kept."""
        with self._reading() as connection:
            row = connection.execute("SELECT rate, data FROM peaks WHERE channel = ?", (channel,)).fetchone()
        return (row[0], row[1]) if row else None

    # Written anew

    def purge(self, segment_ids: Sequence[str], author: Author) -> int:
        """Remove the words of segments for good, wherever the file holds them; returns how many rows.

        The file is rebuilt, its chain still verifies, and one entry more says what was removed.
        """
        self.acquire()
        document = self.document()
        with self._writing() as connection:
            plan = plan_purge(connection, document, segment_ids, author)
            self._rewrite(connection, self._passphrase, plan, author)
        self._reopen(self._passphrase)
        return len(plan.rows) + len(plan.entries)

    def encrypt(self, passphrase: str) -> None:
        """Write the file anew, encrypted; the old bytes may stay on the disk until overwritten."""
        self._change_passphrase(passphrase)

    def decrypt(self) -> None:
        """Write the file anew, readable by everyone who can read the file."""
        self._change_passphrase(None)

    def _change_passphrase(self, passphrase: str | None) -> None:
        with self._writing() as connection:
            self._rewrite(connection, passphrase)
        self._reopen(passphrase)

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
        with self._reading(), history.no_collection():
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
