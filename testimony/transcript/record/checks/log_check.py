"""The log read and checked in one go: what verifying looks at is what is shown.

Every reader of the log comes through ``CheckedLog``: the present state, the exports and ``verify``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast

from testimony.transcript.encoding import canonical
from testimony.transcript.encoding.content import EntryContent, PurgeContent, read_after
from testimony.transcript.encoding.typed import row, text, texts, whole
from testimony.transcript.record.checks.problems import Problems
from testimony.transcript.record.history import Entry, entry_of, sealed_content

__all__ = ["CheckedLog", "RowSeal", "named"]

_FIELDS = "h.seq, h.at, h.author, h.standing, h.kind, h.subject, h.commitment, h.previous, h.hash"
_QUERY = f"SELECT {_FIELDS}, c.salt, c.before, c.after FROM history h LEFT JOIN contents c ON c.seq = h.seq"  # noqa: S608
_WITH_ROWS: Final = ("block", "pass", "reseal")
_SPEAK_OF_ROWS: Final = "('block', 'pass', 'reseal', 'purge')"
_NEWEST_SEAL: Final = 2


@dataclass(frozen=True, slots=True)
class RowSeal:
    """What one entry says of the draft rows that it wrote.

    Attributes:
        version: 1 for files begun by version 0.1, whose rows commit to where they stand together with
            what they hold; 2 where the entry commits to where they stand.
        rows: Table → how many, and the digest of where they stand.
        bodies: Table → the digest of all that they hold; entries of earlier versions have none.
    """

    version: int
    rows: dict[str, tuple[int, str]]
    bodies: dict[str, str]


def named(entry: Entry) -> str:
    """An entry as a report names it."""
    return f"history entry {entry.seq} ({entry.kind} {entry.subject}, {entry.author}, {entry.at})"


def _is_whole(entry: Entry) -> bool:
    values = (entry.seq, entry.at, entry.author, entry.standing, entry.kind, entry.subject)
    return canonical.entry_hash(values, entry.commitment, entry.previous) == entry.hash


class CheckedLog:
    """Reads the log from its beginning, or from a trusted entry on; what is wrong goes to ``problems``.

    Attributes:
        seals: Number of an entry → what it says of its rows.
        places: Table → how many rows of seal 1 were sealed anew, and the digest of where they stand.
        passes: Ids of all passes.
        purged_entries: Entries whose content a purge took.
        purged_rows: Table and position of rows whose content a purge took.
        purged_segments: Segments whose words a purge took.
        purge_names: Everything that a purge wrote down anew or took: no other row may be empty.
        last: Number of the newest entry; 0 before the first.
        head: Its hash.
        count: Entries that were read.
    """

    def __init__(self, connection: sqlite3.Connection, problems: Problems) -> None:
        self.seals: dict[int, RowSeal] = {}
        self.places: dict[str, tuple[int, str]] = {}
        self.passes: set[str] = set()
        self.purged_entries: set[int] = set()
        self.purged_rows: set[tuple[str, int]] = set()
        self.purged_segments: list[str] = []
        self.purge_names: set[str] = set()
        self.last, self.head, self.count = 0, canonical.GENESIS, 0
        self._connection = connection
        self._problems = problems
        self._latest = ""
        self._began_at = 0

    def begin_at(self, seq: int, head: bytes) -> None:
        """Begin behind the entry of number ``seq``, which is trusted."""
        self.last, self.head = seq, head
        self._began_at = seq

    def read(self) -> Iterator[tuple[Entry, str | None, str | None]]:
        """Each entry with the JSON of before and after; None where they are gone."""
        missing: list[Entry] = []
        where = f" WHERE h.seq > {self.last:d}" if self.last else ""
        for *values, salt, before, after in self._connection.execute(f"{_QUERY}{where} ORDER BY h.seq"):
            entry = entry_of(values)
            self._link(entry)
            if salt is None:
                missing.append(entry)
                yield entry, None, None
                continue
            if canonical.commit(salt, sealed_content(before, after)) != entry.commitment:
                self._problems.blame(named(entry), "its content was changed")
            yield entry, before, after
        for entry in missing:
            if entry.seq not in self.purged_entries:
                self._problems.blame(named(entry), "its content is missing, and no purge took it")

    def fill_in(self, connection: sqlite3.Connection) -> None:
        """Take what entries before the one that reading began at say of rows and purges."""
        query = f"SELECT {_FIELDS}, c.salt, c.before, c.after FROM history h JOIN contents c ON c.seq = h.seq"  # noqa: S608
        for *values, salt, before, after in connection.execute(
            f"{query} WHERE h.seq <= ? AND h.kind IN {_SPEAK_OF_ROWS}", (self._began_at,)
        ):
            entry = entry_of(values)
            if (
                not _is_whole(entry)
                or canonical.commit(salt, sealed_content(before, after)) != entry.commitment
            ):
                self._problems.blame(named(entry), "was changed")
            else:
                self.note(entry, read_after(after))

    def note(self, entry: Entry, after: EntryContent) -> None:
        """Keep what an entry says of rows and purges; ``after`` is its content, read."""
        if entry.kind == "purge":
            purge = cast("PurgeContent", after)
            self.purged_entries.update(map(whole, row(purge["entries"])))
            places = map(row, row(purge["rows"]))
            self.purged_rows.update((text(table), whole(position)) for table, position in places)
            self.purged_segments += texts(purge["purged"])
            self.purge_names.update(entry.subject.split(" "), purge["purged"])
        if entry.kind == "pass":
            self.passes.add(text(after["id"]))
        if entry.kind in _WITH_ROWS and "rows" in after:
            sealed = {table: (whole(value[0]), text(value[1])) for table, value in after["rows"].items()}
            if entry.kind == "reseal":
                self.places = sealed
            else:
                bodies = {table: text(value[2]) for table, value in after["rows"].items() if len(value) > 2}  # noqa: PLR2004
                self.seals[entry.seq] = RowSeal(whole(after.get("seal", 1)), sealed, bodies)

    @property
    def seal_version(self) -> int:
        """2 where every row's place is sealed apart from what it holds; 1 for a file of version 0.1."""
        old = any(seal.version < _NEWEST_SEAL and seal.rows for seal in self.seals.values())
        return 1 if old and not self.places else _NEWEST_SEAL

    def _link(self, entry: Entry) -> None:
        """Each entry follows the one before it, and its hash is its own."""
        blame = self._problems.blame
        self.count += 1
        if entry.seq != self.last + 1:
            blame(named(entry), f"entry {self.last + 1} should stand here: entries were taken out or put in")
        if entry.previous != self.head:
            blame(named(entry), "does not follow the entry before it")
        if not _is_whole(entry):
            blame(named(entry), "was changed: its hash is another")
        if entry.at < self._latest:
            self._problems.notice(f"{named(entry)}: the clock stood at {self._latest} before; it went back")
        else:
            self._latest = entry.at
        self.last, self.head = entry.seq, entry.hash
