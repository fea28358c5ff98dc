"""Files as wholes: made beside the target, synced, given their name; copies for this user alone."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.record.database import guard

__all__ = ["copy_bytes", "put_in_place", "sync_folder", "temporary_beside"]


def temporary_beside(path: Path) -> Path:
    """A name in the same folder that nothing has."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")


def put_in_place(temporary: Path, path: Path, *, replace: bool) -> None:
    """Give a finished, synced file its name; with ``replace`` false an existing one is kept.

    Raises:
        TranscriptFileError: The name is taken.
    """
    with guard(path):
        if replace:
            temporary.replace(path)
        else:
            try:
                os.link(temporary, path)
            except FileExistsError:
                temporary.unlink()
                raise TranscriptFileError(f"{path} exists already.", "add --force to set it aside") from None
            except OSError:  # a file system without hard links
                temporary.rename(path)
            else:
                temporary.unlink()
        sync_folder(path.absolute().parent)


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
    descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as copy:
        with path.open("rb") as original:
            shutil.copyfileobj(original, copy)
        copy.flush()
        os.fsync(copy.fileno())
    sync_folder(target.absolute().parent)
