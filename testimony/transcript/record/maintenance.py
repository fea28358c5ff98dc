"""What is kept beside the record, outside the seal; and the file written anew as a whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from testimony.transcript import canonical, codec
from testimony.transcript.record import history
from testimony.transcript.record.connection import OpenFile, file_mark
from testimony.transcript.record.database import connect, now_text
from testimony.transcript.record.files import put_in_place, temporary_beside
from testimony.transcript.record.history import Author
from testimony.transcript.record.rebuild import PurgePlan, copy_into

__all__ = ["Upkeep"]


class Upkeep(OpenFile):
    """Scratch, waveforms and runs; encryption and decryption."""

    def note_run(self, event: str, facts: Mapping[str, str]) -> None:
        """Write times, host, threads and the like beside the record, outside the seal."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO runs (at, event, facts) VALUES (?,?,?)",
                (now_text(), event, canonical.dumps(dict(facts))),
            )

    def save_scratch(self, name: str, body: str) -> None:
        """Keep what stands in an open editor, so that a crash loses no typing."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO scratch VALUES (?,?,?)", (name, now_text(), body))

    def scratch(self) -> dict[str, str]:
        """What open editors left behind."""
        with self._reading() as connection:
            return dict(connection.execute("SELECT name, body FROM scratch ORDER BY name").fetchall())

    def clear_scratch(self, name: str) -> None:
        """Forget one editor's text; it was saved or dropped."""
        with self._writing() as connection:
            connection.execute("DELETE FROM scratch WHERE name = ?", (name,))

    def save_peaks(self, channel: int, rate: int, data: bytes) -> None:
        """Keep a channel's waveform (``rate`` pairs of minimum and maximum a second)."""
        with self._writing() as connection:
            values = (codec.recording_from(self._present_fold().recording).id, channel, rate, data)
            connection.execute("INSERT OR REPLACE INTO peaks VALUES (?,?,?,?)", values)

    def peaks(self, channel: int) -> tuple[int, bytes] | None:
        """Rate and data of a channel's waveform, where it was kept."""
        with self._reading() as connection:
            row = connection.execute("SELECT rate, data FROM peaks WHERE channel = ?", (channel,)).fetchone()
        return (row[0], row[1]) if row else None

    # Written anew

    def encrypt(self, passphrase: str) -> None:
        """Write the file anew, encrypted; the old bytes may stay on the disk until overwritten."""
        self._change_passphrase(passphrase)

    def decrypt(self) -> None:
        """Write the file anew, readable by everyone who can read the file."""
        self._change_passphrase(None)

    def _change_passphrase(self, passphrase: str | None) -> None:
        with self._writing() as connection:
            anew = self._rewrite(connection, passphrase)
        self._reopen(anew, passphrase)

    def _rewrite(
        self,
        connection: sqlite3.Connection,
        passphrase: str | None,
        plan: PurgePlan | None = None,
        author: Author = history.MACHINE,
    ) -> Path:
        anew = temporary_beside(self.path)
        try:
            copy_into(connection, anew, passphrase, plan, author)
        except BaseException:
            anew.unlink(missing_ok=True)
            raise
        return anew

    def _reopen(self, anew: Path, passphrase: str | None) -> None:
        self._connection.close()
        put_in_place(anew, self.path, replace=True)
        self._passphrase = passphrase
        self._connection = connect(self.path, passphrase=passphrase)
        self._mark = file_mark(self.path)
        self._fold = None
