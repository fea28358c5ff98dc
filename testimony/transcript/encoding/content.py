"""What the entries of the log say, with its types.

The types are what our own software writes. Whoever can write a file can put anything in it, so a reader takes
each value for what it must be (``testimony.transcript.encoding.typed``), and ``verify`` looks at all of them.
"""

from __future__ import annotations

from typing import TypedDict, cast

from testimony.text.json_values import JsonValue
from testimony.transcript.encoding import canonical

__all__ = [
    "Content",
    "EntryContent",
    "Fields",
    "PurgeContent",
    "SealedRows",
    "StoredChange",
    "read_after",
    "read_before",
]

Fields = dict[str, JsonValue]
StoredChange = tuple[str, str, Fields | None]
"""Kind of the thing, its id, and its fields, None where it begins or ends; an array of three in the file."""
SealedRows = dict[str, list[int | str]]
"""Table → number of rows and the digests of them."""


class EntryContent(TypedDict, total=False):
    """What an entry says: which of these it has depends on its kind."""

    changes: list[StoredChange]
    reverses: int
    recording: Fields
    languages: list[str]
    fingerprint: str
    id: str
    provenance: Fields
    speakers: list[Fields]
    seal: int
    rows: SealedRows
    index: int
    start_ms: int
    end_ms: int
    digest: str
    entry: int
    head: str
    token: str
    authority: str
    entries: list[int]
    purged: list[str]


class PurgeContent(TypedDict):
    """What the entry of a purge says beside what stands."""

    changes: list[StoredChange]
    entries: list[int]
    rows: list[tuple[str, int]]
    purged: list[str]


Content = tuple[list[StoredChange] | None, EntryContent]
"""What an entry found and what it left."""


def read_before(content: str) -> list[StoredChange] | None:
    """What an entry found; None where it found nothing, as entries of the machine do.

    Raises:
        ValueError: It is not one JSON value, or is nested too deep.
    """
    return cast("list[StoredChange] | None", canonical.loads(content))


def read_after(content: str) -> EntryContent:
    """What an entry left.

    Raises:
        ValueError: It is not one JSON value, or is nested too deep.
    """
    return cast("EntryContent", canonical.loads(content))
