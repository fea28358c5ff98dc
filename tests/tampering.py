"""Random changes of a transcript's sealed tables, made as somebody with a SQL tool would make them.

Some forgers know the scheme and put a fresh, fitting commitment on what they changed.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from testimony.transcript.encoding import canonical
from testimony.transcript.record.history import sealed_content
from testimony.transcript.record.migrations import SEALED_DRAFT, SEALED_TABLES

__all__ = ["Tampering", "copy_in_memory", "insider", "rechain", "spoil", "tamper", "without_triggers"]

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Tampering:
    """What was done: for the report when nobody noticed."""

    verb: str
    table: str
    detail: str


def copy_in_memory(source: sqlite3.Connection) -> sqlite3.Connection:
    """A copy to spoil."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    source.backup(copy)
    return copy


def tamper(connection: sqlite3.Connection, dice: random.Random) -> Tampering:
    """Change one thing in a sealed table; the triggers are put back as they were."""
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    done = None
    while done is None:
        table = dice.choice(SEALED_TABLES)
        done = dice.choice(_VERBS)(connection, table, dice)
    for _, sql in triggers:
        connection.execute(sql)
    return done


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[0] for row in connection.execute(f"SELECT name FROM pragma_table_info('{table}')")]


def _any_row(connection: sqlite3.Connection, table: str, dice: random.Random) -> Row | None:
    rows = connection.execute(f"SELECT * FROM {table}").fetchall()
    return dice.choice(rows) if rows else None


def _changed(value: Any, dice: random.Random) -> Any:
    if value is None:  # a purged row: as if its words were there again
        return dice.choice(("[]", b"0123456789abcdef"))
    if isinstance(value, int):
        return value + dice.choice((-1, 1, 7, 1000))
    if isinstance(value, bytes):
        at = dice.randrange(len(value))
        return value[:at] + bytes([value[at] ^ (1 << dice.randrange(8))]) + value[at + 1 :]
    text = str(value)
    at = dice.randrange(len(text) + 1)
    return dice.choice(
        (text[:at] + dice.choice("0123456789 不了,") + text[at:], text[:at] + text[at + 1 :], text + "\x00")
    )


def _field(connection: sqlite3.Connection, table: str, dice: random.Random) -> Tampering | None:
    row, columns = _any_row(connection, table, dice), _columns(connection, table)
    if row is None:
        return None
    at = dice.randrange(len(row))
    value = _changed(row[at], dice)
    if value == row[at]:
        return None
    try:
        connection.execute(f"UPDATE {table} SET {columns[at]} = ? WHERE {columns[0]} = ?", (value, row[0]))
    except sqlite3.IntegrityError:
        return None
    return Tampering("field", table, f"{columns[at]} of {row[0]}: {row[at]!r} -> {value!r}")


def _delete(connection: sqlite3.Connection, table: str, dice: random.Random) -> Tampering | None:
    row, columns = _any_row(connection, table, dice), _columns(connection, table)
    if row is None:
        return None
    connection.execute(f"DELETE FROM {table} WHERE {columns[0]} = ?", (row[0],))
    return Tampering("delete", table, str(row[0]))


def _insert(connection: sqlite3.Connection, table: str, dice: random.Random) -> Tampering | None:
    row = _any_row(connection, table, dice)
    if row is None:
        return None
    last = connection.execute(f"SELECT max({_columns(connection, table)[0]}) FROM {table}").fetchone()[0]
    values = [last + 1, *row[1:]]
    if table in SEALED_DRAFT:
        values[3] = f"{row[3]}.{dice.randrange(1, 99)}"
        if values[5] is not None:
            values[6] = canonical.commit(values[5], values[4])
    connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(values))})", values)
    return Tampering("insert", table, str(values[:4]))


def _swap(connection: sqlite3.Connection, table: str, dice: random.Random) -> Tampering | None:
    one, other = _any_row(connection, table, dice), _any_row(connection, table, dice)
    if one is None or other is None or one[1:] == other[1:]:
        return None
    columns = _columns(connection, table)
    key = columns[0]
    connection.execute(f"DELETE FROM {table} WHERE {key} IN (?, ?)", (one[0], other[0]))
    marks = ",".join("?" * len(one))
    for place, row in ((one[0], other), (other[0], one)):
        connection.execute(f"INSERT INTO {table} VALUES ({marks})", (place, *row[1:]))
    return Tampering("swap", table, f"{one[0]} and {other[0]}")


def _forge(connection: sqlite3.Connection, table: str, dice: random.Random) -> Tampering | None:
    """Change words and renew the commitment beside them."""
    row = _any_row(connection, table, dice)
    if row is None or table == "history":
        return None
    if table == "contents":
        after = _changed(row[3], dice)
        commitment = canonical.commit(row[1], sealed_content(row[2], after))
        connection.execute("UPDATE contents SET after = ? WHERE seq = ?", (after, row[0]))
        connection.execute("UPDATE history SET commitment = ? WHERE seq = ?", (commitment, row[0]))
        return Tampering("forge", table, f"{row[0]}: {after!r}") if after != row[3] else None
    if row[4] is None:
        return None
    body = _changed(row[4], dice)
    if body == row[4]:
        return None
    commitment = canonical.commit(row[5], body)
    connection.execute(
        f"UPDATE {table} SET body = ?, commitment = ? WHERE position = ?", (body, commitment, row[0])
    )
    return Tampering("forge", table, f"{row[0]}: {body!r}")


_VERBS: tuple[Callable[[sqlite3.Connection, str, random.Random], Tampering | None], ...] = (
    _field,
    _delete,
    _insert,
    _swap,
    _forge,
)


def rebuild_chain(connection: sqlite3.Connection, dice: random.Random) -> None:
    """Cut the tail off, or change an entry and hash everything after it anew: whole from inside."""
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    rows = connection.execute("SELECT * FROM history ORDER BY seq").fetchall()
    human = [row[0] for row in rows if row[4] not in ("create", "pass", "block", "finish")]
    if dice.random() < 0.5:
        first = dice.choice(human)
        connection.execute("DELETE FROM history WHERE seq >= ?", (first,))
        connection.execute("DELETE FROM contents WHERE seq >= ?", (first,))
    else:
        changed, previous = dice.choice(rows)[0], canonical.GENESIS
        for row in rows:
            author = row[2] + " Wu" if row[0] == changed else row[2]
            values = (row[0], row[1], author, *row[3:6])
            digest = canonical.entry_hash(values, row[6], previous)
            connection.execute(
                "UPDATE history SET author = ?, previous = ?, hash = ? WHERE seq = ?",
                (author, previous, digest, row[0]),
            )
            previous = digest
    for _, sql in triggers:
        connection.execute(sql)


def without_triggers(connection: sqlite3.Connection) -> list[str]:
    """Drop the triggers; what makes them again."""
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in triggers]


def rechain(connection: sqlite3.Connection) -> None:
    """Hash every entry anew over what now stands in it: whole from inside, as an insider makes it."""
    previous = canonical.GENESIS
    contents = {row[0]: row[1:] for row in connection.execute("SELECT * FROM contents")}
    for row in connection.execute("SELECT * FROM history ORDER BY seq").fetchall():
        commitment = row[6]
        if row[0] in contents:
            salt, before, after = contents[row[0]]
            commitment = canonical.commit(salt, sealed_content(before, after))
        digest = canonical.entry_hash(row[:6], commitment, previous)
        connection.execute(
            "UPDATE history SET commitment = ?, previous = ?, hash = ? WHERE seq = ?",
            (commitment, previous, digest, row[0]),
        )
        previous = digest


def insider(path: Path, *statements: str) -> None:
    """Change a file and make every hash in it fit again, as somebody who knows the scheme and has no head."""
    connection = sqlite3.connect(path, isolation_level=None)
    triggers = without_triggers(connection)
    for statement in statements:
        connection.execute(statement)
    for table in SEALED_DRAFT:
        _reseal(connection, table)
    rechain(connection)
    for sql in triggers:
        connection.execute(sql)
    connection.close()


def _reseal(connection: sqlite3.Connection, table: str) -> None:
    rows = connection.execute(f"SELECT * FROM {table} ORDER BY position").fetchall()
    told: dict[int, list[Any]] = {}
    for entry in {row[1] for row in rows}:
        group = [[*row[:6], _commitment(row)] for row in rows if row[1] == entry]
        for row in group:
            connection.execute(f"UPDATE {table} SET commitment = ? WHERE position = ?", (row[6], row[0]))
        positions, _, passes, segments, bodies, salts, _ = zip(*group, strict=True)
        places = [(row[0], row[2], row[3], row[6]) for row in group]
        told[entry] = [len(group), canonical.places_digest(table, entry, places)]
        if None not in bodies:
            whole = canonical.bodies_digest(table, entry, (positions, passes, segments), salts, bodies)
            told[entry].append(whole)
    for seq, text in connection.execute("SELECT seq, after FROM contents").fetchall():
        value = json.loads(text)
        if isinstance(value, dict) and "rows" in value and "seal" in value:
            value["rows"].pop(table, None)
            if seq in told:
                value["rows"][table] = told[seq]
            connection.execute("UPDATE contents SET after = ? WHERE seq = ?", (canonical.dumps(value), seq))


def _commitment(row: Row) -> bytes:
    return bytes(row[6]) if row[4] is None else canonical.commit(row[5], row[4])


def spoil(path: Path, *statements: str) -> None:
    """Run statements on a transcript with its triggers out of the way."""
    connection = sqlite3.connect(path, isolation_level=None)
    triggers = without_triggers(connection)
    for statement in statements:
        connection.execute(statement)
    for sql in triggers:
        connection.execute(sql)
    connection.close()
