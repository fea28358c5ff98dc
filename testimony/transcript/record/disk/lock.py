"""One writer at a time: who holds a transcript, and when a dead holder's lock is taken over."""

from __future__ import annotations

import os
import secrets
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from testimony.transcript.errors import Locked
from testimony.transcript.record.disk.database import now_text
from testimony.transcript.record.disk.processes import ProcessMark, is_alive, is_within_sight, this_process

__all__ = ["FileLock", "Holder"]

_BEAT = len("2026-01-31T09:00")  # a sign of life a minute


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a transcript, for the message that says so."""

    token: str
    process: ProcessMark
    name: str
    since: str
    heartbeat: str

    def __str__(self) -> str:
        who = f"{self.name}, " if self.name else ""
        return (
            f"{who}process {self.process.pid} on {self.process.host or 'an unnamed host'},"
            f" since {self.since}, last sign of life {self.heartbeat}"
        )


class FileLock:
    """The lock row of one open transcript; every call happens inside the caller's transaction."""

    def __init__(self, path: Path) -> None:
        self.name = ""  # of the person, for those whom the lock stops
        self._path = path
        self._token = ""
        self._pid = 0

    @property
    def is_held(self) -> bool:
        """True when this object took the lock, in this very process."""
        return bool(self._token) and self._pid == os.getpid()

    def holder(self, connection: sqlite3.Connection) -> Holder | None:
        """Whoever is written in the file now."""
        row = connection.execute(
            "SELECT token, host, pid, process_start, holder, since, heartbeat FROM lock"
        ).fetchone()
        return Holder(row[0], ProcessMark(*row[1:4]), *row[4:]) if row else None

    def ensure(self, connection: sqlite3.Connection, *, take_over: bool = False) -> None:
        """Take the lock, or beat its heart when it is ours.

        Raises:
            Locked: Somebody else who may be alive holds it.
        """
        holder = self.holder(connection)
        if holder is not None and self.is_held and holder.token == self._token:
            now = now_text()
            if now[:_BEAT] != holder.heartbeat[:_BEAT]:  # one page less to write for most edits
                connection.execute("UPDATE lock SET heartbeat = ?", (now,))
            return
        if holder is not None and not take_over and not _is_dead(holder):
            raise self._refusal(holder)
        self._take(connection)

    def is_free_for_us(self, connection: sqlite3.Connection) -> bool:
        """True while this object holds the lock, or gave it back and nobody has taken it since."""
        holder = self.holder(connection)
        return holder.token == self._token if holder is not None else not self.is_held

    def refusal(self, connection: sqlite3.Connection) -> Locked:
        """The error that says who took the lock."""
        holder = self.holder(connection)
        if holder is not None:
            return self._refusal(holder)
        return Locked(f"{self._path} was taken over and given back by another process.", "open it again")

    def release(self, connection: sqlite3.Connection) -> None:
        """Write that the lock is free, if it is still ours; ``forget`` it once that is committed."""
        if self.is_held:
            connection.execute("DELETE FROM lock WHERE token = ?", (self._token,))

    def forget(self) -> None:
        """Hold it no longer: it was given back, or the file that it was in is gone."""
        self._token = ""

    def _take(self, connection: sqlite3.Connection) -> None:
        mark, now = this_process(), now_text()
        token = secrets.token_hex(8)
        connection.execute("DELETE FROM lock")
        connection.execute(
            "INSERT INTO lock VALUES (1,?,?,?,?,?,?,?)",
            (token, mark.host, mark.pid, mark.start, self.name, now, now),
        )
        self._token, self._pid = token, mark.pid

    def _refusal(self, holder: Holder) -> Locked:
        if holder.process.host == this_process().host and is_within_sight(holder.process):
            hint = "close it there, then try again; reading it is possible meanwhile"
        else:
            hint = "close it there; if that machine or container is gone for good, add --take-over"
        return Locked(f"{self._path} is open for writing elsewhere ({holder}).", hint)


def _is_dead(holder: Holder) -> bool:
    # Only this host's processes can be looked at; another host's holder is always believed.
    return holder.process.host == this_process().host and not is_alive(holder.process)
