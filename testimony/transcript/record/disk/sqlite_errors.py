"""What SQLite, SQLCipher or the system raises, as one sentence of the error tree."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from testimony.transcript.errors import (
    InterruptedWrite,
    Locked,
    NotATranscript,
    TranscriptFileError,
    WrongPassphrase,
)

__all__ = ["guard", "interrupted_write", "is_database_error", "is_locked", "journal_of", "restore_hint"]

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


def journal_of(path: Path) -> Path:
    """The rollback journal that SQLite keeps beside a file; a link is followed as SQLite follows it."""
    return Path(f"{os.path.realpath(path)}-journal")


def restore_hint(path: Path) -> str:
    """How to put a good copy in a damaged file's place; names a journal that would spoil the copy."""
    journal = journal_of(path)
    if os.path.lexists(journal):
        return f"mv '{journal}' '{journal}.old', then restore {path.name} from a copy"
    return "restore it from a copy; testimony verify FILE says what was found"


def interrupted_write(path: Path) -> InterruptedWrite:
    """The error of reading a file whose last write was cut off."""
    return InterruptedWrite(
        f"{path} was being written when that process ended; {journal_of(path).name} beside it"
        " holds what stood before.",
        f"testimony recover '{path}'",
    )


def is_database_error(error: BaseException) -> bool:
    """True for errors of SQLite and of SQLCipher, which has a tree of its own."""
    return isinstance(error, sqlite3.Error) or type(error).__module__.startswith("sqlcipher3")


def is_locked(error: BaseException) -> bool:
    """True where another process holds the file for a moment."""
    return is_database_error(error) and "is locked" in str(error)


@contextlib.contextmanager
def guard(path: Path, *, encrypted: bool = False, reading: bool = False) -> Iterator[None]:
    """Turn what SQLite, SQLCipher or the system raises into one sentence.

    Args:
        path: The file that the sentence names.
        encrypted: The file is being opened with a passphrase, which may be wrong.
        reading: Nothing is being written, so that "read-only" can only speak of a journal to play back.
    """
    try:
        yield
    except OSError as error:
        raise _of_the_system(path, error) from error
    except (MemoryError, OverflowError) as error:
        raise TranscriptFileError(
            f"{path} needs more memory than there is; what was saved before is safe.",
            "close other programs, then do it again",
        ) from error
    except UnicodeDecodeError as error:  # SQLite's own message quotes the damaged bytes
        raise NotATranscript(f"{path} is damaged.", restore_hint(path)) from error
    except Exception as error:
        if not is_database_error(error):
            raise
        if reading and "readonly" in str(error):
            raise interrupted_write(path) from error
        raise _explained(path, error, encrypted) from error


def _of_the_system(path: Path, error: OSError) -> TranscriptFileError:
    if error.errno in _FULL:
        return _unwritten(path, error.strerror or "no space")
    if error.errno == errno.ENAMETOOLONG:
        return TranscriptFileError(f"The name {path} is too long for this disk.", "give it a shorter name")
    return TranscriptFileError(f"{path} cannot be used: {error.strerror or error}.")


def _unwritten(path: Path, why: str) -> TranscriptFileError:
    return TranscriptFileError(
        f"{path} could not be written: {why}; what was saved before is safe.",
        "free some space on the disk, then do it again",
    )


def _explained(path: Path, error: Exception, encrypted: bool) -> TranscriptFileError:
    low = str(error).lower()
    for words, explain in _EXPLANATIONS:
        if any(word in low for word in words):
            return explain(path, str(error), encrypted)
    return TranscriptFileError(f"{path}: {error}.")


def _no_database(path: Path, _text: str, encrypted: bool) -> TranscriptFileError:
    if encrypted:
        return WrongPassphrase(
            f"The passphrase does not open {path}, or its first page is damaged.", "type it again"
        )
    return NotATranscript(f"{path} is damaged, or is not a transcript.", restore_hint(path))


def _damaged(path: Path, text: str, _encrypted: bool) -> TranscriptFileError:
    return NotATranscript(f"{path} is damaged ({text}).", restore_hint(path))


def _endless(path: Path, _text: str, _encrypted: bool) -> TranscriptFileError:
    return NotATranscript(
        f"{path} is damaged: reading it takes longer than any transcript of its size does.",
        restore_hint(path),
    )


def _busy(path: Path, _text: str, _encrypted: bool) -> TranscriptFileError:
    return Locked(f"{path} is being written by another process.", "wait a moment, then try again")


def _readonly(path: Path, _text: str, _encrypted: bool) -> TranscriptFileError:
    return TranscriptFileError(
        f"{path} cannot be written: the file or its folder is read-only.",
        f"chmod u+rw '{path}', or copy it to a folder you can write to",
    )


def _sealed(path: Path, text: str, _encrypted: bool) -> TranscriptFileError:
    return TranscriptFileError(f"{path}: {text}; the record is append-only.")


_EXPLANATIONS = (
    (("not a database", "hmac check failed"), _no_database),
    (("malformed", "corrupt", "encoding", "utf-8", "too big"), _damaged),
    (("interrupted",), _endless),
    (("disk is full", "disk i/o error"), lambda path, text, _: _unwritten(path, text)),
    (("is locked",), _busy),
    (("readonly", "unable to open"), _readonly),
    (("sealed",), _sealed),
)
