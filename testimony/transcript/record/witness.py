"""Every sealed row held against what seals it: pages, schema, chain, contents, the draft's rows."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from testimony.transcript import canonical
from testimony.transcript.record import draft, history
from testimony.transcript.record.history import Entry, sealed_content
from testimony.transcript.record.migrations import SEALED_DRAFT, create_schema

__all__ = ["Problem", "Witness", "expected_schema", "named"]

_MIN_HEAD = 12


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was sealed."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Witness:
    """Walks through the file once and writes down what it finds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.problems: list[Problem] = []
        self.notices: list[str] = []
        self.entries: list[Entry] = []
        self.contents: dict[int, tuple[Any, Any]] = {}
        self.purged_entries: set[int] = set()
        self.purged_rows: set[tuple[str, int]] = set()
        self.purged_segments: list[str] = []

    def blame(self, where: str, what: str) -> None:
        """Write down one problem."""
        self.problems.append(Problem(where, what))

    def pages(self) -> None:
        """What SQLite itself finds."""
        for (line,) in self.connection.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                self.blame("the file's pages", str(line))

    def schema(self) -> None:
        """Every table, trigger and index as today's software makes them, and nothing else."""
        actual = dict(_schema_of(self.connection))
        expected = expected_schema()
        for name in expected.keys() - actual.keys():
            self.blame(f"schema, {name}", "is missing")
        for name in actual.keys() - expected.keys():
            self.blame(f"schema, {name}", "does not belong to a transcript")
        for name in actual.keys() & expected.keys():
            if actual[name] != expected[name]:
                self.blame(f"schema, {name}", "was changed")

    def chain(self) -> None:
        """Each entry follows the one before it, and its hash is its own."""
        previous, number, latest = canonical.GENESIS, 0, ""
        for entry in history.entries(self.connection):
            number += 1
            where = named(entry)
            if entry.seq != number:
                self.blame(where, f"entry {number} should stand here: entries were taken out or put in")
                number = entry.seq
            if entry.previous != previous:
                self.blame(where, "does not follow the entry before it")
            values = (entry.seq, entry.at, entry.author, entry.standing, entry.kind, entry.subject)
            if canonical.entry_hash(values, entry.commitment, entry.previous) != entry.hash:
                self.blame(where, "was changed: its hash is another")
            if entry.at < latest:
                self.notices.append(f"{where}: the clock stood at {latest} before; it went back")
            latest = max(latest, entry.at)
            previous = entry.hash
            self.entries.append(entry)
        if not self.entries:
            self.blame("history", "is empty")

    def content(self) -> None:
        """What each entry says is what it committed to."""
        cursor = self.connection.execute("SELECT seq, salt, before, after FROM contents ORDER BY seq")
        rows = {row[0]: row[1:] for row in cursor}
        missing = []
        for entry in self.entries:
            row = rows.pop(entry.seq, None)
            if row is None:
                missing.append(entry)
                continue
            if canonical.commit(row[0], sealed_content(*row[1:])) != entry.commitment:
                self.blame(named(entry), "its content was changed")
                continue
            self.contents[entry.seq] = (canonical.loads(row[1]), canonical.loads(row[2]))
        for seq in rows:
            self.blame(f"contents {seq}", "belongs to no entry")
        self._purges()
        for entry in missing:
            if entry.seq not in self.purged_entries:
                self.blame(named(entry), "its content is missing, and no purge took it")

    def _purges(self) -> None:
        for entry in self.entries:
            if entry.kind == "purge" and entry.seq in self.contents:
                after = self.contents[entry.seq][1]
                self.purged_entries.update(after["entries"])
                self.purged_rows.update((table, position) for table, position in after["rows"])
                self.purged_segments += after["purged"]

    def draft_rows(self) -> None:
        """Each row is what it committed to, each group of rows what its entry sealed."""
        sealed = {
            entry.seq: self.contents[entry.seq][1].get("rows", {})
            for entry in self.entries
            if entry.kind in ("block", "pass") and entry.seq in self.contents
        }
        for table in SEALED_DRAFT:
            found: dict[int, list[bytes]] = defaultdict(list)
            due = 1
            for row in self.connection.execute(f"SELECT * FROM {table} ORDER BY position"):  # noqa: S608
                key, (body, salt, commitment) = row[:4], row[4:]
                where = f"{table}, segment {key[3]} (row {key[0]}, block of entry {key[1]})"
                if key[0] != due:
                    self.blame(where, f"row {due} should stand here: rows were taken out or put in")
                due = key[0] + 1
                self._row(where, table, key, (body, salt, commitment))
                found[key[1]].append(commitment)
            self._groups(table, sealed, found)

    def _row(self, where: str, table: str, key: Any, sealed: tuple[str | None, bytes | None, bytes]) -> None:
        body, salt, commitment = sealed
        if body is None or salt is None:
            if (table, key[0]) not in self.purged_rows:
                self.blame(where, "its content is missing, and no purge took it")
        elif canonical.commit(salt, draft.row_content(table, key, body)) != commitment:
            self.blame(where, "was changed")
        elif (table, key[0]) in self.purged_rows:
            self.blame(where, "a purge took its content, but there is some")

    def _groups(
        self, table: str, sealed: dict[int, dict[str, list[Any]]], found: dict[int, list[bytes]]
    ) -> None:
        for seq in found.keys() - sealed.keys():
            self.blame(f"{table}, rows of entry {seq}", "no entry seals them: they were put in")
        for seq, rows in sealed.items():
            number, digest = rows.get(table, [0, None])
            commitments = found.get(seq, [])
            if len(commitments) != number:
                self.blame(
                    f"{table}, block of entry {seq}", f"holds {len(commitments)} rows, {number} were sealed"
                )
            elif number and canonical.rows_digest(commitments) != digest:
                self.blame(f"{table}, block of entry {seq}", "its rows are not the ones that were sealed")

    def compare_head(self, expected: str) -> None:
        """Look for a head that was printed elsewhere."""
        expected = expected.strip().lower()
        hashes = [entry.hash.hex() for entry in self.entries]
        if len(expected) < _MIN_HEAD:
            self.blame("head", f"give at least {_MIN_HEAD} signs of it")
            return
        place = next((n for n, one in enumerate(hashes, 1) if one.startswith(expected)), 0)
        if not place:
            self.blame(
                "head", f"{expected} is no entry of this file: entries were cut off, or it was made anew"
            )
        elif place < len(hashes):
            self.notices.append(
                f"the head you gave is entry {place}; {len(hashes) - place} entries were added since"
            )


def named(entry: Entry) -> str:
    """An entry as a report names it."""
    return f"history entry {entry.seq} ({entry.kind} {entry.subject}, {entry.author}, {entry.at})"


def _schema_of(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    cursor = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    for kind, name, sql in cursor:
        yield f"{kind} {name}", sql


@cache
def expected_schema() -> dict[str, str]:
    """What a file of today's schema holds, by name."""
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    create_schema(fresh)
    expected = dict(_schema_of(fresh))
    fresh.close()
    return expected
