"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from testimony.transcript.errors import ExportError, OutputExists
from testimony.transcript.record.disk.leftovers import hidden_name, sweep

__all__ = ["refuse_existing", "write_file"]


def refuse_existing(path: Path, *, force: bool) -> None:
    """Say early that the output is there already, or cannot be a file.

    Raises:
        OutputExists: The path is taken and ``force`` is not given.
        ExportError: The path is a folder, a device or a pipe.
    """
    with _one_sentence(path):
        folder = path.is_dir()
        taken = path.exists() or path.is_symlink()
        special = taken and path.exists() and not path.is_file()
    if folder:
        raise ExportError(
            f"{path} is a folder, not a file to write.", f"Name a file: -o {path / 'transcript'}"
        )
    if special and not folder:  # a device or a pipe: --force must not put a file in its place
        raise ExportError(f"{path} is no ordinary file.", "Leave -o out to write to standard output.")
    if not force and taken:
        raise OutputExists(
            f"{path} exists already.", "Add --force to overwrite it, or name another file with -o."
        )


def write_file(
    path: Path, data: bytes | Iterable[bytes], *, force: bool, check: Callable[[Path], None] | None = None
) -> None:
    """Write beside the target, fsync, rename: a crash leaves the old file or the new one.

    The file is readable by its owner alone (mode 0600): a transcript can endanger people.

    Args:
        path: Where the file appears once it is whole.
        data: Everything in it, whole or in pieces.
        force: Replace what is there.
        check: Called with the written file before it gets its name; what it raises stops the export.

    Raises:
        OutputExists: The path is taken and ``force`` is not given.
        ExportError: The disk is full, the folder is missing or may not be written to.
    """
    refuse_existing(path, force=force)
    with _one_sentence(path):
        sweep(path)
        temporary = hidden_name(path)
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "wb") as stream:
                for piece in (data,) if isinstance(data, bytes) else data:
                    stream.write(piece)
                stream.flush()
                os.fsync(stream.fileno())
            if check is not None:
                check(temporary)
            _put(temporary, path, force=force)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)


def _put(temporary: Path, path: Path, *, force: bool) -> None:
    if force:
        temporary.replace(path)
        return
    try:
        path.hardlink_to(temporary)  # unlike a rename, it never replaces what came in between
    except FileExistsError:
        refuse_existing(path, force=False)
    except OSError:
        temporary.replace(path)  # a file system without hard links


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every platform lets a folder be opened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _one_sentence(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reasons = {
            errno.ENOSPC: ("the disk is full", "Free some space or name another place with -o."),
            errno.EFBIG: ("it would be larger than this system allows", "Raise the limit: ulimit -f"),
            errno.EDQUOT: ("your disk quota is used up", "Free some space or name another place with -o."),
            errno.ENOENT: (f"there is no folder {path.parent}", f"Make it: mkdir -p {path.parent}"),
            errno.ENOTDIR: (f"{path.parent} is not a folder", "Name another place with -o."),
            errno.EACCES: (f"you may not write into {path.parent}", "Name another place with -o."),
            errno.EPERM: (f"you may not write into {path.parent}", "Name another place with -o."),
            errno.EROFS: ("the file system is read-only", "Name another place with -o."),
            errno.ENAMETOOLONG: ("the name is too long", "Name a shorter one with -o."),
        }
        what, hint = reasons.get(
            error.errno or 0, (error.strerror or str(error), "Name another place with -o.")
        )
        raise ExportError(f"{path} could not be written: {what}.", hint) from error
