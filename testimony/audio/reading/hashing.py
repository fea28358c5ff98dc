"""Hash files: in one go, or while a demuxer reads them in whatever order it likes."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

__all__ = ["HashingFile"]

_PIECE = 1 << 20
_CATCH_UP = 16 << 20
"""Bytes. A jump ahead of at most this much is hashed on the spot, while the disk cache still has it; a longer
one (an index at the end of the file) is left for when the demuxer comes back, or for the end."""


class HashingFile:
    """A read-only file object for libav that hashes in file order, each byte once.

    It never raises out of a callback of libav, which would print the exception and drop it: a failed read
    is the end of the file there, and ``failure`` keeps the reason.
    """

    def __init__(self, file: io.FileIO) -> None:
        self._file = file
        self._position = 0
        self._hashed = 0
        self._digest = hashlib.sha256()
        self.failure: OSError | None = None
        self.before = os.fstat(file.fileno())

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes from where the file stands; empty at the end or on a failure."""
        try:
            self._catch_up()
            self._file.seek(self._position)
            data = self._file.read(size)
        except OSError as error:
            self.failure = self.failure or error
            return b""
        if self._position <= self._hashed < self._position + len(data):
            self._digest.update(memoryview(data)[self._hashed - self._position :])
            self._hashed = self._position + len(data)
        self._position += len(data)
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to a byte; a nonsense offset moves nothing and gives -1, which libav takes as an error."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.before.st_size}.get(whence)
        if start is None or start + offset < 0:
            return -1
        self._position = start + offset
        return self._position

    def tell(self) -> int:
        """The byte at which the next read begins."""
        return self._position

    def peek_at(self, offset: int, size: int) -> bytes:
        """Bytes from anywhere, without moving and without hashing; empty on a failure."""
        try:
            self._file.seek(max(0, offset))
            return self._file.read(size)
        except OSError as error:
            self.failure = self.failure or error
            return b""

    def hexdigest(self) -> str:
        """SHA-256 of the whole file: what was not read yet is read now.

        Raises:
            OSError: It cannot be read to its end.
        """
        if self.failure is not None:
            raise self.failure
        self._hash_until(None)
        return self._digest.hexdigest()

    def size_now(self) -> int:
        """Bytes of the file as it is now."""
        return os.fstat(self._file.fileno()).st_size

    def was_touched(self, path: Path) -> bool:
        """True when the file has another time than when it was opened, or another file lies there."""
        held = os.fstat(self._file.fileno())
        try:
            named = path.stat()
        except OSError:
            return True
        return held.st_mtime_ns != self.before.st_mtime_ns or not os.path.samestat(held, named)

    def fileno(self) -> int:
        """The number of the open file."""
        return self._file.fileno()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _catch_up(self) -> None:
        if self._hashed < self._position <= self._hashed + _CATCH_UP:
            self._hash_until(self._position)

    def _hash_until(self, end: int | None) -> None:
        self._file.seek(self._hashed)
        while end is None or self._hashed < end:
            piece = self._file.read(_PIECE if end is None else min(_PIECE, end - self._hashed))
            if not piece:
                break
            self._digest.update(piece)
            self._hashed += len(piece)
