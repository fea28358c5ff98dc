"""An open transcript file: connection, lock, transactions, and the fold kept in memory."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from testimony.transcript import present
from testimony.transcript.errors import Locked, Tampered, TranscriptFileError
from testimony.transcript.record import draft, history, snapshot
from testimony.transcript.record.collector import collector_paused
from testimony.transcript.record.database import (
    connect,
    guard,
    schema_version,
    transaction,
)
from testimony.transcript.record.lock import FileLock, Holder
from testimony.transcript.record.migrations import SCHEMA_VERSION, migrate, migrated_copy
from testimony.transcript.types import Segment

__all__ = ["OpenFile", "file_mark", "free_name"]


class OpenFile:
    """What ``TranscriptStore`` stands on.

    Writing takes the file's lock; reading never needs it. Not to be shared between threads
    without a lock of one's own.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, *, readonly: bool, passphrase: str | None
    ) -> None:
        """Use ``open``."""
        self.path = path
        self.readonly = readonly
        self._connection = connection
        self._passphrase = passphrase
        self._lock = FileLock(path)
        self._old_version = 0
        self._fold: history.Fold | None = None
        self._quick = False
        self._mark = file_mark(path)

    @classmethod
    def open(
        cls, path: Path, readonly: bool = False, passphrase: str | None = None, *, quick: bool = False
    ) -> Self:
        """Open a transcript; an older one is read as today's and changed at its first write.

        ``quick`` begins at the snapshot of an earlier session, where there is one that fits the log:
        for looking and working, not for what leaves the file.

        Raises:
            NotATranscript: Missing, empty, a folder, something else, or damaged.
            NewerSchema: Written by a newer Testimony.
            WrongPassphrase: Encrypted, and the passphrase is missing or wrong.
        """
        path = Path(path)
        connection = connect(path, readonly=readonly, passphrase=passphrase)
        store = cls(path, connection, readonly=readonly, passphrase=passphrase)
        store._quick = quick
        try:
            with transaction(connection, path, write=False):
                version = schema_version(connection, path, SCHEMA_VERSION)
                old = migrated_copy(connection) if version < SCHEMA_VERSION else None
            if old is not None:
                store._read_old(version, old)
            store._present_fold()
        except BaseException:
            connection.close()
            raise
        return store

    def _read_old(self, version: int, copy: sqlite3.Connection) -> None:
        # The file itself stays as it is until something is written.
        self._old_version = version
        self._connection.close()
        self._connection = copy

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of lock and file; closing twice is no error."""
        if self._lock.is_held:
            with contextlib.suppress(TranscriptFileError):
                self._keep_snapshot()
            with contextlib.suppress(TranscriptFileError), transaction(self._connection, self.path):
                self._lock.release(self._connection)
        self._connection.close()

    def _keep_snapshot(self) -> None:
        """After thousands of entries, save the next session from folding them."""
        state = self._fold
        if state is None or not state.complete or state.last - state.base < snapshot.DUE:
            return
        with self._writing() as connection, collector_paused():
            state = self._present_fold()
            snapshot.keep(connection, state, present.segments(self._rows(), state))

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
        with self._reading() as connection:
            return self._lock.holder(connection)

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
        if file_mark(self.path) != self._mark:
            raise Locked(f"{self.path} was replaced by another file since it was opened.", "open it again")
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
        backup = free_name(self.path, f".schema-{self._old_version}.bak")
        self._connection.close()
        self._connection = connect(self.path, passphrase=self._passphrase)
        with guard(self.path):
            migrate(self._connection, self.path, backup)
        self._old_version = 0
        self._fold = None

    # One moment of the file

    def _present_fold(self) -> history.Fold:
        if self._fold is None:
            with self._reading():
                begun = snapshot.begin(self._connection) if self._quick else None
                self._fold = history.fold(self._connection, begun)
        return self._fold

    def _rows(self) -> Iterable[Segment]:
        """What the fold's changes are laid over: the draft, or the snapshot that the fold began at."""
        if self._present_fold().base:
            rows = snapshot.rows(self._connection)
            if rows is not None:
                return rows
            self._quick, self._fold = False, None
            self._present_fold()
        return draft.segments(self._connection)

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


def file_mark(path: Path) -> tuple[int, int]:
    """What tells a file from another one of the same name."""
    with guard(path):
        facts = path.stat()
    return facts.st_dev, facts.st_ino


def free_name(path: Path, suffix: str) -> Path:
    """The first of ``path`` + suffix + ``-1``, ``-2``, … that nothing has."""
    number = 1
    while (candidate := path.with_name(f"{path.name}{suffix}-{number}")).exists():
        number += 1
    return candidate
