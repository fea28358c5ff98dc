"""Is the file's schema one that Testimony made? Looked at before any row is read.

A view in a table's place, a trigger, an index or a column more could change what a query says.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from testimony.transcript.errors import NotATranscript, Tampered
from testimony.transcript.record import migrations

__all__ = ["expected_schema", "refuse_foreign_schema", "schema_problems"]

_MOST = 20  # differences that are named


def schema_problems(connection: sqlite3.Connection, version: int) -> list[tuple[str, str]]:
    """What differs from the schema of a version: where, and what is wrong there."""
    expected = expected_schema(version)
    found: list[tuple[str, str]] = []
    missing = set(expected)
    for name, sql in _schema_of(connection):
        if name not in expected:
            found.append((f"schema, {name}", "does not belong to a transcript"))
        elif name not in missing:
            found.append((f"schema, {name}", "stands there twice"))
        elif sql != expected[name]:
            found.append((f"schema, {name}", "was changed"))
        missing.discard(name)
        if len(found) >= _MOST:
            break
    return found + [(f"schema, {name}", "is missing") for name in sorted(missing)]


def refuse_foreign_schema(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Refuse a file whose tables are not the ones that Testimony makes.

    Raises:
        Tampered: With the first difference.
    """
    if not 1 <= version <= len(migrations.STEPS):
        raise NotATranscript(f"{path} has no schema version: it is damaged or not a transcript.")
    problems = schema_problems(connection, version)
    if problems:
        where, what = problems[0]
        raise Tampered(
            f"{path} is not as Testimony writes it: {where} {what}"
            + (f" (and {len(problems) - 1} more)." if len(problems) > 1 else "."),
            f"testimony verify '{path}', or an earlier copy",
        )


def _schema_of(connection: sqlite3.Connection) -> Iterator[tuple[str, str | None]]:
    # Indices that SQLite makes for a UNIQUE column have no text, but a table and a number in their name.
    cursor = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
    for kind, name, table, sql in cursor:
        where = f"{kind} {name}" if kind in ("table", "view") else f"{kind} {name} on {table}"
        yield where, sql


@cache
def _schemas() -> Mapping[int, dict[str, str | None]]:
    known = {}
    for version in range(1, len(migrations.STEPS) + 1):
        with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
            migrations.create_schema(fresh, version)
            known[version] = dict(_schema_of(fresh))
    return known


def expected_schema(version: int) -> dict[str, str | None]:
    """What a file of a schema version holds: kind and name → SQL text."""
    return _schemas()[version]


def forget_schemas() -> None:
    """Make them again: for tests that add a version."""
    _schemas.cache_clear()
