"""``case.testimony``: one SQLite file, opened, grown block by block, read.

The draft lies in four sealed tables; everything people did lies in the history. What stands now
is a fold of both (``testimony.transcript.present``). Docs: ``docs/record.md``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from testimony.transcript.edits import Document, Edit
from testimony.transcript.encoding import codec
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.record import draft
from testimony.transcript.record.disk.database import connect, schema_version
from testimony.transcript.record.disk.record_file import RecordFile
from testimony.transcript.record.draft_writer import DraftWriter, NewTranscript, begin_file
from testimony.transcript.record.edit_log import EditLog
from testimony.transcript.record.history import Author, Entry
from testimony.transcript.record.maintenance import Maintenance
from testimony.transcript.record.migrations import SCHEMA_VERSION
from testimony.transcript.record.notebook import Notebook
from testimony.transcript.record.seal import Report, verify
from testimony.transcript.record.state import PresentState
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
from testimony.transcript.verdict import Verdict

__all__ = ["TranscriptStore", "verify_file"]


class TranscriptStore(contextlib.AbstractContextManager["TranscriptStore"]):
    """An open transcript; close it, or use it in a ``with`` statement.

    Writing takes the file's lock; reading never needs it and never changes a byte of the file. Not to be
    shared between threads without a lock of one's own.

    Attributes:
        file: Path, lock, identity of the file.
        draft: What the machine makes of it, block by block.
        log: What people did: entries, undo, redo.
        notebook: Open editors, waveforms, times of runs; outside the seal.
        maintenance: Encrypt, decrypt, purge.
    """

    def __init__(self, file: RecordFile, *, quick: bool = False) -> None:
        """Use ``open`` or ``create``."""
        self.file = file
        self._state = PresentState(file, quick=quick)
        self.draft = DraftWriter(file, self._state)
        self.log = EditLog(file, self._state, self.draft)
        self.notebook = Notebook(file)
        self.maintenance = Maintenance(file, self._state)

    @classmethod
    def open(
        cls, path: Path, readonly: bool = False, passphrase: str | None = None, *, quick: bool = False
    ) -> Self:
        """Open a transcript; an older one is read as today's and changed at its first write.

        Opened for writing, a write that was cut off is taken back, after a copy was set aside
        (``store.file.recovered``).

        Args:
            path: The file.
            readonly: Never write a byte.
            passphrase: What opens it, where it is encrypted.
            quick: Begin at the snapshot of an earlier session, where there is one that fits the log:
                for looking and working, not for what leaves the file.

        Raises:
            NotATranscript: Missing, empty, a folder, something else, or damaged.
            NewerSchema: Written by a newer Testimony.
            InterruptedWrite: Opened for reading, and the last write was cut off.
            Tampered: Its tables are not the ones that Testimony makes.
            WrongPassphrase: Encrypted, and the passphrase is missing or wrong.
        """
        file = RecordFile.open(Path(path), readonly=readonly, passphrase=passphrase)
        store = cls(file, quick=quick)
        try:
            store._state.fold()
        except BaseException:
            file.close()
            raise
        return store

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
        begin_file(Path(path), NewTranscript(recording, languages, provenance, fingerprint), passphrase)
        store = cls.open(path, passphrase=passphrase)
        try:
            store.acquire()
        except BaseException:
            store.close()
            raise
        return store

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of lock and file; closing twice is no error."""
        try:
            if self.file.lock.is_held:
                with contextlib.suppress(TranscriptFileError, MemoryError):
                    self._state.keep_snapshot()
        finally:
            self.file.close()

    def discard(self) -> None:
        """Close, and remove a transcript that this process began and that holds nothing."""
        try:
            with contextlib.suppress(TranscriptFileError):
                if self.segment_count() == 0:
                    self.file.remove()
        finally:
            self.file.close()

    def acquire(self, *, take_over: bool = False, name: str = "") -> None:
        """Take the lock for a longer while; every write takes or renews it as well.

        Args:
            take_over: Take even the lock of a process on another host.
            name: Of the person, for those whom the lock stops.

        Raises:
            Locked: Somebody else holds it.
        """
        if name and not self.file.lock.is_held:
            self.file.lock.name = name
        with self.file.writing(take_over=take_over):
            pass

    @property
    def path(self) -> Path:
        """The file."""
        return self.file.path

    # What machines make

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
        self.draft.commit_block(block, segments, translations, speakers)

    def finish(self, recording: Recording) -> None:
        """Mark the draft complete; ``recording`` is the exact one, its hash made while decoding."""
        self.draft.finish(recording)

    # What people do

    def commit_edit(
        self,
        edit: Edit,
        author: Author,
        *,
        based_on: int,
        made: tuple[Provenance, Translation] | None = None,
    ) -> Entry:
        """Keep one edit, synced to the disk before this returns.

        Args:
            edit: With at least one change.
            author: Who made it.
            based_on: ``last_entry()`` when the document was read that the edit was made on.
            made: A machine's text that the edit shows, and what made it: kept as a row of a pass of its own.

        Raises:
            Locked: Another process holds the file, or wrote to it since.
            TranscriptFileError: The draft is still being made, or the disk is full.
        """
        return self.log.commit(edit, author, based_on, made)

    def last_entry(self) -> int:
        """Number of the last entry that has been read."""
        return self._state.fold().last

    # Reading

    @property
    def fingerprint(self) -> str:
        """Recording hash and settings, as given to ``create``."""
        return self._state.fold().fingerprint

    @property
    def complete(self) -> bool:
        """False while a run is unfinished."""
        return self._state.fold().complete

    def finished_blocks(self) -> int:
        """How many blocks are kept."""
        return self._state.fold().blocks

    def recording(self) -> Recording:
        """The recording: as known at the start until the draft is complete, exact from then on."""
        with self.file.reading():
            return codec.recording_from(self._state.fold().recording)

    def segment_count(self) -> int:
        """Segments of the machine's draft."""
        with self.file.reading() as connection:
            return draft.count(connection)

    def load(self, *, words: bool = False, whole: bool = False) -> Transcript:
        """The whole transcript as it now stands, with the verdict on it.

        What is shown is always held against the seal; what is wrong stands in ``Transcript.verdict``.

        Args:
            words: Load the words of every row too.
            whole: Look at every row of the file, as ``verify`` does, and not only at what is shown.
        """
        return self._state.load(words=words, whole=whole)

    def document(self) -> Document:
        """What stands, for ``review``'s functions."""
        return self._state.document()

    @property
    def verdict(self) -> Verdict:
        """What came of checking what was loaded last."""
        return self._state.verdict

    def words(self, segment_id: str) -> tuple[Word, ...]:
        """The words of a segment, gathered again after splits and merges; empty when unknown."""
        return self._state.words(segment_id)

    def alternatives(self, segment_id: str) -> tuple[Alternative, ...]:
        """Other texts that engines found for a segment of the draft."""
        return self._state.alternatives(segment_id)

    def head(self) -> str:
        """Hash of the last entry, hex: what exports print and ``verify --head`` takes."""
        return self._state.head()

    def draft_hash(self) -> str:
        """SHA-256 of what the machine made, hex: no time, host, path or salt in it.

        The same recording, settings, versions and threads on one machine give the same hash,
        however often the run was interrupted.
        """
        with self.file.reading() as connection:
            return draft.digest(connection, self._state.fold())

    def verify(self, head: str | None = None) -> Report:
        """Look at every sealed row; what cannot even be read counts as a problem."""
        with self.file.reading() as connection:
            return verify(connection, head)


def verify_file(path: Path, passphrase: str | None = None, head: str | None = None) -> Report:
    """Look at every sealed row of a file that may be too damaged to be opened as a transcript.

    Raises:
        NotATranscript: It is something else, or its pages cannot be read at all.
        InterruptedWrite: Its last write was cut off.
    """
    path = Path(path)
    database = connect(path, "ro", passphrase)
    with contextlib.closing(database), database.transaction(write=False) as connection:
        schema_version(connection, path, SCHEMA_VERSION)
        return verify(connection, head)
