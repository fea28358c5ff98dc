"""What stood at one entry, kept so that opening need not fold a hundred thousand of them.

A snapshot is a convenience outside the seal, and never the record. The entry right behind the one that it
stands at commits to it, so that what it shows is vouched for by the head like the rest; where that does
not fit, the snapshot is passed over and the log is folded from its beginning. ``verify`` folds the log
itself and compares. What leaves the file (exports, quotes, listings) is always folded from the sealed
tables.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import TypedDict, cast

from testimony.text.json_values import JsonValue
from testimony.transcript.encoding import canonical, codec
from testimony.transcript.encoding.content import Fields, StoredChange, read_after
from testimony.transcript.encoding.typed import identifier, ms, ratio, row, whole
from testimony.transcript.fold import Fold
from testimony.transcript.record import history
from testimony.transcript.record.history import Entry, entry_of, sealed_content
from testimony.transcript.types import Segment

__all__ = ["DUE", "DUE_ROWS", "Kept", "as_stored", "begin", "keep", "kept", "rows"]

DUE = 5_000  # entries since the last one: folding so many takes a twentieth of a second
DUE_ROWS = 2_000  # rows of the draft, each of which costs a hash to check
_FORMAT = 2
_KEPT = ("recording", "languages", "fingerprint", "speakers", "passes", "draft_passes", "blocks", "complete")
_PLAIN = 11  # id … target_language stand as they are
_REST = ("flags", "state", "source_author", "target_author", "approvals", "notes", "word_spans", "glue")
_texts = itemgetter(0, 1, 5, 6, 8, 9, 10)  # of those: id, recording, speaker, languages and texts
_DEFAULTS: list[JsonValue] = [[], ["unreviewed", "unreviewed"], "", "", [], [], [], None]
_UNREADABLE = (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError)


class _State(TypedDict):
    """The state as it is kept; our own software writes it so, and the log vouches for it."""

    format: int
    salt: str
    recording: Fields
    languages: list[str]
    fingerprint: str
    speakers: dict[str, Fields]
    passes: dict[str, Fields]
    draft_passes: list[str]
    blocks: int
    complete: bool
    undoable: list[int]
    redoable: list[int]
    used_ids: list[str]
    spans: dict[str, JsonValue]
    changes: list[StoredChange]


@dataclass(frozen=True, slots=True)
class Kept:
    """A snapshot that the log vouches for.

    Attributes:
        of: The entry whose state it is.
        behind: The entry that commits to it; reading goes on after that one.
        salt: Keeps words that a purge took from being guessed from the commitment that stays.
    """

    of: int
    behind: Entry
    salt: str
    state: str
    rows: bytes


def kept(connection: sqlite3.Connection) -> Kept | None:
    """The snapshot, where the log commits to it; else None."""
    row = connection.execute("SELECT seq, head, digest, state, rows FROM snapshot").fetchone()
    if row is None:
        return None
    try:
        seq, head, digest, state, stood = row
        salt = _state(state)["salt"]
        behind = _vouching(connection, seq, head, digest)
    except _UNREADABLE:
        return None
    if behind is None or _digest(salt, state, stood) != digest:
        return None
    return Kept(seq, behind, salt, state, stood)


def _vouching(connection: sqlite3.Connection, seq: int, head: bytes, digest: bytes) -> Entry | None:
    """The entry right behind the snapshot's own, if it is whole and commits to the snapshot."""
    row = connection.execute(
        "SELECT h.*, c.salt, c.before, c.after FROM history h JOIN contents c ON c.seq = h.seq"
        " WHERE h.seq = ?",
        (seq + 1,),
    ).fetchone()
    if row is None:
        return None
    *values, salt, before, after = row
    entry = entry_of(values)
    line = (entry.seq, entry.at, entry.author, entry.standing, entry.kind, entry.subject)
    whole = (
        entry.kind == "snapshot"
        and entry.previous == head
        and canonical.entry_hash(line, entry.commitment, head) == entry.hash
        and canonical.commit(salt, sealed_content(before, after)) == entry.commitment
        and read_after(after)["digest"] == digest.hex()
    )
    return entry if whole else None


def begin(found: Kept) -> Fold | None:
    """The fold at the snapshot; None where it is of another format."""
    try:
        return _fold_of(found, _state(found.state))
    except _UNREADABLE:
        return None


def rows(found: Kept) -> list[Segment]:
    """The rows that stood then, which nobody else has seen yet."""
    return [_segment(row(one)) for one in row(canonical.loads(found.rows.decode("utf-8")))]


def keep(connection: sqlite3.Connection, state: Fold, standing: Iterable[Segment]) -> None:
    """Write what stands now, inside the caller's transaction, and an entry that commits to it."""
    seq, head = history.head(connection)
    salt = canonical.new_salt().hex()
    texts = as_stored(state, standing, salt)
    digest = _digest(salt, *texts)
    connection.execute("INSERT OR REPLACE INTO snapshot VALUES (1,?,?,?,?,?)", (seq, head, digest, *texts))
    history.append(connection, "snapshot", "state", {"digest": digest.hex()})


def as_stored(state: Fold, standing: Iterable[Segment], salt: str) -> tuple[str, bytes]:
    """State and rows, one form for one state."""
    spans: dict[str, JsonValue] = {}
    values = []
    for one in standing:
        values.append(_row(one))
        if one.word_spans:
            spans[one.id] = codec.ENCODERS[Segment]["word_spans"](one.word_spans)
    value = {name: getattr(state, name) for name in _KEPT}
    value |= {
        "format": _FORMAT,
        "salt": salt,
        "undoable": state.undoable,
        "redoable": state.redoable,
        "used_ids": sorted(state.used_ids),
        "spans": spans,
        "changes": [[*key, fields] for key, fields in state.changes.items() if key[0] != "segment"],
    }
    return canonical.dumps(value), canonical.dumps(values).encode("utf-8")


def _state(text: str) -> _State:
    return cast("_State", canonical.loads(text))


def _fold_of(found: Kept, value: _State) -> Fold:
    if value["format"] != _FORMAT:
        raise ValueError("another format")
    state = Fold()
    state.recording, state.languages = value["recording"], value["languages"]
    state.fingerprint, state.speakers, state.passes = value["fingerprint"], value["speakers"], value["passes"]
    state.draft_passes, state.blocks = value["draft_passes"], value["blocks"]
    state.complete = value["complete"]
    state.last = state.base = found.behind.seq
    state.undoable, state.redoable = value["undoable"], value["redoable"]
    state.used_ids, state.spans = set(value["used_ids"]), value["spans"]
    state.changes = {(kind, one): fields for kind, one, fields in value["changes"]}
    return state


def _digest(salt: str, state: str, stood: bytes) -> bytes:
    hasher = hashlib.sha256(f"testimony/snapshot/{_FORMAT}/{salt}/{len(state)}\n".encode())
    hasher.update(state.encode("utf-8"))
    hasher.update(stood)
    return hasher.digest()


def _row(one: Segment) -> list[JsonValue]:
    """Every field but words and alternatives; what is as in a fresh draft is left off the end."""
    encode = codec.ENCODERS[Segment]
    rest = [encode[name](getattr(one, name)) for name in _REST]
    while rest and rest[-1] == _DEFAULTS[len(rest) - 1]:
        rest.pop()
    return [
        *(one.id, one.recording, one.channel, one.start_ms, one.end_ms, one.speaker, one.language),
        *(one.language_probability, one.source, one.target, one.target_language),
        *rest,
    ]


def _segment(values: list[JsonValue]) -> Segment:
    if not 0 <= len(values) - _PLAIN <= len(_DEFAULTS) or set(map(type, _texts(values))) != {str}:
        raise TypeError("no row of a snapshot")
    segment = codec.Filling(*values[:2], whole(values[2]), ms(values[3]), ms(values[4]), *values[5:_PLAIN])
    ratio(segment.language_probability)
    identifier(segment.id)
    for name, value in zip(_REST, values[_PLAIN:], strict=False):
        setattr(segment, name, codec.DECODERS[name](value))
    segment.__class__ = Segment
    return segment
