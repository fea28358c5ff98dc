"""Where the fork server of the decoders' cells has its socket: in a folder that says which process made it.

Python makes such a folder in the temporary folder and removes it when the process ends. One that is killed
leaves it there; the next process that decodes, or the batch whose engine it was, takes it away.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from multiprocessing.util import Finalize
from pathlib import Path

from testimony.transcript.record.disk.leftovers import dead_folders, process_folder

__all__ = ["remove_socket_folder", "sockets_in_own_folder", "sweep_socket_folders"]

_PYTHONS_PART = len("/pymp-12345678/listener-12345678")
_LONGEST = 100  # bytes of a socket's path; macOS takes 104, Linux 108 (unix(7))
_AFTER_PYTHONS = -200  # Python removes its own folder, inside ours, with -100
_own: list[Path] = []  # the folder, once this process has one


@contextlib.contextmanager
def sockets_in_own_folder() -> Iterator[None]:
    """Let Python put the sockets that it makes inside the block into a folder of this process.

    Where the temporary folder has too long a name for that, they lie where Python puts them.
    """
    before = tempfile.tempdir
    if not _own:
        sweep_socket_folders()
        folder = process_folder(Path(tempfile.gettempdir()))
        if len(os.fsencode(folder)) + _PYTHONS_PART > _LONGEST:
            yield
            return
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        _own.append(folder)
        Finalize(None, remove_socket_folder, exitpriority=_AFTER_PYTHONS)
    tempfile.tempdir = str(_own[0])
    try:
        yield
    finally:
        tempfile.tempdir = before


def remove_socket_folder() -> None:
    """Remove the folder; also called where a process ends without Python's own clean-up."""
    for folder in _own:
        shutil.rmtree(folder, ignore_errors=True)


def sweep_socket_folders() -> None:
    """Take away what processes of this system left that were killed."""
    for folder in dead_folders(Path(tempfile.gettempdir()), "sockets"):
        shutil.rmtree(folder, ignore_errors=True)
