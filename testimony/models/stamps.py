"""Remember that a large file was hashed, so that a start does not read gigabytes again.

A stamp holds the file's size, modification time, change time, inode and device, when it was hashed, and
what came out. It is believed only if all of them still agree, for a week, and only for files above
``STAMPED_FROM``; ``models verify`` never asks it. It lies in ``$TESTIMONY_HOME/models/.stamps.json`` and may
be deleted at any time. See ``docs/decisions/0031-verifying-models.md``.
"""

from __future__ import annotations

import time
from pathlib import Path

from testimony.models.remembered import read_remembered, write_remembered
from testimony.runtime.hashing import sha256_of
from testimony.text.json_values import JsonObject

__all__ = ["STAMPED_FROM", "Stamps"]

STAMPED_FROM = 32 << 20
"""Bytes. Hashing this takes about 0.03–0.1 s; below it a stamp saves nothing."""
_BELIEVED_NS = 7 * 24 * 3600 * 10**9
_TOO_FRESH_NS = 2 * 10**9
"""A file changed this shortly before it was hashed may change again within one tick of the disk's clock."""


class Stamps:
    """The stamps of one ``$TESTIMONY_HOME``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def sha256(self, file: Path) -> str:
        """Hash of a file, from its stamp where that can be believed.

        Raises:
            OSError: It cannot be read.
        """
        before = _state(file)
        if before["size"] < STAMPED_FROM:
            return sha256_of(file)
        key = str(file.resolve())
        stamps = read_remembered(self._path)
        stamp = stamps.get(key)
        now = time.time_ns()
        if isinstance(stamp, dict) and _agrees(stamp, before, now):
            return str(stamp["sha256"])
        sha256 = sha256_of(file)
        if _state(file) == before and max(before["mtime_ns"], before["ctime_ns"]) + _TOO_FRESH_NS < now:
            stamps[key] = {**before, "hashed_ns": now, "sha256": sha256}
            # A home that cannot be written costs time, not correctness.
            write_remembered(
                self._path, {name: value for name, value in stamps.items() if Path(name).exists()}
            )
        return sha256


def _state(file: Path) -> dict[str, int]:
    status = file.stat()
    return {
        "size": status.st_size,
        "mtime_ns": status.st_mtime_ns,
        "ctime_ns": status.st_ctime_ns,
        "inode": status.st_ino,
        "device": status.st_dev,
    }


def _agrees(stamp: JsonObject, state: dict[str, int], now: int) -> bool:
    hashed = stamp.get("hashed_ns")
    return (
        isinstance(hashed, int)
        and 0 <= now - hashed < _BELIEVED_NS
        and isinstance(stamp.get("sha256"), str)
        and all(stamp.get(key) == value for key, value in state.items())
    )
