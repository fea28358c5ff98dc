"""An open transcript file: whose it is, who may write it, and one moment of it at a time."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from testimony.transcript.encoding import canonical
from testimony.transcript.errors import InterruptedWrite, Locked, Tampered, TranscriptFileError
from testimony.transcript.record import history
from testimony.transcript.record.checks.reseal import reseal
from testimony.transcript.record.checks.schema_check import refuse_foreign_schema
from testimony.transcript.record.disk.database import Database, Mode, connect, schema_version
from testimony.transcript.record.disk.file_checks import (
    check_journal,
    file_mark,
    is_encrypted,
    refuse_mount,
    refuse_second_names,
)
from testimony.transcript.record.disk.files import (
    copied_bytes,
    free_name,
    put_in_place,
    remove_own,
    sync_folder,
)
from testimony.transcript.record.disk.leftovers import Leftover, sweep
from testimony.transcript.record.disk.limits import Budget
from testimony.transcript.record.disk.lock import FileLock, Holder
from testimony.transcript.record.disk.recovery import recover
from testimony.transcript.record.disk.sqlite_errors import guard
from testimony.transcript.record.migrations import SCHEMA_VERSION, migrated_copy, step_to_today

__all__ = ["UNREADABLE", "RecordFile"]

# What reading nonsense raises in code that expects what was written.
UNREADABLE = (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError)
_TRIES = 2  # a lock that is kept stops others: memory that was short for a moment is no reason to keep it


class RecordFile:
    """Connection, lock and identity of one open file.

    Reading never needs the lock and never changes a byte of the file. Before every write, rename and
    removal the file is proved to be the one that was opened and the lock to be still ours.

    Attributes:
        generation: Counts the writes of this object that failed or were given up, after which nothing
            that was read before may be trusted.
        recovered: The copy that was set aside when a write that was cut off was taken back; else None.
        leftovers: Hidden files beside it that nobody here can call dead.
    """

    def __init__(self, path: Path, database: Database, *, readonly: bool, passphrase: str | None) -> None:
        """Use ``open``."""
        self.path = path
        self.readonly = readonly
        self.lock = FileLock(path)
        self.generation = 0
        self.recovered: Path | None = None
        self.leftovers: list[Leftover] = []
        self._database = database
        self._passphrase = passphrase if passphrase and is_encrypted(path) else None
        self._old_version = 0
        self._mark = file_mark(path)

    @classmethod
    def open(cls, path: Path, *, readonly: bool, passphrase: str | None) -> Self:
        """Open a file; see ``TranscriptStore.open``."""
        left = sweep(path)
        recovered = None
        try:
            database = connect(path, "ro" if readonly else _mode(path, passphrase), passphrase)
        except InterruptedWrite:
            if readonly:
                raise
            recovered = recover(path, passphrase)
            database = connect(path, "rw", passphrase)
        record = cls(path, database, readonly=readonly, passphrase=passphrase)
        record.recovered, record.leftovers = recovered, left
        try:
            record._look_at_schema()
        except BaseException:
            record.close()
            raise
        return record

    def _look_at_schema(self) -> None:
        with self._database.transaction(write=False) as connection, self._readable():
            version = schema_version(connection, self.path, SCHEMA_VERSION)
            refuse_foreign_schema(connection, self.path, version)
            old = migrated_copy(connection) if version < SCHEMA_VERSION else None
        if old is not None:  # the file itself stays as it is until something is written
            self._old_version = version
            self._database.close()
            self._database = Database(self.path, old, Budget(old, self.path))

    @property
    def passphrase(self) -> str | None:
        """What opens the file; None where it is not encrypted."""
        return self._passphrase

    def holder(self) -> Holder | None:
        """Who holds the lock now, this process included."""
        with self.reading() as connection:
            return self.lock.holder(connection)

    @property
    def is_current(self) -> bool:
        """False for a file of an older schema, until its first write."""
        return not self._old_version

    def close(self) -> None:
        """Let go of lock and file; closing twice is no error."""
        try:
            for _ in range(_TRIES):
                with contextlib.suppress(TranscriptFileError, MemoryError):
                    self._give_back()
        finally:
            self._database.close()

    def _give_back(self) -> None:
        if self.lock.is_held:
            self._database.abandon()
            with self.writing() as connection:
                self.lock.release(connection)
            self.lock.forget()

    @contextlib.contextmanager
    def writing(self, *, take_over: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction under the lock: everything inside is kept, or nothing is.

        Raises:
            Locked: Somebody else holds the lock, or another file has the name by now.
            TranscriptFileError: The file cannot be written, or has two names.
        """
        self._prepare_to_write()
        try:
            with self._database.transaction() as connection:
                self._prove_ours()
                first = not self.lock.is_held
                self.lock.ensure(connection, take_over=take_over)
                _stamp(connection)
                yield connection
                self._prove_ours()
            if first:
                self.leftovers = sweep(self.path, holding=True)
        except BaseException:
            self.generation += 1  # whatever was laid over it in memory was not committed
            raise

    def _prepare_to_write(self) -> None:
        if self.readonly:
            raise TranscriptFileError(f"{self.path} was opened for reading.", "open it for writing")
        self._prove_ours(alone=False)
        mark = file_mark(self.path)
        if mark.links > 1:
            sweep(self.path)
            mark = file_mark(self.path)
        refuse_second_names(self.path, mark)
        if not self.lock.is_held:
            refuse_mount(self.path)
        if self._old_version:
            self._migrate()

    def _prove_ours(self, *, alone: bool = True) -> None:
        try:
            mark = file_mark(self.path)
        except TranscriptFileError as error:
            raise Locked(
                f"{self.path} was removed or renamed since it was opened.", "open it again"
            ) from error
        if not mark.is_same_file(self._mark):
            raise Locked(f"{self.path} was replaced by another file since it was opened.", "open it again")
        if alone:
            refuse_second_names(self.path, mark)

    def refuse_changed(self, connection: sqlite3.Connection, based_on: int) -> None:
        """Refuse to write on what somebody else has changed since.

        Raises:
            Locked: The newest entry has another number than ``based_on``.
        """
        if history.head(connection)[0] != based_on:
            raise Locked(f"{self.path} was changed since it was read.", "open it again")

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One moment of the file; whatever cannot be read back says that it was tampered with."""
        connection = self._database.connection
        if connection.in_transaction:
            yield connection
            return
        with self._readable(), self._database.transaction(write=False):
            yield connection

    @contextlib.contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except UNREADABLE as error:
            raise Tampered(
                f"{self.path} holds a record that cannot be read back ({error!s:.100}).",
                f"testimony verify '{self.path}'",
            ) from error

    def _migrate(self) -> None:
        """Bring the file to today's schema in one transaction, after a copy was set aside."""
        version = self._old_version
        backup = free_name(self.path, f".schema-{version}.bak")
        database = connect(self.path, _mode(self.path, self._passphrase), self._passphrase)
        try:
            # The copy is made of the file's own bytes, so that an encrypted file's copy is encrypted.
            with copied_bytes(self.path, backup), database.transaction() as connection:
                reseal(connection, self.path)
                step_to_today(connection)
        except BaseException:
            database.close()
            with contextlib.suppress(OSError):
                backup.unlink(missing_ok=True)
            raise
        self._database.close()
        self._database, self._old_version = database, 0
        self.generation += 1

    # The file as a whole

    @contextlib.contextmanager
    def _alone(self) -> Iterator[sqlite3.Connection]:
        """Nobody else writes meanwhile; nothing is changed inside, so that no journal is made."""
        with self._database.transaction() as connection:
            self._prove_ours()
            if not self.lock.is_free_for_us(connection):
                raise self.lock.refusal(connection)
            yield connection

    def replace_with(self, anew: Path, passphrase: str | None) -> None:
        """Put a file that was made under ``writing`` in this one's place and go on with it.

        The new file is nobody's: the next write takes its lock.

        Raises:
            Locked: Somebody else took the lock or replaced the file meanwhile.
        """
        try:
            with self._alone():
                put_in_place(anew, self.path, replace=self._mark)
        finally:
            with contextlib.suppress(OSError):
                anew.unlink(missing_ok=True)
        self._database.close()
        self.lock.forget()
        self._passphrase = passphrase
        self._database = connect(self.path, "rw", passphrase)
        self._mark = file_mark(self.path)
        self.generation += 1

    def set_aside(self) -> Path:
        """Rename the file to the first free ``….bak-N`` and let go of it.

        Raises:
            Locked: Another living process writes it.
        """
        target = free_name(self.path, ".bak")
        with self.writing():
            pass  # a lock that somebody else holds says so
        self._give_back()
        with self._alone(), guard(self.path):
            os.rename(self.path, target)  # noqa: PTH104 - one call for files and, by mistake, folders
            sync_folder(self.path.absolute().parent)
        self._database.close()
        return target

    def remove(self) -> None:
        """Remove the file and let go of it; a file that is no longer the one that was opened stays."""
        with contextlib.suppress(Locked), self._alone():
            if self.lock.is_held:
                remove_own(self.path, self._mark)
        self._database.close()


def _mode(path: Path, passphrase: str | None) -> Mode:
    """Writing opens a file whose journal, if any, belongs to a living process; else see ``recover``."""
    if check_journal(path):
        connect(path, "ro", passphrase).close()
    return "rw"


def _stamp(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE stamp SET before = this, this = ? WHERE id = 1", (canonical.new_salt(),))
