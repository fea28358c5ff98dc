"""What is kept beside the record, outside the seal: open editors, waveforms, the times of runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from testimony.transcript.encoding import canonical
from testimony.transcript.encoding.typed import mapping
from testimony.transcript.record.disk.database import now_text
from testimony.transcript.record.disk.record_file import RecordFile

__all__ = ["Notebook", "RunNote"]


@dataclass(frozen=True, slots=True)
class RunNote:
    """One note of a run.

    Attributes:
        at: UTC time, ISO 8601.
        event: ``begun``, ``resumed`` or ``done``.
        facts: Host, threads and the like, name → value.
    """

    at: str
    event: str
    facts: Mapping[str, str]


class Notebook:
    """The unsealed tables ``scratch``, ``peaks`` and ``runs`` of an open file."""

    def __init__(self, record: RecordFile) -> None:
        self._record = record

    def note_run(self, event: str, facts: Mapping[str, str]) -> None:
        """Write down when and where a run happened."""
        with self._record.writing() as connection:
            connection.execute(
                "INSERT INTO runs (at, event, facts) VALUES (?,?,?)",
                (now_text(), event, canonical.dumps(dict(facts))),
            )

    def runs(self) -> tuple[RunNote, ...]:
        """What was written down of runs, oldest first."""
        with self._record.reading() as connection:
            rows = connection.execute("SELECT at, event, facts FROM runs ORDER BY id").fetchall()
            return tuple(RunNote(at, event, mapping(canonical.loads(facts))) for at, event, facts in rows)

    def save_scratch(self, name: str, body: str) -> None:
        """Keep what stands in an open editor, so that a crash loses no typing."""
        with self._record.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO scratch VALUES (?,?,?)", (name, now_text(), body))

    def scratch(self) -> dict[str, str]:
        """What open editors left behind."""
        with self._record.reading() as connection:
            return dict(connection.execute("SELECT name, body FROM scratch ORDER BY name").fetchall())

    def clear_scratch(self, name: str) -> None:
        """Forget one editor's text; it was saved or dropped."""
        with self._record.writing() as connection:
            connection.execute("DELETE FROM scratch WHERE name = ?", (name,))

    def save_peaks(self, recording: str, channel: int, rate: int, data: bytes) -> None:
        """Keep a channel's waveform (``rate`` pairs of minimum and maximum a second)."""
        with self._record.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO peaks VALUES (?,?,?,?)", (recording, channel, rate, data)
            )

    def peaks(self, channel: int) -> tuple[int, bytes] | None:
        """Peaks a second and their bytes for the channel of this number, where they were kept."""
        with self._record.reading() as connection:
            row = connection.execute("SELECT rate, data FROM peaks WHERE channel = ?", (channel,)).fetchone()
        return (row[0], row[1]) if row else None
