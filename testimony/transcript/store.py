"""``case.testimony``: one SQLite file, opened, grown block by block, read.

The draft lies in four sealed tables; everything people did lies in the history. What stands now
is a fold of both (``testimony.transcript.present``). Docs: ``docs/record.md``.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
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
from testimony.transcript.errors import Tampered, TranscriptFileError
from testimony.transcript.lock import FileLock, Holder
from testimony.transcript.migrations import SCHEMA_VERSION, create_schema, migrate, migrated_copy
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

__all__ = ["TranscriptStore", "set_aside"]


class TranscriptStore:
    """An open transcript file; close it, or use it in a ``with`` statement.

    Writing takes the file's lock; reading never needs it. Not to be shared between threads
    without a lock of one's own.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, *, readonly: bool, passphrase: str | None
    ) -> None:
        """Use ``create`` or ``open``."""
        self.path = path
        self.readonly = readonly
        self._connection = connection
        self._passphrase = passphrase
        self._lock = FileLock(path)
        self._old_version = 0
        self._fold: history.Fold | None = None

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

    @classmethod
    def open(cls, path: Path, readonly: bool = False, passphrase: str | None = None) -> Self:
        """Open a transcript; an older one is read as today's and changed at its first write.

        Raises:
            NotATranscript: Missing, empty, a folder, something else, or damaged.
            NewerSchema: Written by a newer Testimony.
            WrongPassphrase: Encrypted, and the passphrase is missing or wrong.
        """
        path = Path(path)
        connection = connect(path, readonly=readonly, passphrase=passphrase)
        store = cls(path, connection, readonly=readonly, passphrase=passphrase)
        try:
            with guard(path):
                version = schema_version(connection, path, SCHEMA_VERSION)
                if version < SCHEMA_VERSION:
                    store._read_old(version)
                store._present_fold()
        except BaseException:
            connection.close()
            raise
        return store

    def _read_old(self, version: int) -> None:
        # The file itself stays as it is until something is written.
        self._old_version = version
        old, self._connection = self._connection, migrated_copy(self._connection)
        old.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of lock and file; closing twice is no error."""
        if self._lock.is_held:
            with contextlib.suppress(TranscriptFileError), transaction(self._connection, self.path):
                self._lock.release(self._connection)
        self._connection.close()

    def discard(self) -> None:
        """Close and remove a transcript that this process began and that holds nothing."""
        self.close()
        self.path.unlink(missing_ok=True)

    # Locks

    def acquire(self, *, take_over: bool = False, name: str = "") -> None:
        """Take the lock for a longer while; every write takes or renews it as well.

        Raises:
            Locked: Somebody else holds it; ``take_over`` takes even another host's.
        """
        if name:
            self._lock = FileLock(self.path, name) if not self._lock.is_held else self._lock
        with self._writing(take_over=take_over):
            pass

    def holder(self) -> Holder | None:
        """Who holds the lock now, this process included."""
        with guard(self.path):
            return self._lock.holder(self._connection)

    @property
    def holds_lock(self) -> bool:
        """True when this object holds the lock."""
        return self._lock.is_held

    @contextlib.contextmanager
    def _writing(self, *, take_over: bool = False) -> Iterator[sqlite3.Connection]:
        if self.readonly:
            raise TranscriptFileError(f"{self.path} was opened for reading.", "open it for writing")
        if self._old_version:
            self._migrate()
        try:
            with transaction(self._connection, self.path):
                self._lock.ensure(self._connection, take_over=take_over)
                self._refuse_stale()
                yield self._connection
        except BaseException:
            self._fold = None  # whatever was laid over it in memory was not committed
            raise

    def _refuse_stale(self) -> None:
        if self._fold is not None and self._fold.last != history.head(self._connection)[0]:
            self._fold = None

    def _migrate(self) -> None:
        backup = _free_name(self.path, f".schema-{self._old_version}.bak")
        self._connection.close()
        self._connection = connect(self.path, passphrase=self._passphrase)
        with guard(self.path):
            migrate(self._connection, self.path, backup)
        self._old_version = 0
        self._fold = None

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
            self._append("block", f"block {block.index}", after)

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

    # Reading

    def _present_fold(self) -> history.Fold:
        if self._fold is None:
            with self._reading():
                self._fold = history.fold(self._connection)
        return self._fold

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One moment of the file; whatever cannot be read back says that it was tampered with."""
        if self._connection.in_transaction:
            yield self._connection
            return
        try:
            with transaction(self._connection, self.path, write=False):
                yield self._connection
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise Tampered(
                f"{self.path} holds a record that cannot be read back ({error}).",
                f"testimony verify '{self.path}'",
            ) from error

    def refresh(self) -> bool:
        """Look whether another process wrote; True when what was read is no longer the present."""
        with self._reading():
            last = history.head(self._connection)[0]
        if self._fold is not None and self._fold.last == last:
            return False
        self._fold = None
        return True

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
        with self._reading() as connection:
            self.refresh()
            state = self._present_fold()
            return present.transcript(draft.segments(connection), state, self.head())

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


def _free_name(path: Path, suffix: str) -> Path:
    number = 1
    while (candidate := path.with_name(f"{path.name}{suffix}-{number}")).exists():
        number += 1
    return candidate


def set_aside(path: Path) -> Path:
    """Rename a transcript to the first free ``….bak-N``; what ``--force`` does before it writes anew.

    Raises:
        Locked: Another living process writes it.
    """
    path = Path(path)
    target = _free_name(path, ".bak")
    with guard(path):
        os.rename(path, target)  # noqa: PTH104 - one call for files and, by mistake, folders
        sync_folder(path.absolute().parent)
    return target
