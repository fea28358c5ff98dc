"""The four sealed tables of the machine's draft: written once, row by row committed to."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from testimony.transcript import canonical, codec
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.record.history import Fold
from testimony.transcript.record.migrations import SEALED_DRAFT
from testimony.transcript.types import Alternative, Segment, Translation, Word

__all__ = [
    "alternatives",
    "count",
    "digest",
    "has_row",
    "insert_block",
    "insert_rows",
    "row_content",
    "segments",
    "words",
]

_BATCH = 2000
RowKey = tuple[int, int, str, str]  # position, entry, pass, segment


def row_content(table: str, key: RowKey, body: str) -> str:
    """What a row's commitment is made over: its table, its key and its body."""
    return f"{canonical.dumps([table, *key])}{body}"


def insert_block(
    connection: sqlite3.Connection,
    entry: int,
    new_segments: Sequence[Segment],
    translations: Sequence[Translation],
    passes: Sequence[str],
) -> dict[str, list[Any]]:
    """Write a block's rows; what comes back (table → count, digest) goes under its entry's seal."""
    asr, mt, memory = (_pass_named(passes, kind) for kind in ("asr", "mt", "memory"))
    known = {segment.id for segment in new_segments}
    if strangers := [one.segment_id for one in translations if one.segment_id not in known]:
        raise TranscriptFileError(f"A translation names segment {strangers[0]}, which is not in its block.")
    rows: dict[str, list[tuple[str, str, Any]]] = {
        "readings": [(asr, one.id, codec.reading_row(one, asr)) for one in new_segments],
        "words": [(asr, one.id, codec.words_row(one.words)) for one in new_segments if one.words],
        "alternatives": [
            (asr, one.id, codec.alternatives_row(one.alternatives))
            for one in new_segments
            if one.alternatives
        ],
        "translations": [
            (made, one.segment_id, codec.translation_row(one, made))
            for one, made in ((each, memory if each.author else mt) for each in translations)
        ],
    }
    return insert_rows(connection, entry, rows)


def insert_rows(
    connection: sqlite3.Connection, entry: int, rows: Mapping[str, Iterable[tuple[str, str, Any]]]
) -> dict[str, list[Any]]:
    """Write ``(pass, segment, value)`` rows of each table under one entry."""
    sealed: dict[str, list[Any]] = {}
    for table, values in rows.items():
        position = connection.execute(f"SELECT coalesce(max(position), 0) FROM {table}").fetchone()[0]  # noqa: S608
        commitments = []
        for pass_id, segment_id, value in values:
            position += 1
            key = (position, entry, pass_id, segment_id)
            body, salt = canonical.dumps(value), canonical.new_salt()
            commitment = canonical.commit(salt, row_content(table, key, body))
            connection.execute(f"INSERT INTO {table} VALUES (?,?,?,?,?,?,?)", (*key, body, salt, commitment))  # noqa: S608
            commitments.append(commitment)
        if commitments:
            sealed[table] = [len(commitments), canonical.rows_digest(commitments)]
    return sealed


def _pass_named(passes: Sequence[str], prefix: str) -> str:
    return next((name for name in passes if name.startswith(prefix)), prefix)


def count(connection: sqlite3.Connection) -> int:
    """Segments of the draft."""
    return int(connection.execute("SELECT count(*) FROM readings").fetchone()[0])


def segments(connection: sqlite3.Connection) -> Iterator[Segment]:
    """The draft's segments in order, without words."""
    cursor = connection.execute(
        "SELECT r.segment, coalesce(r.body, 'null'), coalesce(t.body, 'null') FROM readings r "
        "LEFT JOIN translations t ON t.segment = r.segment AND t.entry = r.entry ORDER BY r.position"
    )
    while rows := cursor.fetchmany(_BATCH):
        bodies = json.loads(f"[{','.join(f'{row[1]},{row[2]}' for row in rows)}]")
        for number, row in enumerate(rows):
            reading, translation = bodies[2 * number : 2 * number + 2]
            if reading is not None:  # a purged segment stands in its purge's entry alone
                yield codec.segment_from_reading(row[0], reading, translation)


def has_row(connection: sqlite3.Connection, pass_id: str, segment_id: str) -> bool:
    """True where a pass has a translation of a segment already."""
    where = "SELECT 1 FROM translations WHERE segment = ? AND pass = ?"
    return connection.execute(where, (segment_id, pass_id)).fetchone() is not None


def _body(connection: sqlite3.Connection, table: str, segment_id: str) -> Any:
    row = connection.execute(
        f"SELECT body FROM {table} WHERE segment = ? ORDER BY position LIMIT 1",  # noqa: S608
        (segment_id,),
    ).fetchone()
    return canonical.loads(row[0]) if row and row[0] is not None else []


def words(connection: sqlite3.Connection, segment_id: str) -> tuple[Word, ...]:
    """The words of one draft segment."""
    return codec.words_from(_body(connection, "words", segment_id))


def alternatives(connection: sqlite3.Connection, segment_id: str) -> tuple[Alternative, ...]:
    """The other texts that engines found for one draft segment."""
    return codec.alternatives_from(_body(connection, "alternatives", segment_id))


def digest(connection: sqlite3.Connection, state: Fold) -> str:
    """SHA-256 over everything the run made, in order, and nothing else: no later pass."""
    facts = {name: state.recording.get(name) for name in ("sha256", "duration_ms", "channels", "sample_rate")}
    hasher = hashlib.sha256()
    passes = {name: state.passes[name] for name in state.draft_passes}
    first = [facts, state.languages, passes, state.speakers, state.blocks, state.complete]
    hasher.update(canonical.dumps(first).encode("utf-8"))
    cursor = connection.execute(
        "SELECT c.after FROM history h JOIN contents c ON c.seq = h.seq WHERE h.kind = 'diarize'"
        " AND h.seq < (SELECT coalesce(max(seq), 0) FROM history WHERE kind = 'finish') ORDER BY h.seq"
    )
    for (after,) in cursor:
        hasher.update(f"\n{after}".encode())
    for table in SEALED_DRAFT:
        cursor = connection.execute(
            f"SELECT position, entry, pass, segment, coalesce(body, 'null') FROM {table}"  # noqa: S608
            " WHERE entry IN (SELECT seq FROM history WHERE kind = 'block') ORDER BY position"
        )
        for *key, body in cursor:
            hasher.update(f"\n{canonical.dumps([table, *key])}{body}".encode())
    return hasher.hexdigest()
