"""Files as wholes: made beside the target, synced, given their name; copies for this user alone."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from testimony.transcript.errors import Locked, TranscriptFileError
from testimony.transcript.record.disk.file_checks import FileMark, file_mark
from testimony.transcript.record.disk.leftovers import hidden_name
from testimony.transcript.record.disk.sqlite_errors import guard

__all__ = [
    "automatic_copies",
    "copied_bytes",
    "copy_bytes",
    "free_name",
    "put_in_place",
    "remove_own",
    "sync_folder",
    "temporary_beside",
]


def temporary_beside(path: Path) -> Path:
    """A hidden name in the same folder that nothing has, and that says which process made it."""
    return hidden_name(path)


def free_name(path: Path, suffix: str) -> Path:
    """The first of ``path`` + suffix + ``-1``, ``-2``, … that nothing has."""
    number = 1
    while os.path.lexists(candidate := path.with_name(f"{path.name}{suffix}-{number}")):
        number += 1
    return candidate


def automatic_copies(path: Path) -> Iterator[Path]:
    """Copies that recovering a write or bringing a file to today's schema set aside, unasked."""
    made = re.compile(rf"{re.escape(path.name)}\.(interrupted|schema-\d+)\.bak-\d+(-journal)?")
    with os.scandir(path.absolute().parent) as listing:
        for entry in listing:
            if made.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                yield Path(entry.path)


def put_in_place(temporary: Path, path: Path, *, replace: FileMark | None = None) -> None:
    """Give a finished, synced file its name.

    Args:
        temporary: The file; it never stays behind under its hidden name.
        path: Its name from now on.
        replace: The file that is to be replaced; None where the name must be free.

    Raises:
        TranscriptFileError: The name is taken.
        Locked: Another file has the name than the one that is to be replaced.
    """
    try:
        with guard(path):
            if replace is not None:
                if not file_mark(path).is_same_file(replace):
                    raise Locked(f"{path} was replaced by another file meanwhile.", "open it again")
                temporary.replace(path)
            else:
                _give_free_name(temporary, path)
            sync_folder(path.absolute().parent)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _give_free_name(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise TranscriptFileError(f"{path} exists already.", "add --force to set it aside") from None
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            raise TranscriptFileError(f"{path} exists already.", "add --force to set it aside") from None
        temporary.rename(path)


def remove_own(path: Path, mark: FileMark) -> bool:
    """Remove a file of ours, and nothing else that has its name by now; True when it was removed.

    The file first gets a name that nobody else uses. Then it is looked at, and put back where it is
    another one.
    """
    with guard(path):
        if not file_mark(path).is_same_file(mark):
            return False
        taken = temporary_beside(path)
        path.rename(taken)
        if not file_mark(taken).is_same_file(mark):
            os.link(taken, path)
            taken.unlink()
            return False
        taken.unlink()
        sync_folder(path.absolute().parent)
    return True


def sync_folder(folder: Path) -> None:
    """Make a new name survive a power cut, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def copy_bytes(path: Path, target: Path) -> None:
    """A synced copy of a file's bytes, for this user alone; never over an existing file."""
    with copied_bytes(path, target):
        pass


@contextlib.contextmanager
def copied_bytes(path: Path, target: Path) -> Iterator[None]:
    """As ``copy_bytes``, with the original kept open inside the ``with`` statement.

    Whoever closes a file loses all POSIX locks that the process has on it (fcntl(2)), those of SQLite
    too. So a copy inside a transaction closes the original only after the transaction.
    """
    with path.open("rb") as original:
        try:
            descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as copy:
                shutil.copyfileobj(original, copy)
                copy.flush()
                os.fsync(copy.fileno())
            sync_folder(target.absolute().parent)
        except BaseException:
            with contextlib.suppress(OSError):
                target.unlink(missing_ok=True)
            raise
        yield
