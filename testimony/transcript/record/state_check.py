"""Does the log make sense: each change starts from what stood, each approval names the text that stands."""

from __future__ import annotations

from typing import Any

from testimony.transcript import canonical, codec, present
from testimony.transcript.record import draft, history, snapshot
from testimony.transcript.record.history import Entry
from testimony.transcript.record.witness import Witness, named
from testimony.transcript.types import Side

__all__ = ["StateWitness"]

_UNKNOWN = object()


def _key(name: str) -> tuple[str, str]:
    for kind in ("speaker", "link", "finding"):
        if name.startswith(f"{kind}:"):
            return kind, name[len(kind) + 1 :]
    return "segment", name


class StateWitness:
    """Plays the log from its beginning; everything it finds goes to the witness of the rows."""

    def __init__(self, rows: Witness) -> None:
        """Take over a witness that found no problem so far."""
        self._rows = rows
        self._blame = rows.blame

    def state(self) -> None:
        """Each change starts from what stood before it; each approval names the text that stands."""
        present: dict[tuple[str, str], Any] = {
            ("segment", one.id): one for one in draft.segments(self._rows.connection)
        }
        for entry in self._rows.entries:
            if entry.seq not in self._rows.contents:
                for name in entry.subject.split(" "):
                    present[_key(name)] = _UNKNOWN
                continue
            before, after = self._rows.contents[entry.seq]
            if after and "changes" in after:
                self._changes(entry, before, after["changes"], present)
            for speaker in (after or {}).get("speakers", ()):
                present.setdefault(("speaker", speaker["id"]), codec.speaker_from(speaker))
        for (kind, _), thing in present.items():
            if kind == "segment" and thing not in (None, _UNKNOWN):
                self._approvals(thing)

    def _changes(self, entry: Entry, before: Any, after: Any, present: dict[Any, Any]) -> None:
        old_fields = {(kind, one): fields for kind, one, fields in before or ()}
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

    def _start(self, entry: Entry, key: tuple[str, str], current: Any, fields: Any) -> None:
        if (current is None) != (fields is None):
            self._blame(named(entry), f"starts from a {key[0]} {key[1]} that was not there")
        elif fields is not None:
            standing = codec.fields_of(current)
            if any(standing[name] != value for name, value in fields.items()):
                self._blame(named(entry), f"starts from another {key[0]} {key[1]} than the one that stood")

    def _approvals(self, segment: Any) -> None:
        for one in segment.approvals:
            texts = {
                Side.SOURCE: (segment.language, segment.source),
                Side.TARGET: (segment.target_language, segment.target),
            }
            if canonical.text_digest(*texts[one.side]) != one.text_sha256:
                self._blame(
                    f"segment {segment.id}", f"{one.by} approved another {one.side} than the one that stands"
                )

    def snapshot(self) -> None:
        """The convenience that opening uses says what the log says, or is not used."""
        connection = self._rows.connection
        if not connection.execute("SELECT count(*) FROM snapshot").fetchone()[0]:
            return
        kept = snapshot.standing_at(connection)
        if kept is None:
            self._rows.notices.append("the snapshot is not of this log, or is damaged: it is not used")
            return
        state = history.fold(connection, last=kept[0])
        standing = present.segments(draft.segments(connection), state)
        if snapshot.as_stored(state, standing) != kept[1:]:
            self._blame("snapshot", f"shows another state than the log up to entry {kept[0]}")
