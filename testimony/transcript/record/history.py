"""The log: append-only, hash-chained, its words committed to with a salt.

An entry's hash covers its number, time, author, kind, subject, the commitment to its content and
the hash before it. Content and salt lie in ``contents``, which a purge may empty: the chain still
verifies, and the words cannot be guessed back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from testimony.transcript.encoding import canonical
from testimony.transcript.encoding.content import EntryContent, StoredChange, read_after, read_before
from testimony.transcript.record.disk.database import now_text

__all__ = [
    "MACHINE",
    "Author",
    "Entry",
    "LoggedEntry",
    "append",
    "content_of",
    "entries",
    "entry_of",
    "head",
    "logged",
    "sealed_content",
]


@dataclass(frozen=True, slots=True)
class Author:
    """Who made an entry.

    Attributes:
        standing: ``confirmed``, ``unconfirmed`` (an account's name) or ``machine``.
    """

    name: str
    standing: str = "confirmed"


MACHINE = Author("testimony", "machine")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log, without its content."""

    seq: int
    at: str
    author: str
    standing: str
    kind: str
    subject: str
    commitment: bytes
    previous: bytes
    hash: bytes

    @property
    def segments(self) -> frozenset[str]:
        """The segments it names, at the ends of links and in findings too."""
        names: set[str] = set()
        for name in self.subject.split(" "):
            if name.startswith(("link:", "finding:")):
                names.update(name.rpartition(":")[2].replace(">", ",").split(","))
            elif ":" not in name:
                names.add(name)
        return frozenset(names)


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """An entry with what it says; before and after are JSON values, None once purged."""

    entry: Entry
    before: list[StoredChange] | None
    after: EntryContent | None

    @property
    def is_purged(self) -> bool:
        """True when its content was removed for good."""
        return self.after is None


def sealed_content(before: str, after: str) -> str:
    """What an entry's commitment is made over."""
    return f"[{before},{after}]"


def head(connection: sqlite3.Connection) -> tuple[int, bytes]:
    """Number and hash of the last entry; 0 and ``GENESIS`` before the first."""
    last = connection.execute("SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1").fetchone()
    return (last[0], last[1]) if last else (0, canonical.GENESIS)


def append(  # noqa: PLR0913 - an entry has this many parts
    connection: sqlite3.Connection,
    kind: str,
    subject: str,
    after: object,
    *,
    before: object = None,
    author: Author = MACHINE,
    at: str | None = None,
) -> Entry:
    """Add one entry inside the caller's transaction."""
    last, previous = head(connection)
    salt = canonical.new_salt()
    texts = canonical.dumps(before), canonical.dumps(after)
    commitment = canonical.commit(salt, sealed_content(*texts))
    values = (last + 1, at or now_text(), author.name, author.standing, kind, subject)
    digest = canonical.entry_hash(values, commitment, previous)
    connection.execute(
        "INSERT INTO history VALUES (?,?,?,?,?,?,?,?,?)", (*values, commitment, previous, digest)
    )
    connection.execute("INSERT INTO contents VALUES (?,?,?,?)", (last + 1, salt, *texts))
    return Entry(*values, commitment, previous, digest)


_Entry: Callable[..., Entry] = Entry
_TYPES = [int, str, str, str, str, str, bytes, bytes, bytes]


def entry_of(values: Sequence[object]) -> Entry:
    """An entry from its row.

    Raises:
        TypeError: A value is of another type than the column.
    """
    if list(map(type, values)) != _TYPES:
        raise TypeError(f"entry {values[0]!r:.20} of the log has a value of another type")
    return _Entry(*values)


def logged(connection: sqlite3.Connection, entry: Entry) -> LoggedEntry:
    """An entry with what it says.

    Raises:
        TypeError, ValueError: It says nothing that software of ours wrote.
    """
    before, after = content_of(connection, entry.seq) or (None, None)
    changes = after.get("changes", []) if after is not None and type(after) is dict else []
    for kind, name, fields in [*changes, *(before if before is not None else [])]:
        if type(kind) is not str or type(name) is not str or type(fields) not in (dict, type(None)):
            raise TypeError(f"entry {entry.seq} of the log changes something unknown")
    return LoggedEntry(entry, before, after)


def entries(connection: sqlite3.Connection, after_seq: int = 0) -> Iterator[Entry]:
    """The log in order."""
    cursor = connection.execute("SELECT * FROM history WHERE seq > ? ORDER BY seq", (after_seq,))
    for values in cursor:
        yield entry_of(values)


def content_of(
    connection: sqlite3.Connection, seq: int
) -> tuple[list[StoredChange] | None, EntryContent] | None:
    """Before and after of the entry of number ``seq``; None once purged."""
    texts = connection.execute("SELECT before, after FROM contents WHERE seq = ?", (seq,)).fetchone()
    return (read_before(texts[0]), read_after(texts[1])) if texts else None
