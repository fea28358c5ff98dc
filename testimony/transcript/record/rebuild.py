"""A transcript written anew, row by row: to encrypt, to decrypt, to purge.

The new file stands whole and synced beside the old one before it takes its name.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from testimony.transcript.edits import Document
from testimony.transcript.encoding import codec
from testimony.transcript.encoding.content import Content, EntryContent, PurgeContent, StoredChange
from testimony.transcript.errors import EditRefused
from testimony.transcript.fold import MACHINE_KINDS
from testimony.transcript.kinds import PURGED_TEXT
from testimony.transcript.record import history
from testimony.transcript.record.disk.database import new_file
from testimony.transcript.record.history import Author
from testimony.transcript.record.migrations import SEALED_DRAFT, SEALED_TABLES, UNSEALED_TABLES, create_schema
from testimony.transcript.types import ReviewState, Segment, State

__all__ = ["PURGED_TEXT", "PurgePlan", "copy_into", "plan_purge"]

# A lock that the new file took over would have to be given back by a write, which may be cut off as any
# other: then recovering would set aside a copy of a file that was just decrypted.
_OF_ONE_FILE = ("stamp", "lock")
_WITH_WORDS = ("scratch", "snapshot")  # both can be made anew, and hold words


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What a purge takes: contents of these entries, and these draft rows."""

    purged: tuple[str, ...]
    entries: tuple[int, ...] = ()
    rows: tuple[tuple[str, int], ...] = ()
    changes: list[StoredChange] = field(default_factory=list)

    @property
    def subject(self) -> str:
        """Everything whose present state the purge writes down again, as the log names it."""
        return " ".join(one if kind == "segment" else f"{kind}:{one}" for kind, one, _ in self.changes)

    def value(self) -> PurgeContent:
        """The content of the purge's own entry."""
        return {
            "changes": self.changes,
            "entries": list(self.entries),
            "rows": list(self.rows),
            "purged": list(self.purged),
        }


def plan_purge(
    connection: sqlite3.Connection, document: Document, ids: Collection[str], author: Author
) -> PurgePlan:
    """Find everything that holds words of these segments.

    Segments of which they were split or merged held the words too, so their history and draft go
    as well; what stands of the others is written down once more in the purge's entry.

    Raises:
        EditRefused: A segment that is not there now.
    """
    for segment_id in ids:
        if segment_id not in document.segments:
            raise EditRefused(f"There is no segment {segment_id} now.", "testimony show FILE lists the ids")
    log = [entry for entry in history.entries(connection) if entry.kind not in MACHINE_KINDS]
    contents = {entry.seq: history.content_of(connection, entry.seq) for entry in log}
    family = _family(contents.values(), ids)
    # An entry of several segments goes whole: its content is one commitment.
    taken = [entry for entry in log if contents[entry.seq] is not None and family & entry.segments]
    rows = tuple(
        (table, position)
        for table in SEALED_DRAFT
        for position, segment in connection.execute(
            f"SELECT position, segment FROM {table} WHERE body IS NOT NULL ORDER BY position"  # noqa: S608
        )
        if segment in family
    )
    touched = family.union(*(set(entry.subject.split(" ")) for entry in taken))
    changes = [_standing(document, name, ids, author) for name in sorted(touched)]
    plan = PurgePlan(tuple(sorted(ids)), tuple(entry.seq for entry in taken), rows, changes)
    return _with_older(plan, [contents[entry.seq] for entry in taken if entry.kind == "purge"])


def _with_older(plan: PurgePlan, older: Iterable[Content | None]) -> PurgePlan:
    # An older purge whose entry goes as well is told of here, or what it took would seem missing.
    for content in older:
        if content is None:
            continue
        value = cast("PurgeContent", content[1])
        plan = replace(
            plan,
            purged=tuple(sorted({*plan.purged, *value["purged"]})),
            entries=(*plan.entries, *value["entries"]),
            rows=(*plan.rows, *((table, position) for table, position in value["rows"])),
        )
    return plan


def _family(contents: Iterable[Content | None], ids: Collection[str]) -> set[str]:
    """The segments, with all that they were split or merged from or into."""
    groups = [made for content in contents if content and len(made := _made_or_ended(*content)) > 1]
    family = set(ids)
    while True:
        grown = family.union(*(group for group in groups if group & family))
        if grown == family:
            return family
        family = grown


def _made_or_ended(before: list[StoredChange] | None, after: EntryContent) -> set[str]:
    if before is None:  # a purge: it says what stands, and makes nothing
        return set()
    changes = (*before, *after["changes"])
    return {one for kind, one, fields in changes if kind == "segment" and fields is None}


def _standing(document: Document, name: str, purged: Collection[str], author: Author) -> StoredChange:
    if name.startswith("speaker:"):
        speaker = document.speakers.get(name[8:])
        return ("speaker", name[8:], codec.fields_of(speaker) if speaker else None)
    if name.startswith("link:"):
        link = document.links.get(name[5:])
        return ("link", name[5:], codec.fields_of(replace(link, note="")) if link else None)
    if name.startswith("finding:"):
        finding = document.findings.get(name[8:])
        if finding is None or not set(purged).isdisjoint(finding.originals + finding.renditions):
            return ("finding", name[8:], None)  # its note quotes the words
        return ("finding", name[8:], codec.fields_of(finding))
    segment = document.segments.get(name)
    if segment is not None and name in purged:
        segment = _emptied(segment, author)
    return ("segment", name, codec.fields_of(segment) if segment else None)


def _emptied(segment: Segment, author: Author) -> Segment:
    return replace(
        segment,
        source=PURGED_TEXT,
        target=PURGED_TEXT if segment.target else "",
        flags=(),
        notes=(),
        approvals=(),
        word_spans=(),
        glue=None,
        state=State(ReviewState.EDITED, ReviewState.EDITED),
        source_author=author.name,
        target_author=author.name,
    )


def copy_into(
    source: sqlite3.Connection,
    target: Path,
    passphrase: str | None,
    purge: PurgePlan | None = None,
    author: Author = history.MACHINE,
) -> None:
    """Write the file anew at ``target``, which must not exist; ``source`` is in a transaction."""
    fresh = new_file(target, passphrase)
    with contextlib.closing(fresh), fresh.transaction() as connection:
        create_schema(connection)
        connection.execute("DELETE FROM migrations")
        entries = set(purge.entries) if purge else set()
        rows = set(purge.rows) if purge else set()
        for table in (*SEALED_TABLES, *UNSEALED_TABLES):
            if table in _OF_ONE_FILE or (table in _WITH_WORDS and purge):
                continue
            for row in source.execute(f"SELECT * FROM {table}"):  # noqa: S608 - a constant name
                if table == "contents" and row[0] in entries:
                    continue
                kept = (*row[:4], None, None, row[6]) if (table, row[0]) in rows else row
                marks = ",".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", kept)  # noqa: S608
        if purge is not None:
            history.append(connection, "purge", purge.subject, purge.value(), author=author)
