"""``CASE.voices``: voiceprints of people whom somebody enrolled, in one encrypted file.

A voiceprint is biometric data, so that the file is never written in the clear (SQLCipher, a passphrase) and
holds no sound: for each name the mean of the voiceprints of some rows, and where they came from.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from testimony.transcript.errors import TranscriptFileError, WrongPassphrase
from testimony.transcript.record.disk.database import new_file, now_text
from testimony.transcript.record.disk.file_checks import is_encrypted

if TYPE_CHECKING:
    from transcribe.speakers.known import KnownVoice

__all__ = ["Enrolled", "VoicesFile"]

_APPLICATION = 0x54737456  # "TstV", shown by file(1)
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS voices (name TEXT PRIMARY KEY, vector BLOB NOT NULL, seconds REAL NOT NULL,"
    " lengthening REAL NOT NULL, narrow REAL NOT NULL, languages TEXT NOT NULL, model TEXT NOT NULL,"
    " recording TEXT NOT NULL, enrolled_at TEXT NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """An enrolled voice and where it came from.

    Attributes:
        model: Digest of the speaker model; voiceprints of different models cannot be compared.
        recording: SHA-256 of the recording.
        at: When, UTC.
    """

    voice: KnownVoice
    model: str
    recording: str
    at: str


class VoicesFile:
    """The voices of a case; every call opens the file and closes it again.

    Args:
        path: The file; ``enrol`` makes it.
        passphrase: What opens it; never empty.
    """

    def __init__(self, path: Path, passphrase: str) -> None:
        self._path = path
        self._passphrase = passphrase

    def enrol(self, voice: KnownVoice, model: str, recording: str) -> None:
        """Keep a voice; one of the same name is replaced.

        Raises:
            WrongPassphrase: The passphrase does not open the file.
            TranscriptFileError: The file cannot be written, or is no file of voices.
        """
        if not self._path.exists():
            with contextlib.closing(new_file(self._path, self._passphrase).connection) as connection:
                connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                connection.execute(_SCHEMA)
        row = (
            *(voice.name, voice.vector, voice.seconds, voice.lengthening, voice.narrow),
            *(",".join(voice.languages), model, recording, now_text()),
        )
        with self._open() as connection:
            connection.execute("INSERT OR REPLACE INTO voices VALUES (?,?,?,?,?,?,?,?,?)", row)

    def voices(self) -> tuple[Enrolled, ...]:
        """Everybody who is enrolled, by name.

        Raises:
            WrongPassphrase: The passphrase does not open the file.
            TranscriptFileError: There is no such file, or it is no file of voices.
        """
        from transcribe.speakers.known import KnownVoice

        with self._open() as connection:
            rows = connection.execute("SELECT * FROM voices ORDER BY name").fetchall()
        found = []
        for name, vector, seconds, lengthening, narrow, languages, *origin in rows:
            spoken = tuple(filter(None, languages.split(",")))
            found.append(Enrolled(KnownVoice(name, vector, seconds, lengthening, narrow, spoken), *origin))
        return tuple(found)

    def forget(self, name: str) -> None:
        """Remove a voice for good; its bytes are overwritten.

        Raises:
            TranscriptFileError: Nobody of that name is enrolled, or as ``voices``.
        """
        with self._open() as connection:
            found = connection.execute("DELETE FROM voices WHERE name = ?", (name,)).rowcount
            if not found:
                raise TranscriptFileError(
                    f"Nobody named {name} is enrolled in {self._path}.", f"testimony voices list {self._path}"
                )

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if not self._path.is_file():
            raise TranscriptFileError(
                f"There is no file of voices {self._path}.",
                "testimony voices enrol CASE.voices FILE S1 makes one",
            )
        if not is_encrypted(self._path):
            raise TranscriptFileError(
                f"{self._path} is no file of voices: those are encrypted.",
                "name the file that voices enrol made",
            )
        try:
            from sqlcipher3 import dbapi2
        except ImportError:
            raise TranscriptFileError(
                "Files of voices need the package sqlcipher3-wheels, which is not installed.",
                "uv sync --extra encryption",
            ) from None
        connection = cast(sqlite3.Connection, dbapi2.connect(str(self._path), isolation_level=None))
        try:
            quoted = self._passphrase.replace("'", "''")
            connection.execute(f"PRAGMA key = '{quoted}'")
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            _prove(connection, self._path)
            yield connection
        finally:
            connection.close()


def _prove(connection: sqlite3.Connection, path: Path) -> None:
    from sqlcipher3 import dbapi2

    try:
        kind = connection.execute("PRAGMA application_id").fetchone()[0]
    except dbapi2.DatabaseError as error:
        raise WrongPassphrase(
            f"The passphrase does not open {path}.", "try again with the one it was made with"
        ) from error
    if kind != _APPLICATION:
        raise TranscriptFileError(
            f"{path} is no file of voices.", "name the file that testimony voices enrol made"
        )
