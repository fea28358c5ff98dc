"""Connections: the one door to SQLite and, when a passphrase is given, to SQLCipher.

Every foreign exception stops here; everything above sees the error tree alone.
"""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Final, Literal, cast

from testimony.transcript.errors import (
    NewerSchema,
    NotATranscript,
    TranscriptFileError,
    WrongPassphrase,
)
from testimony.transcript.record.disk.file_checks import check_file, check_journal, is_encrypted
from testimony.transcript.record.disk.limits import Budget, limit_values
from testimony.transcript.record.disk.sqlite_errors import guard, is_locked

__all__ = ["APPLICATION_ID", "Database", "Mode", "connect", "new_file", "now_text", "schema_version"]

APPLICATION_ID: Final = 0x54657374  # "Test", shown by file(1)
_BUSY_MS = 10  # SQLite's own patience; ours is longer, and asks more often
_PATIENCE_S = 60.0
_TRIES = 2  # of taking a transaction back: an allocation that failed once may not fail again

Mode = Literal["ro", "rw", "immutable"]


def now_text() -> str:
    """The UTC time, to the millisecond, as history keeps it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Database:
    """One open connection, its transactions and what they may cost."""

    path: Path
    connection: sqlite3.Connection
    budget: Budget

    @contextlib.contextmanager
    def transaction(self, *, write: bool = True) -> Iterator[sqlite3.Connection]:
        """Everything inside is committed together, or nothing is; a reader sees one moment."""
        connection = self.connection
        check_journal(self.path)  # SQLite plays back what lies there at the next statement
        with guard(self.path, reading=not write):
            self.budget.start()
            _patiently(connection, "BEGIN IMMEDIATE" if write else "BEGIN DEFERRED")
            try:
                if not write:  # a deferred transaction sees its moment from its first look on
                    _patiently(connection, "SELECT 1 FROM sqlite_schema LIMIT 1")
                yield connection
                _patiently(connection, "COMMIT")
            except BaseException:
                for _ in range(_TRIES):
                    if connection.in_transaction:
                        with contextlib.suppress(Exception):
                            connection.execute("ROLLBACK")
                raise

    def abandon(self) -> None:
        """Take back a transaction that an error left open."""
        with guard(self.path):
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file; closing twice is no error."""
        with guard(self.path):
            self.connection.close()


def connect(path: Path, mode: Mode = "rw", passphrase: str | None = None) -> Database:
    """Open a transcript's file and prove that it is one.

    Args:
        path: The file.
        mode: ``ro`` never writes a byte, not even to take back a write that was cut off; ``immutable``
            reads what lies there and leaves a journal out of account.
        passphrase: What opens it, where it is encrypted.

    Raises:
        NotATranscript: Something else, or damaged beyond reading.
        InterruptedWrite: Opened with ``ro``, and its last write was cut off.
        WrongPassphrase: Encrypted, and the passphrase is missing or wrong.
    """
    check_file(path)
    encrypted = is_encrypted(path)
    if encrypted and not passphrase:
        raise WrongPassphrase(
            f"{path} is encrypted (or not a transcript at all): it needs its passphrase.",
            "set TESTIMONY_PASSPHRASE_FILE, or type it when asked",
        )
    with guard(path, encrypted=encrypted, reading=mode == "ro"):
        database = _raw(path, mode, passphrase if encrypted else None)
        try:
            database.budget.start()
            _patiently(database.connection, "BEGIN DEFERRED")
            _patiently(database.connection, "SELECT 1 FROM sqlite_schema LIMIT 1")
            _prove(database.connection, path)
            database.connection.execute("COMMIT")
        except BaseException:
            database.connection.close()
            raise
        return database


def new_file(path: Path, passphrase: str | None = None) -> Database:
    """An empty database for this user alone (mode 0600); the path must not exist yet."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise TranscriptFileError(f"{path} exists already.", "add --force to set it aside") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise TranscriptFileError(
            f"{path} cannot be written: {why}.", "name a folder you can write to with -o"
        ) from error
    with guard(path):
        return _raw(path, "rw", passphrase)


def _raw(path: Path, mode: Mode, passphrase: str | None) -> Database:
    options = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    uri = f"{path.absolute().as_uri()}?{options}"
    module = _cipher() if passphrase is not None else sqlite3
    connection = cast(
        sqlite3.Connection,
        module.connect(uri, uri=True, isolation_level=None, timeout=_BUSY_MS / 1000, check_same_thread=False),
    )
    try:
        budget = Budget(connection, path)
        budget.start()
        _settle(connection, passphrase, readonly=mode != "rw")
    except BaseException:
        connection.close()
        raise
    return Database(path, connection, budget)


def _settle(connection: sqlite3.Connection, passphrase: str | None, *, readonly: bool) -> None:
    limit_values(connection)
    if passphrase is not None:
        quoted = passphrase.replace("'", "''")
        connection.execute(f"PRAGMA key = '{quoted}'")
        connection.execute("PRAGMA cipher_log_level = NONE")
    for pragma in (
        "synchronous = EXTRA",  # the folder is synced too, so a commit survives a power cut
        "temp_store = MEMORY",  # nothing of the words in a temporary folder
        "secure_delete = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "cache_size = -16000",
    ):
        _patiently(connection, f"PRAGMA {pragma}")  # some look at the schema, and so at the lock
    if readonly:
        connection.execute("PRAGMA query_only = ON")


def _cipher() -> ModuleType:
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        raise TranscriptFileError(
            "Encrypted transcripts need the package sqlcipher3-wheels, which is not installed.",
            "uv sync --extra encryption",
        ) from None
    return dbapi2


def _prove(connection: sqlite3.Connection, path: Path) -> None:
    tables = connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE name = 'history' AND type = 'table'"
    ).fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID or not tables:
        raise NotATranscript(
            f"{path} is a SQLite file, but not a transcript.", "name a file that testimony run wrote"
        )


def schema_version(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """The file's schema version.

    Raises:
        NewerSchema: It was written by a newer Testimony.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > newest:
        raise NewerSchema(
            f"{path} was written by a newer Testimony (schema {version}; this one knows {newest}).",
            "install the newer version to open it",
        )
    if version < 1:
        raise NotATranscript(f"{path} has no schema version: it is damaged or not a transcript.")
    return version


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    # SQLite waits longer and longer between two tries, and starves beside a busy writer.
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            connection.execute(statement).fetchall()
        except Exception as error:
            if not is_locked(error) or time.monotonic() > deadline:
                raise
            time.sleep(random.uniform(0.001, 0.005))  # noqa: S311 - no secret
        else:
            return
