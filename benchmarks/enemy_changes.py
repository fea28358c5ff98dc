"""Random changes of a transcript that was purged twice: rows, schema, pages; verify must name each.

A change of a page may fall on bytes that mean nothing (free space, tables outside the seal). So the sealed
tables and the schema are compared with the original's: where they read the same, nothing was changed.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.bars import Figure
from benchmarks.from_tests import helper
from testimony.transcript.errors import TestimonyError
from testimony.transcript.record import seal
from testimony.transcript.record.migrations import SEALED_TABLES

__all__ = ["changes"]

_PATIENCE_S = 20.0  # of processor time for one look at a damaged file
_TABLES = (*SEALED_TABLES, "lock", "scratch", "runs", "peaks", "migrations", "snapshot", "stamp")
_SCHEMA = (
    "CREATE TABLE more (a)",
    "CREATE VIEW more AS SELECT 1",
    "CREATE INDEX more ON {table} (1)",
    "CREATE TRIGGER more AFTER INSERT ON {table} BEGIN DELETE FROM lock; END",
    "ALTER TABLE {table} ADD COLUMN more TEXT",
    "ALTER TABLE {table} RENAME TO other",
    "DROP TABLE {table}",
    "DROP TRIGGER {sealed}_no_update",
    "DROP TRIGGER {sealed}_no_delete",
    "PRAGMA user_version = {number}",
    "UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '') WHERE name = '{table}'",
    "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = '{table}'",
    "UPDATE sqlite_schema SET rootpage = rootpage + 1 WHERE name = '{table}'",
    "UPDATE sqlite_schema SET sql = replace(sql, 'ABORT', 'IGNORE') WHERE name = '{sealed}_no_update'",
    "DELETE FROM sqlite_schema WHERE name = '{table}'",
)


def changes(source: Path, count: int) -> list[Figure]:
    """Change a copy ``count`` times, each time anew.

    Args:
        source: A transcript with history and purges.
        count: Half of the changes are of rows, a quarter of the schema, a quarter of pages.
    """
    tampering, dice = helper("tampering"), random.Random(5)
    data, whole = source.read_bytes(), sqlite3.connect(source)
    true = _sealed(whole)
    done: Counter[str] = Counter()
    for number in range(count):
        kind = ("rows", "rows", "schema", "pages")[number % 4]
        copy = sqlite3.connect(":memory:", isolation_level=None)
        what: object = None
        try:
            if kind == "pages":
                copy.deserialize(_damaged(data, dice))
            else:
                whole.backup(copy)
                what = tampering.tamper(copy, dice) if kind == "rows" else _other_schema(copy, dice)
                copy.deserialize(copy.serialize())  # as a file that is opened anew
            _bound(copy)
            clean = seal.verify(copy).is_clean
            changed = kind != "pages" or not clean or _sealed(copy) != true
        except (TestimonyError, sqlite3.Error):
            clean, changed = False, True
        copy.close()
        forged = getattr(what, "verb", "") == "forge"
        done["forged"] += forged
        done[kind] += 1
        done["nothing"] += clean and not changed
        if clean and changed:
            done["missed"] += 1
            print(f"not reported: {kind} {number}: {what}", file=sys.stderr, flush=True)
    return [
        Figure("random changes of sealed rows, after two purges", done["rows"]),
        Figure("… of them forged under a renewed commitment", done["forged"]),
        Figure("random changes of the schema", done["schema"]),
        Figure("random changes of pages", done["pages"]),
        Figure("… of them without any effect on sealed tables and schema", done["nothing"]),
        Figure("not reported by verify", done["missed"], "", 0),
    ]


def _sealed(connection: sqlite3.Connection) -> list[object]:
    tables = [connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in SEALED_TABLES]  # noqa: S608
    schema = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name"
    ).fetchall()
    return [*tables, schema]


def _bound(connection: sqlite3.Connection) -> None:
    end = time.thread_time() + _PATIENCE_S
    connection.set_progress_handler(lambda: int(time.thread_time() > end), 20_000)


def _damaged(data: bytes, dice: random.Random) -> bytes:
    """A few bytes or a whole page of another value, or two pages swapped."""
    new, size = bytearray(data), 4096
    one, other = (dice.randrange(len(new) // size) * size for _ in range(2))
    verb = dice.randrange(4)
    if verb == 0:
        new[one : one + size], new[other : other + size] = new[other : other + size], new[one : one + size]
    elif verb == 1:
        new[one : one + size] = dice.randbytes(size)
    else:
        for _ in range(dice.choice((1, 1, 2, 8))):
            at = dice.randrange(100, len(new))  # behind the header, which opening looks at
            new[at] ^= 1 << dice.randrange(8)
    return bytes(new)


def _other_schema(connection: sqlite3.Connection, dice: random.Random) -> str:
    connection.execute("PRAGMA writable_schema = ON")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    statement = dice.choice(_SCHEMA).format(
        table=dice.choice(_TABLES),
        sealed=dice.choice(SEALED_TABLES),
        number=dice.choice([one for one in (-1, 0, 1, 2, 4, 99) if one != version]),
    )
    before = connection.execute("SELECT * FROM sqlite_schema").fetchall()
    connection.execute(statement)
    after = connection.execute("SELECT * FROM sqlite_schema").fetchall()
    if after == before and "user_version" not in statement:  # the table has no such words: take one away
        statement = "DELETE FROM sqlite_schema WHERE name = ?"
        connection.execute(statement, (dice.choice(_TABLES),))
    connection.execute("PRAGMA writable_schema = OFF")
    return statement
