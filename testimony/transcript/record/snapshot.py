"""What stood at one entry, kept so that opening need not fold a hundred thousand of them.

A snapshot is a convenience outside the seal, and never the record: it is used only where its
digest is right and the entry it names is the one in the log; otherwise it is passed over and the
log is folded from its beginning. ``verify`` folds the log itself and compares. What leaves the file
(exports, quotes, listings) is always folded from the sealed tables.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from testimony.transcript import canonical, codec
from testimony.transcript.record import history
from testimony.transcript.record.history import Fold
from testimony.transcript.types import Segment

__all__ = ["DUE", "as_stored", "begin", "keep", "rows", "standing_at"]

DUE = 5_000  # entries since the last one: folding so many takes a twentieth of a second
_FORMAT = 1
_KEPT = ("recording", "languages", "fingerprint", "speakers", "passes", "draft_passes", "blocks", "complete")
_PLAIN = 11  # id … target_language stand as they are
_DEFAULTS: list[Any] = [[], ["unreviewed", "unreviewed"], "", "", [], [], [], None]
_flags, _state, _approvals = (codec.DECODERS[name] for name in ("flags", "state", "approvals"))
_notes, _spans = codec.DECODERS["notes"], codec.DECODERS["word_spans"]
_UNREADABLE = (KeyError, IndexError, TypeError, ValueError, AttributeError)


def begin(connection: sqlite3.Connection) -> Fold:
    """The fold at the snapshot, or an empty one where none is to be trusted."""
    row = connection.execute(
        "SELECT s.seq, s.digest, s.state, s.rows, h.hash = s.head"
        " FROM snapshot s JOIN history h ON h.seq = s.seq"
    ).fetchone()
    if row is None or not row[4] or _digest(row[0], row[2], row[3]) != row[1]:
        return Fold()
    try:
        return _fold_of(row[0], json.loads(row[2]))
    except _UNREADABLE:
        return Fold()


def rows(connection: sqlite3.Connection) -> list[Segment] | None:
    """The rows that stood then, which nobody else has seen yet; None where they cannot be read back."""
    text = connection.execute("SELECT rows FROM snapshot").fetchone()
    try:
        return [_segment(row) for row in json.loads(text[0])]
    except _UNREADABLE:
        return None


def keep(connection: sqlite3.Connection, state: Fold, standing: Iterable[Segment]) -> None:
    """Write what stands now, inside the caller's transaction."""
    seq, head = history.head(connection)
    texts = as_stored(state, standing)
    connection.execute(
        "INSERT OR REPLACE INTO snapshot VALUES (1,?,?,?,?,?)", (seq, head, _digest(seq, *texts), *texts)
    )


def standing_at(connection: sqlite3.Connection) -> tuple[int, str, bytes] | None:
    """Entry, state and rows of a snapshot that ``begin`` would use; None where it would use none."""
    if not begin(connection).base:
        return None
    seq, state, stood = connection.execute("SELECT seq, state, rows FROM snapshot").fetchone()
    return seq, state, stood


def as_stored(state: Fold, standing: Iterable[Segment]) -> tuple[str, bytes]:
    """State and rows, one form for one state."""
    spans: dict[str, Any] = {}
    values = []
    for one in standing:
        values.append(_row(one))
        if one.word_spans:
            spans[one.id] = codec.ENCODERS[Segment]["word_spans"](one.word_spans)
    value = {name: getattr(state, name) for name in _KEPT}
    value |= {
        "format": _FORMAT,
        "undoable": state.undoable,
        "redoable": state.redoable,
        "used_ids": sorted(state.used_ids),
        "spans": spans,
        "changes": [[*key, fields] for key, fields in state.changes.items() if key[0] != "segment"],
    }
    return canonical.dumps(value), canonical.dumps(values).encode("utf-8")


def _fold_of(seq: int, value: dict[str, Any]) -> Fold:
    if value["format"] != _FORMAT:
        raise ValueError("a later format")
    state = Fold()
    for name in _KEPT:
        setattr(state, name, value[name])
    state.last = state.base = seq
    state.undoable, state.redoable = value["undoable"], value["redoable"]
    state.used_ids, state.spans = set(value["used_ids"]), value["spans"]
    state.changes = {(kind, one): fields for kind, one, fields in value["changes"]}
    return state


def _digest(seq: int, state: str, stood: bytes) -> bytes:
    hasher = hashlib.sha256(f"testimony/snapshot/{_FORMAT}/{seq}/{len(state)}\n".encode())
    hasher.update(state.encode("utf-8"))
    hasher.update(stood)
    return hasher.digest()


def _row(one: Segment) -> list[Any]:
    """Every field but words and alternatives; what is as in a fresh draft is left off the end."""
    encode = codec.ENCODERS[Segment]
    names = ("flags", "state", "source_author", "target_author", "approvals", "notes", "word_spans", "glue")
    rest = [encode[name](getattr(one, name)) for name in names]
    while rest and rest[-1] == _DEFAULTS[len(rest) - 1]:
        rest.pop()
    return [
        *(one.id, one.recording, one.channel, one.start_ms, one.end_ms, one.speaker, one.language),
        *(one.language_probability, one.source, one.target, one.target_language),
        *rest,
    ]


def _segment(row: list[Any]) -> Segment:
    if len(row) == _PLAIN:
        segment = codec.Filling(*row)
    else:
        row += _DEFAULTS[len(row) - _PLAIN :]
        flags, state, by, other, approvals, notes, spans, glue = row[_PLAIN:]
        segment = codec.Filling(
            *row[:_PLAIN],
            _flags(flags) if flags else (),
            _state(state),
            (),
            (),
            by,
            other,
            _approvals(approvals) if approvals else (),
            _notes(notes) if notes else (),
            _spans(spans) if spans else (),
            glue,
        )
    segment.__class__ = Segment
    return segment  # type: ignore[no-any-return]
