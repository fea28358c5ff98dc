"""Unpack an archive that somebody else made, and write nothing outside one folder.

Every member is looked at before the first byte is written: absolute paths, ``..``, drive letters, links,
devices, passwords and duplicate names refuse the whole archive. Sizes are counted while unpacking, because
headers lie.
"""

from __future__ import annotations

import lzma
import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from testimony.models.streams import BoundedStream, central_directory_bytes, open_unpacked
from testimony.text.file_names import stays_inside
from testimony.transcript.errors import ModelDamaged, ModelUnsupported

__all__ = ["unpack"]

_MOST_MEMBERS = 10_000
_MOST_BYTES = 32 << 30
_HIGHEST_RATIO = 200
"""Weights hardly compress, vocabularies four times. An archive that grows more than this is a bomb."""
_FREE_GROWTH = 64 << 20
"""Bytes that any archive may unpack to, whatever the ratio."""
_PIECE = 1 << 20
_LARGEST_LIST = 16 << 20
"""Bytes of a zip's list of members: 10,000 of them with the longest names that anybody uses."""
_FAULTS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    ValueError,
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    size: int
    is_folder: bool
    fault: str
    open: Callable[[], IO[bytes]]


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a zip (``.argosmodel``) or tar into an existing empty folder.

    Raises:
        ModelUnsupported: It is no archive.
        ModelDamaged: It is damaged, or a member of it would harm; nothing outside ``folder`` was written.
    """
    try:
        with _members(archive) as members:
            _check(archive, members, folder)
            _write_all(archive, members, folder)
    except _FAULTS as error:
        raise _damaged(archive, str(error)) from None
    except OSError as error:
        if error.errno is not None:
            raise
        raise _damaged(archive, str(error)) from None  # gzip and bzip2 report damage so


@contextmanager
def _members(archive: Path) -> Iterator[list[_Member]]:
    if zipfile.is_zipfile(archive):
        if central_directory_bytes(archive) > _LARGEST_LIST:
            raise _refused(archive, f"it holds more than {_MOST_MEMBERS:,} files")
        with zipfile.ZipFile(archive) as opened:
            yield [_zip_member(opened, info) for info in opened.infolist()[: _MOST_MEMBERS + 1]]
        return
    # Listing unpacks once, writing once more; a rewind between them may cost a third pass.
    with BoundedStream(open_unpacked(archive), 3 * _allowed(archive)) as stream:
        try:
            packed = tarfile.TarFile(fileobj=stream, mode="r")
        except tarfile.ReadError as error:
            if not _looks_packed(archive):
                raise ModelUnsupported(
                    f"{archive} is neither a folder nor an archive (.argosmodel, .zip, .tar) of a model.",
                    "testimony models add DIR_OR_ARCHIVE",
                ) from None
            raise _damaged(archive, str(error)) from None
        with packed:
            yield list(_tar_members(packed, _allowed(archive)))


def _looks_packed(archive: Path) -> bool:
    with archive.open("rb") as file:
        head = file.read(512)
    return head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")) or b"ustar" in head


def _zip_member(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> _Member:
    kind = stat.S_IFMT(info.external_attr >> 16)
    fault = ""
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        fault = "is a link or a device"
    elif info.flag_bits & 1:
        fault = "is locked with a password"
    return _Member(info.orig_filename, info.file_size, info.is_dir(), fault, lambda: opened.open(info))


def _tar_members(packed: tarfile.TarFile, allowed: int) -> Iterator[_Member]:
    """Members until there are too many or they hold too much: listing a packed tar unpacks it."""
    total = 0
    for number, info in enumerate(packed):
        if number > _MOST_MEMBERS or total > allowed:
            return
        total += info.size
        fault = "" if info.isreg() or info.isdir() else "is a link or a device"

        def read(info: tarfile.TarInfo = info) -> IO[bytes]:
            file = packed.extractfile(info)
            if file is None:
                raise tarfile.ReadError(f"{info.name} holds no bytes")
            return file

        name = info.name.removeprefix("./")
        if name != ".":
            yield _Member(name, info.size, info.isdir(), fault, read)


def _check(archive: Path, members: list[_Member], folder: Path) -> None:
    if len(members) > _MOST_MEMBERS:
        raise _refused(archive, f"it holds more than {_MOST_MEMBERS:,} files")
    seen: set[str] = set()
    for member in members:
        if not stays_inside(member.name):
            raise _refused(archive, f"its member {member.name!r} would be written outside its folder")
        if member.fault:
            raise _refused(archive, f"its member {member.name!r} {member.fault}")
        key = member.name.rstrip("/").casefold()
        if key in seen and not member.is_folder:
            raise _refused(archive, f"it holds {member.name!r} twice")
        seen.add(key)
    total = sum(member.size for member in members)
    if total > _allowed(archive):
        raise _refused(archive, f"it would grow to {total:,} bytes")
    free = shutil.disk_usage(folder).free
    if total > free:
        raise ModelDamaged(
            f"{archive} needs {total:,} bytes, but the disk of {folder.parent} has {free:,} left.",
            f"df -h {folder.parent}",
        )


def _allowed(archive: Path) -> int:
    return min(_MOST_BYTES, _FREE_GROWTH + _HIGHEST_RATIO * archive.stat().st_size)


def _write_all(archive: Path, members: list[_Member], folder: Path) -> None:
    left = _allowed(archive)
    for member in members:
        target = folder / member.name
        if member.is_folder:
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with member.open() as source, target.open("xb") as out:
            while piece := source.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise _refused(archive, "it grows without end")
                out.write(piece)


def _damaged(archive: Path, why: str) -> ModelDamaged:
    return ModelDamaged(
        f"{archive} is a damaged archive: {why}.", "Get it again, then: testimony models add FILE"
    )


def _refused(archive: Path, why: str) -> ModelDamaged:
    return ModelDamaged(
        f"{archive} is refused: {why}.", "Get the archive from its maker again; nothing was installed."
    )
