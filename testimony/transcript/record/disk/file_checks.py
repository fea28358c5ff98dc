"""What a file and its neighbours look like before SQLite may touch them.

SQLite trusts what lies beside a file: it plays back any ``-journal`` with its name, deletes the file
that a journal names as its super-journal, and reads a ``-wal`` even where the file is no WAL database.
So a received folder could change, delete or replace words. Nothing of that is done before it was
looked at here.
"""

from __future__ import annotations

import math
import os
import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from testimony.transcript.errors import NotATranscript, TranscriptFileError
from testimony.transcript.record.disk.sqlite_errors import guard, journal_of, restore_hint

__all__ = [
    "FileMark",
    "check_file",
    "check_journal",
    "file_mark",
    "is_encrypted",
    "refuse_mount",
    "refuse_second_names",
]

_WAL_VERSION = 2

MAGIC: Final = b"SQLite format 3\x00"
JOURNAL_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")  # sqlite.org/fileformat2.html, section 3
_PAGE = 4096
_VERSIONS = slice(18, 20)  # write and read version of the header; 2 says WAL
_RANDOM_BITS = 7.5  # bits of entropy in a byte over the first page: text and tables stay far below


@dataclass(frozen=True, slots=True)
class FileMark:
    """What tells a file from another one of the same name.

    Attributes:
        links: How many names the file has.
    """

    device: int
    inode: int
    links: int

    def is_same_file(self, other: FileMark) -> bool:
        """True for two looks at one file, however many names it has."""
        return (self.device, self.inode) == (other.device, other.inode)


def file_mark(path: Path) -> FileMark:
    """Look which file has this name now."""
    with guard(path):
        facts = path.stat()
    return FileMark(facts.st_dev, facts.st_ino, facts.st_nlink)


def is_encrypted(path: Path) -> bool:
    """True when the file looks like an encrypted transcript: whole pages of what seems random."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as file:
            head = file.read(_PAGE)
            size = file.seek(0, os.SEEK_END)
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return False
    if len(head) < _PAGE or size % _PAGE or head.startswith(MAGIC):
        return False
    entropy = -sum(n / _PAGE * math.log2(n / _PAGE) for n in Counter(head).values())
    return entropy > _RANDOM_BITS


def check_file(path: Path) -> None:
    """Refuse what cannot be a transcript before SQLite sees it.

    Raises:
        NotATranscript: It is something else.
        TranscriptFileError: It cannot be read, or files beside it would be read in its place.
    """
    facts = _facts(path)
    if stat.S_ISDIR(facts.st_mode):
        raise NotATranscript(f"{path} is a folder, not a transcript.", "name a .testimony file")
    if not stat.S_ISREG(facts.st_mode):
        raise NotATranscript(f"{path} is not a regular file.", "name a .testimony file")
    if facts.st_size == 0:
        raise NotATranscript(f"{path} is empty: it is not a transcript.", "testimony run RECORDING -o FILE")
    if not os.access(path, os.R_OK):
        raise TranscriptFileError(f"{path} cannot be read: permission denied.", f"chmod u+rw '{path}'")
    _refuse_wal(path)
    check_journal(path)


def _facts(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except FileNotFoundError:
        raise NotATranscript(f"There is no file {path}.", "testimony run RECORDING -o FILE") from None
    except ValueError:
        raise NotATranscript(f"{str(path)!r} is no name of a file.", "name a .testimony file") from None
    except OSError as error:
        raise TranscriptFileError(f"{path} cannot be read: {error.strerror}.") from error


def _refuse_wal(path: Path) -> None:
    real = os.path.realpath(path)
    for suffix in ("-wal", "-shm"):
        if os.path.lexists(real + suffix):
            raise TranscriptFileError(
                f"{real}{suffix} lies beside {path.name}: a transcript never has such a file, and what it"
                " holds would be shown as the transcript's.",
                f"mv '{real}{suffix}' '{real}{suffix}.old'",
            )
    with guard(path), path.open("rb") as file:
        head = file.read(100)
    if head.startswith(MAGIC) and _WAL_VERSION in head[_VERSIONS]:
        raise NotATranscript(
            f"{path} is a SQLite file of another kind (WAL): Testimony writes none.", restore_hint(path)
        )


def check_journal(path: Path) -> bool:
    """Refuse a journal that no process of ours can have left; True when there is a journal.

    Raises:
        TranscriptFileError: It is no plain file, has a second name, or names another file to delete.
    """
    journal = journal_of(path)
    try:
        facts = journal.lstat()
    except OSError:
        return False
    if not stat.S_ISREG(facts.st_mode) or facts.st_nlink > 1:
        raise _foreign(path, "is no plain file of its own")
    with guard(path), journal.open("rb") as file:
        if facts.st_size < len(JOURNAL_MAGIC) or file.seek(-len(JOURNAL_MAGIC), os.SEEK_END) < 0:
            return True
        if file.read() == JOURNAL_MAGIC:  # a journal of several files ends so, after a file's name
            raise _foreign(path, "names another file, which SQLite would delete")
    return True


def _foreign(path: Path, why: str) -> TranscriptFileError:
    journal = journal_of(path)
    return TranscriptFileError(
        f"{journal} does not belong to {path.name}: it {why}.", f"mv '{journal}' '{journal}.old'"
    )


def refuse_mount(path: Path) -> None:
    """Refuse to write a file that is mounted by itself, as ``docker -v FILE:FILE`` does.

    Its journal lies in another folder than the file's own: a write that is cut off in the container could
    not be taken back outside. Linux tells in ``/proc/self/mountinfo`` (proc(5)); elsewhere nothing is known.

    Raises:
        TranscriptFileError: The file is a mount point.
    """
    try:
        lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return
    real = os.fsencode(os.path.realpath(path))
    for line in lines:
        point = line.split(b" ")[4].replace(b"\\040", b" ").replace(b"\\011", b"\t").replace(b"\\134", b"\\")
        if point == real:
            raise TranscriptFileError(
                f"{path} is mounted by itself: a write that is cut off could not be taken back elsewhere.",
                f"mount its folder {Path(os.fsdecode(real)).parent} instead",
            )


def refuse_second_names(path: Path, mark: FileMark) -> None:
    """Refuse to write a file that has two names.

    SQLite looks for a broken write under the name that it opened alone: a write through the one name can
    take back what was acknowledged through the other.

    Raises:
        TranscriptFileError: There are two or more hard links.
    """
    if mark.links > 1:
        raise TranscriptFileError(
            f"{path} has {mark.links} names (hard links): an edit through one of them can undo an edit"
            " through another.",
            f"cp '{path}' '{path}.copy' && mv '{path}.copy' '{path}'",
        )
