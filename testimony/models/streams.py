"""Packed streams of somebody else's archive, read so that neither a header nor a dictionary takes memory."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["BoundedStream", "central_directory_bytes", "open_unpacked"]

_LARGEST_READ = 4 << 20
"""Bytes. Data is read in pieces of 1 MB; a header that asks for more than this at once is an attack."""
_DICTIONARY = 256 << 20
"""Bytes of memory for unpacking xz; its own highest level takes 65 MB."""
_TAIL = 66_000
_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"


class BoundedStream(io.RawIOBase):
    """A seekable stream that refuses a read that is too large, and too many bytes altogether."""

    def __init__(self, stream: BinaryIO, allowed: int) -> None:
        self._stream = stream
        self._left = allowed

    def read(self, size: int = -1) -> bytes:
        """Read at most ``size`` bytes.

        Raises:
            tarfile.ReadError: The archive asks for more than any archive needs.
        """
        if not 0 <= size <= _LARGEST_READ:
            raise tarfile.ReadError(f"a header says that {size:,} bytes belong to it")
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise tarfile.ReadError("it grows without end")
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to a byte of the unpacked stream; moving forward unpacks what lies between."""
        if whence == os.SEEK_SET:
            while (ahead := offset - self._stream.tell()) > 0 and self.read(min(ahead, _LARGEST_READ)):
                pass
            if ahead >= 0:
                return self._stream.tell()
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """Bytes from the start of the unpacked stream."""
        return self._stream.tell()

    def close(self) -> None:
        """Close the stream behind it as well."""
        self._stream.close()
        super().close()


def open_unpacked(path: Path) -> BinaryIO:
    """Open a file as what it is when unpacked: gzip, bzip2, xz, or the bytes themselves.

    Raises:
        OSError: It cannot be read.
    """
    file = path.open("rb")
    head = file.read(6)
    file.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb"))
    if head.startswith(b"BZh"):
        return cast("BinaryIO", bz2.BZ2File(file))
    if head.startswith((b"\xfd7zXZ", b"\x5d\x00\x00")):
        return cast("BinaryIO", io.BufferedReader(_XzStream(file)))
    return file


class _XzStream(io.RawIOBase):
    """An xz stream unpacked with a limit to its memory, which ``lzma.open`` cannot set."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._restart()

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be read again from its start."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer as far as there are bytes; gives their number, 0 at the end."""
        target = memoryview(buffer).cast("B")
        while not self._decoder.eof:
            packed = self._file.read(1 << 16) if self._decoder.needs_input else b""
            data = self._decoder.decompress(packed, max_length=len(target))
            if data:
                target[: len(data)] = data
                self._position += len(data)
                return len(data)
            if not packed and self._decoder.needs_input:
                raise EOFError("the compressed file ended before its end was marked")
        return 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go back to the start, or stay: other moves are made by reading."""
        if whence == os.SEEK_SET and offset == 0:
            self._file.seek(0)
            self._restart()
        elif not (whence == os.SEEK_SET and offset == self._position):
            raise io.UnsupportedOperation("an xz stream is read from its start")
        return self._position

    def tell(self) -> int:
        """Bytes unpacked so far."""
        return self._position

    def close(self) -> None:
        """Close the packed file."""
        self._file.close()
        super().close()

    def _restart(self) -> None:
        self._decoder = lzma.LZMADecompressor(memlimit=_DICTIONARY)
        self._position = 0


def central_directory_bytes(path: Path) -> int:
    """Size of a zip's list of members, as its end says; Python reads all of it before the first member.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read()
    at, large = tail.rfind(_END), tail.rfind(_END64)
    stated = struct.unpack_from("<I", tail, at + 12)[0] if 0 <= at <= len(tail) - 16 else 0
    if 0 <= large <= len(tail) - 48:
        stated = max(stated, struct.unpack_from("<Q", tail, large + 40)[0])
    return int(stated)
