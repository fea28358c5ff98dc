"""The draft's rows read and checked in one go, group by group: a group is what one entry wrote.

A row of seal 2 commits to what it holds, and its entry to where each row stands; so a purge may empty
a row, and its place is still vouched for. A row of seal 1 commits to both together: once it is emptied,
only the rules of ``_group`` and an entry ``reseal`` vouch for its place.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby, takewhile
from operator import itemgetter
from typing import Final

from testimony.text.json_values import JsonValue
from testimony.transcript.encoding import canonical, draft_rows
from testimony.transcript.encoding.content import SealedRows
from testimony.transcript.encoding.typed import row as as_row
from testimony.transcript.record.checks.log_check import CheckedLog, RowSeal
from testimony.transcript.record.checks.problems import Problems
from testimony.transcript.record.draft import row_content
from testimony.transcript.record.migrations import SEALED_DRAFT
from testimony.transcript.types import Alternative, Segment, Word

__all__ = ["CheckedDraft", "places_of"]

Row = tuple[int, int, str, str, str | None, bytes | None, bytes]
Group = tuple[int, list[Row]]
_COLUMNS: Final = "position, entry, pass, segment, body, salt, commitment"
_PLACE: Final = itemgetter(0, 2, 3, 6)
_PLACED: Final = 2
_TRANSLATES: Final = ("mt", "memory")


def places_of(connection: sqlite3.Connection) -> SealedRows:
    """Where every row of the draft stands now: what an entry ``reseal`` commits to, table → count, digest."""
    sealed: SealedRows = {}
    for table in SEALED_DRAFT:
        hasher, number = sha256(), 0
        for entry, rows in _groups(connection, table):
            hasher.update(_digest(table, entry, rows).encode("ascii"))
            number += len(rows)
        if number:
            sealed[table] = [number, hasher.hexdigest()]
    return sealed


def _groups(connection: sqlite3.Connection, table: str) -> Iterator[Group]:
    cursor = connection.execute(f"SELECT {_COLUMNS} FROM {table} NOT INDEXED ORDER BY position")  # noqa: S608
    for entry, rows in groupby(cursor, itemgetter(1)):
        yield entry, list(rows)


def _digest(table: str, entry: int, rows: list[Row]) -> str:
    return canonical.places_digest(table, entry, map(_PLACE, rows))


class CheckedDraft:
    """Reads the draft under a log that was read before; what is wrong goes to ``problems``."""

    def __init__(self, connection: sqlite3.Connection, log: CheckedLog, problems: Problems) -> None:
        self._connection = connection
        self._log = log
        self._blame = problems.blame
        self._members: dict[int, set[str]] = {}
        self._thorough = False  # look for what no honest software writes, even where every hash fits

    def segments(self) -> Iterator[Segment]:
        """The draft's segments in order, without words."""
        translations = self.groups("translations")
        group = next(translations, None)
        for entry, rows in self.groups("readings"):
            while group is not None and group[0] < entry:  # a later pass, or rows that nothing seals
                group = next(translations, None)
            made = _bodies(group[1]) if group is not None and group[0] == entry else {}
            for segment, reading in _bodies(rows).items():  # a purged one stands in its purge's entry alone
                yield draft_rows.segment_from_reading(segment, reading, made.get(segment))
        for _ in translations:
            pass

    def words(self) -> Iterator[tuple[str, tuple[Word, ...]]]:
        """The words of every segment of the draft that has some."""
        for _, rows in self.groups("words"):
            for row in rows:
                if row[4] is not None:
                    yield row[3], draft_rows.words_from(canonical.loads(row[4]))

    def words_of(self, segment_id: str) -> tuple[Word, ...]:
        """The words of one segment of the draft."""
        body = self._body("words", segment_id)
        return () if body is None else draft_rows.words_from(canonical.loads(body))

    def alternatives_of(self, segment_id: str) -> tuple[Alternative, ...]:
        """The other texts that engines found for one segment of the draft."""
        body = self._body("alternatives", segment_id)
        return () if body is None else draft_rows.alternatives_from(canonical.loads(body))

    def everything(self) -> None:
        """Look at every row of every table."""
        self._thorough = True
        for table in SEALED_DRAFT:
            for _ in self.groups(table):
                pass

    def groups(self, table: str) -> Iterator[Group]:
        """The rows of a table, entry by entry, each looked at; the rest of the checks follow at the end."""
        due, seen, old, number = 1, set[int](), sha256(), 0
        for entry, rows in _groups(self._connection, table):
            if entry in seen:
                self._blame(f"{table}, rows of entry {entry}", "stand in two places")
            seen.add(entry)
            if not self._thorough and self._is_whole(table, entry, rows, due):
                due += len(rows)
            else:
                due = self._rows(table, rows, due)
                self._group(table, entry, rows)
            if number < self._log.places.get(table, (0, ""))[0]:
                old.update(_digest(table, entry, rows).encode("ascii"))
                number += len(rows)
            yield entry, rows
        if table in self._log.places and self._log.places[table] != (number, old.hexdigest()):
            self._blame(f"{table}, rows of an older seal", "do not stand where they were sealed anew")
        for entry, seal in self._log.seals.items():
            if entry not in seen and table in seal.rows:
                self._blame(
                    f"{table}, block of entry {entry}", f"holds 0 rows, {seal.rows[table][0]} were sealed"
                )

    def _body(self, table: str, segment_id: str) -> str | None:
        """What one segment has in a table, after its whole group was looked at."""
        place = self._connection.execute(
            f"SELECT position FROM {table} WHERE segment = ? ORDER BY position LIMIT 1",  # noqa: S608
            (segment_id,),
        ).fetchone()
        if place is None:
            return None
        rows = self._group_around(table, place[0])
        if not rows:
            self._blame(f"{table}, segment {segment_id}", "the index of the table leads to no row")
            return None
        for row in rows:
            self._row(table, row, row[0])
        self._group(table, rows[0][1], rows)
        found = [row[4] for row in rows if row[3] == segment_id]
        if not found:
            self._blame(f"{table}, segment {segment_id}", "the index of the table leads to another row")
        return found[0] if found else None

    def _group_around(self, table: str, position: int) -> list[Row]:
        """The rows of one entry: they were written one behind the other."""
        head, behind = (
            self._connection.execute(
                f"SELECT {_COLUMNS} FROM {table} NOT INDEXED"  # noqa: S608
                f" WHERE position {sign} ? ORDER BY position {order}",
                (position,),
            )
            for sign, order in (("<=", "DESC"), (">", "ASC"))
        )
        first: Row | None = next(head, None)
        if first is None:
            return []
        before = [first, *takewhile(lambda row: row[1] == first[1], head)]
        return [*reversed(before), *takewhile(lambda row: row[1] == first[1], behind)]

    def _is_whole(self, table: str, entry: int, rows: list[Row], due: int) -> bool:
        """One hash for a group each time a transcript is shown; where it does not fit, each row is hashed.

        A group with a purged row has no such hash any more. It leaves the rows' own commitments out: what
        is shown does not depend on them, and ``everything`` looks at them.
        """
        seal = self._log.seals.get(entry)
        if seal is None or table not in seal.bodies or len(rows) != seal.rows[table][0]:
            return False
        positions, _, passes, segments, bodies, salts, _ = zip(*rows, strict=True)
        if positions != tuple(range(due, due + len(rows))) or None in bodies or None in salts:
            return False
        if self._log.purged_rows and any((table, one) in self._log.purged_rows for one in positions):
            return False
        found = canonical.bodies_digest(table, entry, (positions, passes, segments), salts, bodies)
        return found == seal.bodies[table]

    def _rows(self, table: str, rows: list[Row], due: int) -> int:
        """Look at the rows of a group; the position that the next one has."""
        seal = self._log.seals.get(rows[0][1])
        plain, purged = seal is not None and seal.version == _PLACED, self._log.purged_rows
        for row in rows:
            body, salt = row[4], row[5]
            if not (
                plain
                and row[0] == due
                and body is not None
                and salt is not None
                and sha256(salt + body.encode()).digest() == row[6]
                and (table, row[0]) not in purged
            ):
                self._row(table, row, due)
            due = row[0] + 1
        return due

    def _row(self, table: str, row: Row, due: int) -> None:
        position, entry, pass_id, segment, body, salt, commitment = row
        if position != due:
            self._blame(_where(table, row), f"row {due} should stand here: rows were taken out or put in")
        if body is None or salt is None:
            if body is not None or salt is not None:
                self._blame(_where(table, row), "has half of what a purge takes")
            if (table, position) not in self._log.purged_rows:
                self._blame(_where(table, row), "its content is missing, and no purge took it")
            elif segment not in self._log.purge_names:
                self._blame(_where(table, row), "is emptied, but no purge names its segment")
            return
        seal = self._log.seals.get(entry)
        if seal is not None and seal.version < _PLACED:
            body = row_content(table, (position, entry, pass_id, segment), body)
        if canonical.commit(salt, body) != commitment:
            self._blame(_where(table, row), "was changed")
        elif (table, position) in self._log.purged_rows:
            self._blame(_where(table, row), "a purge took its content, but there is some")

    def _group(self, table: str, entry: int, rows: list[Row]) -> None:
        """The rows of one entry are the ones that it sealed, and could have been written by it."""
        seal = self._log.seals.get(entry)
        where = f"{table}, block of entry {entry}"
        if seal is None:
            self._blame(f"{table}, rows of entry {entry}", "no entry seals them: they were put in")
            return
        number, digest = seal.rows.get(table, (0, ""))
        if len(rows) != number:
            self._blame(where, f"holds {len(rows)} rows, {number} were sealed")
        elif digest != _sealed_digest(table, entry, rows, seal):
            self._blame(where, "its rows are not the ones that were sealed")
        if self._thorough or seal.version < _PLACED:
            self._members_fit(table, entry, rows)
        full = all(row[4] is not None and row[5] is not None for row in rows)
        if full and table in seal.bodies and not self._is_whole(table, entry, rows, rows[0][0]):
            self._blame(where, "what its rows hold is not what was sealed")

    def _members_fit(self, table: str, entry: int, rows: list[Row]) -> None:
        names = {row[3] for row in rows}
        passes = {row[2] for row in rows}
        if len(names) != len(rows):
            self._blame(f"{table}, block of entry {entry}", "has two rows of one segment")
        if table == "readings":
            self._members[entry] = names
        elif entry in self._members and not names <= self._members[entry]:
            self._blame(f"{table}, block of entry {entry}", "has a row of a segment that is not in the block")
        for one in passes:
            if one not in self._log.passes or not _may_write(one, table):
                self._blame(f"{table}, block of entry {entry}", f"no pass {one} writes such a row")


def _may_write(pass_id: str, table: str) -> bool:
    """Whether a pass of this name writes rows of a table: translating passes write no readings."""
    if table == "translations":
        return not pass_id.startswith("asr")
    return not pass_id.startswith(_TRANSLATES)


def _sealed_digest(table: str, entry: int, rows: list[Row], seal: RowSeal) -> str:
    if seal.version < _PLACED:
        return canonical.rows_digest([row[6] for row in rows])
    return _digest(table, entry, rows)


def _bodies(rows: list[Row]) -> dict[str, JsonValue]:
    """Segment → body, read in one go; rows without one are left out."""
    full = [(row[3], row[4]) for row in rows if row[4] is not None]
    values = as_row(canonical.loads(f"[{','.join([body for _, body in full])}]"))
    if len(values) != len(full):
        raise ValueError("a row holds more than one value")
    return {segment: value for (segment, _), value in zip(full, values, strict=True)}


def _where(table: str, row: Row) -> str:
    return f"{table}, segment {row[3]} (row {row[0]}, block of entry {row[1]})"
