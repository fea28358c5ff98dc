"""Connections: the one door to SQLite and, when a passphrase is given, to SQLCipher.

Every foreign exception stops here; everything above sees the error tree alone.
"""

from __future__ import annotations

import contextlib
import math
import os
import random
import sqlite3
import stat
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

from testimony.transcript.errors import (
    Locked,
    NewerSchema,
    NotATranscript,
    TranscriptFileError,
    WrongPassphrase,
)

__all__ = [
    "APPLICATION_ID",
    "connect",
    "guard",
    "is_encrypted",
    "new_file",
    "now_text",
    "schema_version",
    "transaction",
]

APPLICATION_ID: Final = 0x54657374  # "Test", shown by file(1)
_MAGIC = b"SQLite format 3\x00"
_PAGE = 4096
_BUSY_MS = 10  # SQLite's own patience; ours is longer, and asks more often
_PATIENCE_S = 60.0
_RANDOM_BITS = 7.5  # bits of entropy in a byte over the first page: text and tables stay far below


def now_text() -> str:
    """The UTC time, to the millisecond, as history keeps it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def is_encrypted(path: Path) -> bool:
    """True when the file looks like an encrypted transcript: whole pages of what seems random."""
    try:
        with path.open("rb") as file:
            head = file.read(_PAGE)
            size = file.seek(0, os.SEEK_END)
    except OSError:
        return False
    if len(head) < _PAGE or size % _PAGE or head.startswith(_MAGIC):
        return False
    entropy = -sum(n / _PAGE * math.log2(n / _PAGE) for n in Counter(head).values())
    return entropy > _RANDOM_BITS


def check_file(path: Path) -> None:
    """Refuse what cannot be a transcript before SQLite sees it."""
    try:
        facts = path.stat()
    except FileNotFoundError:
        raise NotATranscript(f"There is no file {path}.", "testimony run RECORDING -o FILE") from None
    except OSError as error:
        raise TranscriptFileError(f"{path} cannot be read: {error.strerror}.") from error
    if stat.S_ISDIR(facts.st_mode):
        raise NotATranscript(f"{path} is a folder, not a transcript.", "name a .testimony file")
    if not stat.S_ISREG(facts.st_mode):
        raise NotATranscript(f"{path} is not a regular file.", "name a .testimony file")
    if facts.st_size == 0:
        raise NotATranscript(f"{path} is empty: it is not a transcript.", "testimony run RECORDING -o FILE")
    if not os.access(path, os.R_OK):
        raise TranscriptFileError(f"{path} cannot be read: permission denied.", f"chmod u+rw '{path}'")


def connect(path: Path, *, readonly: bool = False, passphrase: str | None = None) -> sqlite3.Connection:
    """Open a transcript's file and prove that it is one.

    Raises:
        NotATranscript: Something else, or damaged beyond reading.
        WrongPassphrase: Encrypted, and the passphrase is missing or wrong.
    """
    check_file(path)
    encrypted = is_encrypted(path)
    if encrypted and not passphrase:
        raise WrongPassphrase(
            f"{path} is encrypted (or not a transcript at all): it needs its passphrase.",
            "set TESTIMONY_PASSPHRASE_FILE, or type it when asked",
        )
    with guard(path, encrypted=encrypted):
        connection = _raw(path, readonly, passphrase if encrypted else None)
        try:
            with transaction(connection, path, write=False):
                _prove(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def new_file(path: Path, passphrase: str | None = None) -> sqlite3.Connection:
    """An empty database for this user alone (mode 0600); the path must not exist yet."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise TranscriptFileError(f"{path} exists already.", "add --force to set it aside") from None
    except OSError as error:
        raise TranscriptFileError(
            f"{path} cannot be written: {error.strerror}.", "name a folder you can write to with -o"
        ) from error
    with guard(path):
        return _raw(path, False, passphrase)


def _raw(path: Path, readonly: bool, passphrase: str | None) -> sqlite3.Connection:
    # Reading needs a writable connection where there is one: a journal left by a killed
    # process is rolled back by whoever opens the file next.
    mode = "ro" if readonly and not _writable(path) else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    module = _cipher() if passphrase is not None else sqlite3
    connection = cast(
        sqlite3.Connection,
        module.connect(uri, uri=True, isolation_level=None, timeout=_BUSY_MS / 1000, check_same_thread=False),
    )
    try:
        _settle(connection, passphrase, readonly)
    except BaseException:
        connection.close()
        raise
    return connection


def _settle(connection: sqlite3.Connection, passphrase: str | None, readonly: bool) -> None:
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


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _cipher() -> Any:
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        raise TranscriptFileError(
            "Encrypted transcripts need the package sqlcipher3-wheels, which is not installed.",
            "uv sync --extra encryption",
        ) from None
    return dbapi2


def _prove(connection: sqlite3.Connection, path: Path) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'history'").fetchone()[0]
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


@contextlib.contextmanager
def guard(path: Path, *, encrypted: bool = False) -> Iterator[None]:
    """Turn what SQLite, SQLCipher or the system raises into one sentence."""
    try:
        yield
    except OSError as error:
        raise TranscriptFileError(f"{path} cannot be used: {error.strerror or error}.") from error
    except Exception as error:
        if not _is_database_error(error):
            raise
        raise _explained(path, str(error), encrypted) from error


def _is_database_error(error: Exception) -> bool:
    # sqlcipher3 has a tree of its own that does not inherit from sqlite3's.
    return isinstance(error, sqlite3.Error) or type(error).__module__.startswith("sqlcipher3")


def _explained(path: Path, text: str, encrypted: bool) -> TranscriptFileError:  # noqa: PLR0911
    low = text.lower()
    if "not a database" in low or "hmac check failed" in low:
        if encrypted:
            return WrongPassphrase(f"The passphrase does not open {path}.", "type it again")
        return NotATranscript(f"{path} is not a transcript.", "name a file that testimony run wrote")
    if "malformed" in low or "corrupt" in low or "encoding" in low or "utf-8" in low:
        return NotATranscript(
            f"{path} is damaged ({text}).", "restore it from a copy; testimony verify FILE says where"
        )
    if "disk is full" in low or "disk i/o error" in low:
        return TranscriptFileError(
            f"{path} could not be written: {text}; what was saved before is safe.",
            "free some space on the disk, then do it again",
        )
    if "is locked" in low:
        return Locked(f"{path} is being written by another process.", "wait a moment, then try again")
    if "readonly" in low or "unable to open" in low:
        return TranscriptFileError(
            f"{path} cannot be written: the file or its folder is read-only.",
            f"chmod u+rw '{path}', or copy it to a folder you can write to",
        )
    if "sealed" in low:
        return TranscriptFileError(f"{path}: {text}; the record is append-only.")
    return TranscriptFileError(f"{path}: {text}.")


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, path: Path, *, write: bool = True) -> Iterator[None]:
    """Everything inside is committed together, or nothing is; a reader sees one moment."""
    with guard(path):
        _patiently(connection, "BEGIN IMMEDIATE" if write else "BEGIN DEFERRED")
        try:
            if not write:  # a deferred transaction sees its moment from its first look on
                _patiently(connection, "SELECT 1 FROM sqlite_schema LIMIT 1")
            yield
            _patiently(connection, "COMMIT")
        except BaseException:
            if connection.in_transaction:
                with contextlib.suppress(Exception):
                    connection.execute("ROLLBACK")
            raise


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    # SQLite waits longer and longer between two tries, and starves beside a busy writer.
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            connection.execute(statement).fetchall()
        except Exception as error:
            if not _is_database_error(error) or "is locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(random.uniform(0.001, 0.005))  # noqa: S311 - no secret
        else:
            return
