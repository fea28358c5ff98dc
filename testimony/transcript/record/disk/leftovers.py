"""Hidden files of work that was cut off: named so that whoever comes next can tell and remove them.

A file is made under a hidden name beside its target and renamed when it is whole. A process that is
killed in between leaves it there, with words in it. Its name says which process made it, so that the
next command removes what a dead process of this system left, and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from testimony.transcript.record.disk.file_checks import MAGIC, is_encrypted
from testimony.transcript.record.disk.processes import ProcessMark, is_alive, this_process, this_system

__all__ = ["Leftover", "hidden_name", "leftovers_in", "leftovers_of", "sweep"]

_LONGEST: Final = 255  # bytes of a file's name on the usual file systems
_MARK: Final = 80  # bytes that the mark takes at most, with the "-journal" that SQLite adds
_NAME = re.compile(
    r"\.(?P<target>.+)\.(?:(?P<system>[0-9a-f]{8})-(?P<pid>\d+)-(?P<start>\d*)-)?"
    r"[0-9a-f]{8}\.partial(?P<journal>-journal)?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A hidden file that was made beside a target.

    Attributes:
        target: Name of the file that it was to become (cut where it is long).
        is_dead: True when its process is gone, False when it lives, None where nobody here can tell.
        is_second_name: It is the target itself, under a second name.
    """

    path: Path
    target: str
    is_dead: bool | None
    is_second_name: bool

    def __str__(self) -> str:
        return f"{self.path} ({'a second name of' if self.is_second_name else 'made for'} {self.target})"


def hidden_name(path: Path) -> Path:
    """A hidden name beside a path that nothing has, and that says which process gave it."""
    process = this_process()
    start = process.start.rpartition(":")[2]
    mark = f"{_system()}-{process.pid}-{start if start.isdigit() else ''}-{secrets.token_hex(4)}"
    return path.with_name(f".{_cut(path.name)}.{mark}.partial")


def _system() -> str:
    return hashlib.sha256(this_system().encode("utf-8")).hexdigest()[:8]


def _cut(name: str) -> str:
    data = os.fsencode(name)
    if len(data) <= _LONGEST - _MARK:
        return name
    return data[: _LONGEST - _MARK].decode("utf-8", "ignore")


def leftovers_in(folder: Path) -> Iterator[Leftover]:
    """Every hidden file of ours in a folder, whatever it was made for."""
    with contextlib.suppress(OSError), os.scandir(folder) as listing:
        for entry in listing:
            match = _NAME.fullmatch(entry.name)
            if match is None or not entry.is_file(follow_symlinks=False):
                continue
            path = Path(entry.path)
            target = folder / match["target"]
            yield Leftover(path, match["target"], _is_dead(match), _is_same(path, target))


def leftovers_of(path: Path) -> list[Leftover]:
    """The hidden files that were made for one target."""
    name = _cut(path.name)
    return [one for one in leftovers_in(path.absolute().parent) if one.target == name]


def _is_dead(match: re.Match[str]) -> bool | None:
    if match["system"] != _system():
        return None
    start = f"{this_process().start.rpartition(':')[0]}:{match['start']}" if match["start"] else ""
    return not is_alive(ProcessMark("", int(match["pid"]), start))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samestat(one.lstat(), other.stat())
    except (OSError, ValueError):
        return False


def sweep(path: Path, *, holding: bool = False) -> list[Leftover]:
    """Remove what a dead process left beside a transcript; what stays is returned.

    Args:
        path: The transcript.
        holding: This process holds the transcript's lock: nobody else rewrites it now, so that a hidden
            file without a process in its name (of version 0.1) is dead too.
    """
    left = []
    for one in leftovers_of(path):
        if not _may_go(one, holding=holding):
            left.append(one)
            continue
        try:
            one.path.unlink(missing_ok=True)
        except OSError:
            left.append(one)
    return [one for one in left if one.is_dead is not False]


def _may_go(one: Leftover, *, holding: bool) -> bool:
    try:
        facts = one.path.lstat()
    except OSError:
        return False
    mine = os.name != "posix" or facts.st_uid == os.geteuid()
    if not mine or not stat.S_ISREG(facts.st_mode):
        return False
    if one.is_second_name:
        return one.is_dead is not False
    if facts.st_nlink > 1:
        return False
    return one.is_dead is True or (one.is_dead is None and holding and _is_ours(one.path))


def _is_ours(path: Path) -> bool:
    """What an unmarked hidden file holds: a transcript that was begun, plain or encrypted, or nothing yet."""
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
    except OSError:
        return False
    return not head or head == MAGIC or is_encrypted(path)
