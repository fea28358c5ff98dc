"""A write that was cut off is taken back: only by the journal of this very file, and on a copy first.

SQLite plays back any journal that has the file's name. One that lay there while the file was restored
from a copy takes acknowledged edits back; one that somebody put there writes whatever it holds. So the
journal is tried on a copy. Every write leaves a random number, and the number of the write before it,
in the table ``stamp``: the file as it lies must be the state that the journal gives back, or the write
right after it.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.record import history
from testimony.transcript.record.checks.schema_check import refuse_foreign_schema
from testimony.transcript.record.disk.database import connect, schema_version
from testimony.transcript.record.disk.file_checks import MAGIC, check_journal
from testimony.transcript.record.disk.files import copy_bytes, free_name, temporary_beside
from testimony.transcript.record.disk.sqlite_errors import guard, journal_of
from testimony.transcript.record.migrations import SCHEMA_VERSION
from testimony.transcript.record.seal import verify

__all__ = ["recover"]

_COUNTER = slice(24, 28)  # of the header: grows by one with every write (sqlite.org/fileformat2.html)
_STAMPED = 3  # the schema version that has stamps


@dataclass(frozen=True, slots=True)
class _Moment:
    """Which write a file stands at.

    Attributes:
        counter: Of a plain file; None where the file is encrypted.
    """

    this: bytes
    before: bytes
    counter: int | None

    def can_follow(self, earlier: _Moment) -> bool:
        """True for the same moment and for the write right after it."""
        known = self.counter is not None and earlier.counter is not None
        if known and self.counter not in (earlier.counter, earlier.counter + 1):  # type: ignore[operator]
            return False
        return earlier.this in (self.this, self.before)


def recover(path: Path, passphrase: str | None) -> Path:
    """Prove that a journal is the file's own and set both aside; whoever opens the file next plays it back.

    Returns:
        The copy of the file as it was found; its journal lies beside it.

    Raises:
        TranscriptFileError: The journal belongs to another file or another state of it, or does not
            give a whole transcript.
    """
    journal = journal_of(path)
    if not check_journal(path):
        raise TranscriptFileError(
            f"There is no {journal} to take a write back with.", f"testimony verify {path}"
        )
    stood = _played_back(path, journal, passphrase)
    lies = _as_it_lies(path, passphrase)
    if stood is None or (lies is not None and not lies.can_follow(stood)):
        raise TranscriptFileError(
            f"{journal} is not the journal of {path.name} as it now stands: playing it back would undo what"
            " was saved since.",
            f"mv '{journal}' '{journal}.old', then testimony verify '{path}'",
        )
    aside = free_name(path, ".interrupted.bak")
    with guard(path):
        copy_bytes(path, aside)
        copy_bytes(journal, journal_of(aside))
    return aside


def _played_back(path: Path, journal: Path, passphrase: str | None) -> _Moment | None:
    """Where the file stands once the journal is played back; None where that is no whole transcript."""
    trial = temporary_beside(path)
    try:
        with guard(path):
            copy_bytes(path, trial)
            copy_bytes(journal, journal_of(trial))
        try:
            return _moment_of(trial, "rw", passphrase)
        except TranscriptFileError:
            return None
    finally:
        for one in (trial, journal_of(trial)):
            with contextlib.suppress(OSError):
                one.unlink(missing_ok=True)


def _as_it_lies(path: Path, passphrase: str | None) -> _Moment | None:
    """Where the file stands without its journal; None where pages were half written."""
    try:
        return _moment_of(path, "immutable", passphrase)
    except TranscriptFileError:
        return None


def _moment_of(path: Path, mode: str, passphrase: str | None) -> _Moment:
    database = connect(path, "rw" if mode == "rw" else "immutable", passphrase)
    with contextlib.closing(database), database.transaction(write=False) as connection:
        version = schema_version(connection, path, SCHEMA_VERSION)
        refuse_foreign_schema(connection, path, version)
        if mode == "rw":
            sound = verify(connection).is_clean
        else:
            sound = connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        if not sound:
            raise TranscriptFileError(f"{path} is not whole.")
        if version >= _STAMPED:
            this, before = connection.execute("SELECT this, before FROM stamp").fetchone()
        else:
            seq, this = history.head(connection)
            query = "SELECT previous FROM history WHERE seq = ?"
            before = connection.execute(query, (seq,)).fetchone()[0]
    return _Moment(this, before, _counter(path))


def _counter(path: Path) -> int | None:
    with guard(path), path.open("rb") as file:
        head = file.read(100)
    return int.from_bytes(head[_COUNTER], "big") if head.startswith(MAGIC) else None
