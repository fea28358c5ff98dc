"""The tables, and how an older file becomes today's.

Each step is a list of SQL statements that takes a file from one schema version to the next.
All pending steps run in one transaction and record themselves in ``migrations``. A table, a column or
a pass of a new feature is one step more here, and one line in ``docs/record.md``.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from testimony.transcript.record.disk.database import APPLICATION_ID, now_text

__all__ = [
    "SCHEMA_VERSION",
    "SEALED_DRAFT",
    "SEALED_TABLES",
    "STEPS",
    "UNSEALED_TABLES",
    "create_schema",
    "migrated_copy",
    "software_version",
    "step_to_today",
]

SEALED_DRAFT: Final = ("readings", "words", "alternatives", "translations")
SEALED_TABLES: Final = ("history", "contents", *SEALED_DRAFT)
UNSEALED_TABLES: Final = ("lock", "scratch", "runs", "peaks", "migrations", "snapshot", "stamp")

_HISTORY = """
CREATE TABLE history (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    standing TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    commitment BLOB NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT
"""
_CONTENTS = """
CREATE TABLE contents (
    seq INTEGER PRIMARY KEY,
    salt BLOB NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
) STRICT
"""
# The four draft tables have one shape, so that one rule seals them; a purge leaves body and salt empty.
_DRAFT = """
CREATE TABLE {table} (
    position INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL,
    pass TEXT NOT NULL,
    segment TEXT NOT NULL,
    body TEXT,
    salt BLOB,
    commitment BLOB NOT NULL,
    UNIQUE (segment, pass)
) STRICT
"""
_UNSEALED = (
    """
    CREATE TABLE lock (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        token TEXT NOT NULL,
        host TEXT NOT NULL,
        pid INTEGER NOT NULL,
        process_start TEXT NOT NULL,
        holder TEXT NOT NULL,
        since TEXT NOT NULL,
        heartbeat TEXT NOT NULL
    ) STRICT
    """,
    "CREATE TABLE scratch (name TEXT PRIMARY KEY, at TEXT NOT NULL, body TEXT NOT NULL) STRICT",
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, event TEXT NOT NULL, facts TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE peaks (
        recording TEXT NOT NULL, channel INTEGER NOT NULL, rate INTEGER NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (recording, channel)
    ) STRICT
    """,
    """
    CREATE TABLE migrations (
        version INTEGER PRIMARY KEY, at TEXT NOT NULL, software TEXT NOT NULL
    ) STRICT
    """,
)


def _sealing_triggers(table: str) -> tuple[str, str]:
    def refuse(verb: str) -> str:
        return (
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is sealed'); END"
        )

    return refuse("UPDATE"), refuse("DELETE")


def _first_schema() -> tuple[str, ...]:
    statements = [_HISTORY, _CONTENTS, *(_DRAFT.format(table=table) for table in SEALED_DRAFT), *_UNSEALED]
    for table in SEALED_TABLES:
        statements += _sealing_triggers(table)
    return tuple(" ".join(statement.split()) for statement in statements)


# What stood at one entry, so that opening need not fold a hundred thousand of them (snapshot.py).
_SNAPSHOT = """
CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    head BLOB NOT NULL,
    digest BLOB NOT NULL,
    state TEXT NOT NULL,
    rows BLOB NOT NULL
) STRICT
"""

# A random number of every write and of the one before it: tells whether a journal is this file's own.
_STAMP = """
CREATE TABLE stamp (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    this BLOB NOT NULL,
    before BLOB NOT NULL
) STRICT
"""

STEPS: tuple[tuple[str, ...], ...] = (
    _first_schema(),
    (" ".join(_SNAPSHOT.split()),),
    (
        " ".join(_STAMP.split()),
        "INSERT INTO stamp VALUES (1, randomblob(16), randomblob(16))",
        "DELETE FROM snapshot",
    ),
)
SCHEMA_VERSION = len(STEPS)


def create_schema(connection: sqlite3.Connection, version: int | None = None) -> None:
    """All tables of a schema, today's where none is named, inside the caller's transaction."""
    for number in range(1, (len(STEPS) if version is None else version) + 1):
        _step(connection, number)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _step(connection: sqlite3.Connection, version: int) -> None:
    for statement in STEPS[version - 1]:
        connection.execute(statement)
    connection.execute(
        "INSERT INTO migrations VALUES (?,?,?)", (version, now_text(), f"testimony {software_version()}")
    )
    connection.execute(f"PRAGMA user_version = {version}")


def software_version() -> str:
    """The installed version of this distribution; empty in a bare checkout."""
    from importlib import metadata

    try:
        return metadata.version("testimony")
    except metadata.PackageNotFoundError:
        return ""


def step_to_today(connection: sqlite3.Connection) -> None:
    """Take the file through the versions that it still has to go through."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    for number in range(version + 1, SCHEMA_VERSION + 1):
        _step(connection, number)


def migrated_copy(connection: sqlite3.Connection) -> sqlite3.Connection:
    """An older file's content in memory, with today's schema: to read it without touching it."""
    # Row by row and not by SQLite's backup, which SQLCipher refuses between a locked and an open database.
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    copy.execute("BEGIN")
    schema = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type = 'trigger'"
    ).fetchall()
    for kind, name, sql in schema:
        copy.execute(sql)
        if kind == "table":
            for row in connection.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - a name of the schema
                copy.execute(f'INSERT INTO "{name}" VALUES ({",".join("?" * len(row))})', row)  # noqa: S608
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    copy.execute(f"PRAGMA user_version = {version}")
    step_to_today(copy)
    copy.execute("COMMIT")
    return copy
