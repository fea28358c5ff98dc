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
from itertools import islice
from pathlib import Path
from typing import Final

from testimony.transcript.record.disk.file_checks import MAGIC, is_encrypted
from testimony.transcript.record.disk.processes import ProcessMark, is_alive, this_process, this_system

__all__ = [
    "Leftover",
    "dead_folders",
    "hidden_folder",
    "hidden_name",
    "leftovers_in",
    "process_folder",
    "sweep",
]

_LONGEST: Final = 255  # bytes of a file's name on the usual file systems
_MARK: Final = 80  # bytes that the mark takes at most, with the "-journal" that SQLite adds
# A batch opens a hundred thousand transcripts in one folder; looking through all of it each time takes hours.
_MOST_FILES: Final = 10_000
_MARKED = r"(?:(?P<system>[0-9a-f]{8})-(?P<pid>\d{1,10})-(?P<start>\d*)-)"
_NAME = re.compile(rf"\.(?P<target>.+)\.{_MARKED}?[0-9a-f]{{8}}\.partial(?:-journal|\.txt)?", re.DOTALL)
_FOLDERS = {
    "incoming": re.compile(rf"\.incoming-{_MARKED}[0-9a-f]{{8}}"),
    "sockets": re.compile(rf"\.ts-{_MARKED.removesuffix('-)')})"),  # short: a socket's path has 108 bytes
}


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


def hidden_name(path: Path, ending: str = "") -> Path:
    """A hidden name beside a path that nothing has, and that says which process gave it.

    Args:
        path: What the file is to become.
        ending: ``.txt`` for a program that looks at the ending.
    """
    return path.with_name(f".{_cut(path.name)}.{_mark()}.partial{ending}")


def hidden_folder(root: Path) -> Path:
    """A name for a folder of work in progress, that says which process gave it."""
    return root / f".incoming-{_mark()}"


def process_folder(root: Path) -> Path:
    """A name for the one folder of this process's sockets, that says whose it is."""
    return root / f".ts-{_process_mark()}"


def dead_folders(root: Path, kind: str = "incoming") -> Iterator[Path]:
    """Folders of ours whose process of this system is gone.

    Args:
        root: Where they lie.
        kind: ``incoming`` for work in progress, ``sockets`` for those of ``process_folder``.
    """
    with contextlib.suppress(OSError), os.scandir(root) as listing:
        for entry in islice(listing, _MOST_FILES):
            match = _FOLDERS[kind].fullmatch(entry.name)
            if match is not None and entry.is_dir(follow_symlinks=False) and _is_dead(match):
                facts = entry.stat(follow_symlinks=False)
                if os.name != "posix" or facts.st_uid == os.geteuid():
                    yield Path(entry.path)


def _mark() -> str:
    return f"{_process_mark()}-{secrets.token_hex(4)}"


def _process_mark() -> str:
    process = this_process()
    start = process.start.rpartition(":")[2]
    return f"{_system()}-{process.pid}-{start if start.isdigit() else ''}"


def _system() -> str:
    return hashlib.sha256(this_system().encode("utf-8")).hexdigest()[:8]


def _cut(name: str) -> str:
    data = os.fsencode(name)
    if len(data) <= _LONGEST - _MARK:
        return name
    return data[: _LONGEST - _MARK].decode("utf-8", "ignore")


def leftovers_in(folder: Path, most: int | None = None) -> Iterator[Leftover]:
    """Every hidden file of ours in a folder, whatever it was made for.

    Args:
        folder: Not looked into deeper.
        most: How many of its files are looked at; None for all.
    """
    with contextlib.suppress(OSError), os.scandir(folder) as listing:
        for entry in islice(listing, most):
            if not entry.name.startswith("."):
                continue
            match = _NAME.fullmatch(entry.name)
            if match is None or not entry.is_file(follow_symlinks=False):
                continue
            path = Path(entry.path)
            target = folder / match["target"]
            yield Leftover(path, match["target"], _is_dead(match), _is_same(path, target))


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
    """Remove what dead processes left in a transcript's folder; what was made for it and stays is returned.

    Args:
        path: The transcript.
        holding: This process holds the transcript's lock: nobody else rewrites it now, so that a hidden
            file without a process in its name (of version 0.1) is dead too.
    """
    left, name = [], _cut(path.name)
    for one in leftovers_in(path.absolute().parent, _MOST_FILES):
        if one.target != name and one.is_dead is not True:
            continue
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
