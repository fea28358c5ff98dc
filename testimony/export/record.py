"""What a transcript's file knows beside its words: the machine's draft, and who did what when."""

from __future__ import annotations

from dataclasses import dataclass

from testimony.transcript.types import Transcript

__all__ = ["Event", "Record"]


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the log, without its words.

    Attributes:
        seq: Its number, from 1.
        at: UTC time, ISO 8601.
        by: Who made it.
        standing: ``confirmed``, ``unconfirmed`` (an account's name) or ``machine``.
        kind: What was done.
        rows: Ids of the rows it touched.
    """

    seq: int
    at: str
    by: str
    standing: str
    kind: str
    rows: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a transcript's file.

    Attributes:
        name: Of the file.
        sha256: Of its bytes, hex.
        size: Bytes.
        draft: The transcript as the machine made it, before any edit.
        events: The log, oldest first.
        software: What reads it, with versions.
        delivered: Files that are delivered with it, name and SHA-256.
    """

    name: str
    sha256: str
    size: int
    draft: Transcript
    events: tuple[Event, ...]
    software: str
    delivered: tuple[tuple[str, str], ...] = ()
