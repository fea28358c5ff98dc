"""Is the record what it was? Every sealed row is looked at; what is wrong is named.

A wholly rebuilt chain or a cut tail looks whole from inside: only a head that was printed or
signed elsewhere (``--head``) shows it. ``CANNOT_KNOW`` says so to the user.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from testimony.transcript import canonical, codec, draft, history
from testimony.transcript.history import Entry, sealed_content
from testimony.transcript.migrations import SEALED_DRAFT, create_schema
from testimony.transcript.types import Side

__all__ = ["CANNOT_KNOW", "Problem", "Report", "verify"]

CANNOT_KNOW = (
    "This proves that nothing inside the file was changed without its chain. It cannot show entries cut off"
    " the end, or a file made anew as a whole: for that, compare the head with one printed on an export"
    " (testimony verify FILE --head HASH). Names are claims; the tables lock, scratch, runs, peaks and"
    " migrations are not under the seal."
)
_MIN_HEAD = 12


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was sealed."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Report:
    """What verifying found.

    Attributes:
        notices: Worth knowing, no sign of tampering (a clock that went back, entries since a head).
        purged: Segments whose content was removed for good, by a purge that the chain holds.
    """

    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    entries: int
    segments: int
    head: str
    purged: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """True when nothing was found."""
        return not self.problems


class _Witness:
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
        self.problems.append(Problem(where, what))

    def pages(self) -> None:
        for (line,) in self.connection.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                self.blame("the file's pages", str(line))

    def schema(self) -> None:
        actual = dict(_schema_of(self.connection))
        expected = _expected_schema()
        for name in expected.keys() - actual.keys():
            self.blame(f"schema, {name}", "is missing")
        for name in actual.keys() - expected.keys():
            self.blame(f"schema, {name}", "does not belong to a transcript")
        for name in actual.keys() & expected.keys():
            if actual[name] != expected[name]:
                self.blame(f"schema, {name}", "was changed")

    def chain(self) -> None:
        previous, number, latest = canonical.GENESIS, 0, ""
        for entry in history.entries(self.connection):
            number += 1
            where = _name(entry)
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
        cursor = self.connection.execute("SELECT seq, salt, before, after FROM contents ORDER BY seq")
        rows = {row[0]: row[1:] for row in cursor}
        missing = []
        for entry in self.entries:
            row = rows.pop(entry.seq, None)
            if row is None:
                missing.append(entry)
                continue
            if canonical.commit(row[0], sealed_content(*row[1:])) != entry.commitment:
                self.blame(_name(entry), "its content was changed")
                continue
            self.contents[entry.seq] = (canonical.loads(row[1]), canonical.loads(row[2]))
        for seq in rows:
            self.blame(f"contents {seq}", "belongs to no entry")
        self._purges()
        for entry in missing:
            if entry.seq not in self.purged_entries:
                self.blame(_name(entry), "its content is missing, and no purge took it")

    def _purges(self) -> None:
        for entry in self.entries:
            if entry.kind == "purge" and entry.seq in self.contents:
                after = self.contents[entry.seq][1]
                self.purged_entries.update(after["entries"])
                self.purged_rows.update((table, position) for table, position in after["rows"])
                self.purged_segments += after["purged"]

    def draft_rows(self) -> None:
        sealed = {
            seq: after["rows"] for seq, (_, after) in self.contents.items() if after and "rows" in after
        }
        sealed = {seq: rows for seq, rows in sealed.items() if isinstance(rows, dict)}
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

    def state(self) -> None:
        """Each change starts from what stood before it; each approval names the text that stands."""
        present: dict[tuple[str, str], Any] = {
            ("segment", one.id): one for one in draft.segments(self.connection)
        }
        for entry in self.entries:
            if entry.seq not in self.contents:
                for name in entry.subject.split(" "):
                    present[_key(name)] = _UNKNOWN
                continue
            before, after = self.contents[entry.seq]
            if after and "changes" in after:
                self._changes(entry, before, after["changes"], present)
            for speaker in (after or {}).get("speakers", ()):
                present.setdefault(("speaker", speaker["id"]), codec.speaker_from(speaker))
        for (kind, _), thing in present.items():
            if kind == "segment" and thing not in (None, _UNKNOWN):
                self._approvals(thing)

    def _changes(self, entry: Entry, before: Any, after: Any, present: dict[Any, Any]) -> None:
        old_fields = {(kind, one): fields for kind, one, fields in before or ()}
        for kind, one, fields in after:
            key = (kind, one)
            current = present.get(key)
            if current is not _UNKNOWN and entry.kind != "purge":
                self._start(entry, key, current, old_fields.get(key))
            if fields is None:
                present[key] = None
            else:
                base = None if current is _UNKNOWN or entry.kind == "purge" else current
                if base is None and current is _UNKNOWN and entry.kind != "purge":
                    continue  # purged before, and nothing has said since what stands
                present[key] = codec.replaced(kind, one, base, fields)

    def _start(self, entry: Entry, key: tuple[str, str], current: Any, fields: Any) -> None:
        if (current is None) != (fields is None):
            self.blame(_name(entry), f"starts from a {key[0]} {key[1]} that was not there")
        elif fields is not None:
            standing = codec.fields_of(current)
            if any(standing[name] != value for name, value in fields.items()):
                self.blame(_name(entry), f"starts from another {key[0]} {key[1]} than the one that stood")

    def _approvals(self, segment: Any) -> None:
        for one in segment.approvals:
            texts = {
                Side.SOURCE: (segment.language, segment.source),
                Side.TARGET: (segment.target_language, segment.target),
            }
            if canonical.text_digest(*texts[one.side]) != one.text_sha256:
                self.blame(
                    f"segment {segment.id}", f"{one.by} approved another {one.side} than the one that stands"
                )

    def compare_head(self, expected: str) -> None:
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


_UNKNOWN = object()


def _key(name: str) -> tuple[str, str]:
    for kind in ("speaker", "link"):
        if name.startswith(f"{kind}:"):
            return kind, name[len(kind) + 1 :]
    return "segment", name


def _name(entry: Entry) -> str:
    return f"history entry {entry.seq} ({entry.kind} {entry.subject}, {entry.author}, {entry.at})"


def _schema_of(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    cursor = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    for kind, name, sql in cursor:
        yield f"{kind} {name}", sql


@cache
def _expected_schema() -> dict[str, str]:
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    create_schema(fresh)
    expected = dict(_schema_of(fresh))
    fresh.close()
    return expected


def _survive(witness: _Witness, look: Callable[[], None]) -> None:
    # A forger's well-hashed nonsense must end in a report, not in a crash.
    try:
        look()
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        witness.blame(look.__name__.replace("_", " "), f"cannot be read back ({error})")


def verify(connection: sqlite3.Connection, head: str | None = None) -> Report:
    """Look at every sealed row.

    Args:
        connection: Inside a read transaction.
        head: A head printed elsewhere; at least twelve hex digits of it.
    """
    witness = _Witness(connection)
    for look in (witness.pages, witness.schema, witness.chain, witness.content, witness.draft_rows):
        _survive(witness, look)
    if not witness.problems:
        _survive(witness, witness.state)
    if head is not None:
        witness.compare_head(head)
    return Report(
        tuple(witness.problems),
        tuple(witness.notices),
        len(witness.entries),
        draft.count(connection),
        witness.entries[-1].hash.hex() if witness.entries else "",
        tuple(witness.purged_segments),
    )
