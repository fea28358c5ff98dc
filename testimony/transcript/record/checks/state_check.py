"""Does the log make sense: each change starts from what stood, each approval names the text that stands."""

from __future__ import annotations

import enum
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Final

from testimony.transcript import present
from testimony.transcript.encoding import canonical, codec
from testimony.transcript.encoding.content import Content, Fields, StoredChange
from testimony.transcript.encoding.typed import text
from testimony.transcript.fold import Fold
from testimony.transcript.record import snapshot
from testimony.transcript.record.checks.draft_check import CheckedDraft
from testimony.transcript.record.checks.log_check import CheckedLog, named
from testimony.transcript.record.checks.problems import Problems
from testimony.transcript.record.history import Entry
from testimony.transcript.types import Segment, Side

__all__ = ["StateCheck"]


class _Unknown(enum.Enum):
    """What stood before a purge."""

    UNKNOWN = "unknown"


_UNKNOWN: Final = _Unknown.UNKNOWN
_VOUCHED: Final = 3  # the schema version from which on the log commits to snapshots
_OTHER_THINGS: Final = tuple(kind for kind in codec.THINGS if kind != "segment")
Contents = Mapping[int, Content]
Present = dict[tuple[str, str], codec.Thing | _Unknown | None]


def _key(name: str) -> tuple[str, str]:
    kind, colon, rest = name.partition(":")
    return (kind, rest) if colon and kind in _OTHER_THINGS else ("segment", name)


class StateCheck:
    """Plays the log from its beginning over a draft that was found clean."""

    def __init__(self, connection: sqlite3.Connection, log: CheckedLog, problems: Problems) -> None:
        self._connection = connection
        self._log = log
        self._problems = problems
        self._blame = problems.blame

    def all(self, entries: Sequence[Entry], contents: Contents) -> None:
        """Look at every change, every approval that stands, and the snapshot."""
        self._play(entries, contents)
        self._snapshot(entries, contents)

    def _play(self, entries: Sequence[Entry], contents: Contents) -> None:
        draft = CheckedDraft(self._connection, self._log, self._problems)
        present: Present = {("segment", one.id): one for one in draft.segments()}
        for entry in entries:
            if entry.seq not in contents:
                for name in entry.subject.split(" "):
                    present[_key(name)] = _UNKNOWN
                continue
            before, after = contents[entry.seq]
            if after and "changes" in after:
                self._changes(entry, before or (), after["changes"], present)
            for speaker in (after or {}).get("speakers", ()):
                present.setdefault(("speaker", text(speaker["id"])), codec.speaker_from(speaker))
        recordings = {
            after["recording"]["id"] for _, after in contents.values() if after and "recording" in after
        }
        for (kind, _), thing in present.items():
            if kind == "segment" and isinstance(thing, Segment):
                self._approvals(thing)
                if thing.recording not in recordings:
                    self._blame(f"segment {thing.id}", "is of a recording that the file does not name")

    def _changes(
        self, entry: Entry, before: Sequence[StoredChange], after: Sequence[StoredChange], present: Present
    ) -> None:
        old_fields = {(kind, one): fields for kind, one, fields in before}
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

    def _start(
        self, entry: Entry, key: tuple[str, str], current: codec.Thing | None, fields: Fields | None
    ) -> None:
        if (current is None) != (fields is None):
            self._blame(named(entry), f"starts from a {key[0]} {key[1]} that was not there")
        elif current is not None and fields is not None:
            standing = codec.fields_of(current)
            if any(standing[name] != value for name, value in fields.items()):
                self._blame(named(entry), f"starts from another {key[0]} {key[1]} than the one that stood")

    def _approvals(self, segment: Segment) -> None:
        for one in segment.approvals:
            texts = {
                Side.SOURCE: (segment.language, segment.source),
                Side.TARGET: (segment.target_language, segment.target),
            }
            if canonical.text_digest(*texts[one.side]) != one.text_sha256:
                self._blame(
                    f"segment {segment.id}", f"{one.by} approved another {one.side} than the one that stands"
                )

    def _snapshot(self, entries: Sequence[Entry], contents: Contents) -> None:
        """The convenience that opening uses says what the log says, or is not used."""
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version < _VOUCHED or not self._connection.execute("SELECT count(*) FROM snapshot").fetchone()[0]:
            return
        kept = snapshot.kept(self._connection)
        if kept is None:
            self._blame("snapshot", "is not the one that the log vouches for; it is not used")
            return
        state = Fold()
        for entry in entries[: kept.of]:
            if entry.seq in contents:
                state.take(entry.seq, entry.kind, contents[entry.seq][1])
        state.last = kept.of
        draft = CheckedDraft(self._connection, self._log, self._problems)
        standing = present.segments(draft.segments(), state)
        if snapshot.as_stored(state, standing, kept.salt) != (kept.state, kept.rows):
            self._blame("snapshot", f"shows another state than the log up to entry {kept.of}")
