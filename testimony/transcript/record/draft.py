"""The four sealed tables of the machine's draft: written once, row by row committed to, read checked."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from testimony.transcript.encoding import canonical, draft_rows
from testimony.transcript.encoding.content import SealedRows
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.fold import Fold
from testimony.transcript.record.migrations import SEALED_DRAFT
from testimony.transcript.types import Segment, Translation

__all__ = ["SEAL", "count", "digest", "has_row", "insert_block", "insert_rows", "row_content"]

SEAL: Final = 2  # how entries of today seal their rows; see canonical.places_digest
RowKey = tuple[int, int, str, str]  # position, entry, pass, segment


def row_content(table: str, key: RowKey, body: str) -> str:
    """What a row's commitment is made over in seal 1: its table, its key and its body."""
    return f"{canonical.dumps([table, *key])}{body}"


def insert_block(
    connection: sqlite3.Connection,
    entry: int,
    new_segments: Sequence[Segment],
    translations: Sequence[Translation],
    passes: Sequence[str],
) -> SealedRows:
    """Write a block's rows; what comes back (table → count, digests) goes under its entry's seal."""
    asr, mt, memory = (_pass_named(passes, kind) for kind in ("asr", "mt", "memory"))
    known = {segment.id for segment in new_segments}
    if strangers := [one.segment_id for one in translations if one.segment_id not in known]:
        raise TranscriptFileError(f"A translation names segment {strangers[0]}, which is not in its block.")
    rows: dict[str, list[tuple[str, str, object]]] = {
        "readings": [(asr, one.id, draft_rows.reading_row(one, asr)) for one in new_segments],
        "words": [(asr, one.id, draft_rows.words_row(one.words)) for one in new_segments if one.words],
        "alternatives": [
            (asr, one.id, draft_rows.alternatives_row(one.alternatives))
            for one in new_segments
            if one.alternatives
        ],
        "translations": [
            (made, one.segment_id, draft_rows.translation_row(one, made))
            for one, made in ((each, memory if each.author else mt) for each in translations)
        ],
    }
    return insert_rows(connection, entry, rows)


def insert_rows(
    connection: sqlite3.Connection, entry: int, rows: Mapping[str, Iterable[tuple[str, str, object]]]
) -> SealedRows:
    """Write ``(pass, segment, value)`` rows of each table under one entry."""
    sealed: SealedRows = {}
    for table, values in rows.items():
        position = connection.execute(f"SELECT coalesce(max(position), 0) FROM {table}").fetchone()[0]  # noqa: S608
        places, salts, bodies = [], [], []
        for pass_id, segment_id, value in values:
            position += 1
            body, salt = canonical.dumps(value), canonical.new_salt()
            commitment = canonical.commit(salt, body)
            row = (position, entry, pass_id, segment_id, body, salt, commitment)
            connection.execute(f"INSERT INTO {table} VALUES (?,?,?,?,?,?,?)", row)  # noqa: S608
            places.append((position, pass_id, segment_id, commitment))
            salts.append(salt)
            bodies.append(body)
        if places:
            positions, named, segments, _ = zip(*places, strict=True)
            whole = canonical.bodies_digest(table, entry, (positions, named, segments), salts, bodies)
            sealed[table] = [len(places), canonical.places_digest(table, entry, places), whole]
    return sealed


def _pass_named(passes: Sequence[str], prefix: str) -> str:
    return next((name for name in passes if name.startswith(prefix)), prefix)


def count(connection: sqlite3.Connection) -> int:
    """Segments of the draft."""
    return int(connection.execute("SELECT count(*) FROM readings").fetchone()[0])


def has_row(connection: sqlite3.Connection, pass_id: str, segment_id: str) -> bool:
    """True where a pass has a translation of a segment already."""
    where = "SELECT 1 FROM translations WHERE segment = ? AND pass = ?"
    return connection.execute(where, (segment_id, pass_id)).fetchone() is not None


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
    for line in _digest_lines(connection):
        hasher.update(line)
    return hasher.hexdigest()


def _digest_lines(connection: sqlite3.Connection) -> Iterator[bytes]:
    for table in SEALED_DRAFT:
        cursor = connection.execute(
            f"SELECT position, entry, pass, segment, coalesce(body, 'null') FROM {table}"  # noqa: S608
            " WHERE entry IN (SELECT seq FROM history WHERE kind = 'block') ORDER BY position"
        )
        for *key, body in cursor:
            yield f"\n{canonical.dumps([table, *key])}{body}".encode()
