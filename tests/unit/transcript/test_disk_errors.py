"""What the system and SQLite say becomes one sentence; a query has a budget; a file is looked at first."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from pathlib import Path

import pytest

from testimony.transcript.errors import (
    InterruptedWrite,
    Locked,
    NotATranscript,
    TranscriptFileError,
    WrongPassphrase,
)
from testimony.transcript.record.disk import limits
from testimony.transcript.record.disk.file_checks import check_file, check_journal, is_encrypted
from testimony.transcript.record.disk.sqlite_errors import guard, is_locked, journal_of, restore_hint

_failed = sqlite3.OperationalError


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (_failed("database is locked"), Locked, "being written by another"),
        (
            sqlite3.OperationalError("database or disk is full"),
            TranscriptFileError,
            "saved before is safe",
        ),
        (_failed("disk I/O error"), TranscriptFileError, "saved before is safe"),
        (_failed("interrupted"), NotATranscript, "takes longer than any transcript"),
        (
            sqlite3.OperationalError("attempt to write a readonly database"),
            TranscriptFileError,
            "is read-only",
        ),
        (_failed("unable to open database file"), TranscriptFileError, "is read-only"),
        (sqlite3.DatabaseError("database disk image is malformed"), NotATranscript, "is damaged"),
        (
            sqlite3.DatabaseError("file is not a database"),
            NotATranscript,
            "is damaged, or is not",
        ),
        (sqlite3.DataError("string or blob too big"), NotATranscript, "is damaged"),
        (sqlite3.IntegrityError("history is sealed"), TranscriptFileError, "the record is append-only"),
        (_failed("no such thing"), TranscriptFileError, "no such thing"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no"), NotATranscript, "is damaged"),
        (OSError(errno.ENOSPC, "No space left"), TranscriptFileError, "No space left; what was saved"),
        (OSError(errno.EDQUOT, "Quota"), TranscriptFileError, "Quota; what was saved"),
        (OSError(errno.ENAMETOOLONG, "long"), TranscriptFileError, "is too long for this disk"),
        (
            OSError(errno.EACCES, "Permission denied"),
            TranscriptFileError,
            "cannot be used: Permission",
        ),
        (MemoryError(), TranscriptFileError, "needs more memory than there is"),
        (OverflowError(), TranscriptFileError, "needs more memory than there is"),
    ],
)
def test_each_error_is_one_sentence(
    tmp_path: Path, error: Exception, kind: type[Exception], said: str
) -> None:
    path = tmp_path / "case.testimony"
    with pytest.raises(TranscriptFileError, match=said) as caught, guard(path):
        raise error
    assert type(caught.value) is kind
    assert str(path) in caught.value.message
    assert caught.value.__cause__ is error


def test_what_is_no_error_of_a_file_goes_on(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), guard(tmp_path):
        raise ZeroDivisionError
    with pytest.raises(Locked, match="mine"), guard(tmp_path):
        raise Locked("mine")


def test_a_journal_to_play_back_and_a_passphrase_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    readonly = sqlite3.OperationalError("attempt to write a readonly database")
    with pytest.raises(InterruptedWrite, match=r"case\.testimony-journal"), guard(path, reading=True):
        raise readonly
    no_database = sqlite3.DatabaseError("file is not a database")
    with pytest.raises(WrongPassphrase), guard(path, encrypted=True):
        raise no_database
    with pytest.raises(TranscriptFileError, match="locked") as caught, guard(path, reading=True):
        raise _failed("no such table: locked")
    assert type(caught.value) is TranscriptFileError
    assert is_locked(_failed("database table is locked"))
    assert not is_locked(OSError("is locked"))
    assert not is_locked(_failed("no such table"))


def test_the_hint_names_a_journal_that_would_spoil_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    assert restore_hint(path).startswith("restore it from a copy")
    journal_of(path).touch()
    assert restore_hint(path).startswith(f"mv '{journal_of(path)}'")


def test_a_query_ends_when_its_budget_is_spent_and_a_larger_file_has_a_larger_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr(time, "thread_time", lambda: clock[0])
    small, large = tmp_path / "small", tmp_path / "large"
    small.write_bytes(b"")
    with large.open("wb") as file:
        file.truncate(10 * 2**20)
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000) SELECT max(i) FROM n"
    )
    for path, seconds in ((small, 3.0), (large, 8.0), (tmp_path / "none", 3.0)):
        connection = sqlite3.connect(":memory:")
        budget = limits.Budget(connection, path)
        budget.start()
        clock[0] += seconds
        assert connection.execute(endless).fetchone() == (300_000,)
        clock[0] += 0.01
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            connection.execute(endless).fetchone()
        budget.start()
        assert connection.execute(endless).fetchone() == (300_000,)


def test_a_value_and_a_statement_have_bounds() -> None:
    connection = sqlite3.connect(":memory:")
    limits.limit_values(connection)
    assert connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == 256 * 2**20
    assert connection.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) == 0
    with pytest.raises(sqlite3.Error):
        connection.execute("ATTACH ':memory:' AS other")
    with pytest.raises(sqlite3.Error, match="too big"):
        connection.execute("SELECT zeroblob(?)", (256 * 2**20 + 1,))


def test_what_looks_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "x"
    dice = os.urandom(8192)
    for content, expected in (
        (dice, True),
        (dice[:4096], True),
        (dice[:4095], False),
        (dice[:5000], False),
        (b"SQLite format 3\0" + dice[16:], False),
        (b"words " * 2048, False),
        (bytes(range(64)) * 128, False),
        (b"", False),
    ):
        path.write_bytes(content[: len(content) // 4096 * 4096] if content[:5] == b"words" else content)
        assert is_encrypted(path) is expected, content[:16]
    assert not is_encrypted(tmp_path)
    assert not is_encrypted(tmp_path / "none")
    assert not is_encrypted(tmp_path / "a\0b")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none", "There is no file"),
        ("a\0b", "is no name of a file"),
        (".", "is a folder"),
        ("empty", "is empty"),
    ],
)
def test_what_cannot_be_a_transcript_is_refused_before_sqlite_sees_it(
    tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "empty").touch()
    with pytest.raises(NotATranscript, match=said):
        check_file(tmp_path / name)


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_pipe_is_no_transcript_and_a_log_in_the_header_is_another_kind(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotATranscript, match="not a regular file"):
        check_file(tmp_path / "pipe")
    for at in (18, 19):
        header = bytearray(b"SQLite format 3\0".ljust(100, b"\1"))
        header[at] = 2
        (tmp_path / "wal").write_bytes(header)
        with pytest.raises(NotATranscript, match="WAL"):
            check_file(tmp_path / "wal")
    (tmp_path / "plain").write_bytes(b"SQLite format 3\0".ljust(100, b"\1"))
    check_file(tmp_path / "plain")


def test_a_journal_is_there_or_not_and_may_be_short(tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    assert check_journal(path) is False
    for content in (b"", b"1234567", b"12345678", b"x" * 600):
        journal_of(path).write_bytes(content)
        assert check_journal(path) is True
    journal_of(path).write_bytes(bytes.fromhex("d9d505f920a163d7"))
    with pytest.raises(TranscriptFileError, match="names another file"):
        check_journal(path)
