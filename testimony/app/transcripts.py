"""Read a transcript file: what the commands, the batch and the Python API share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.verdict import refuse_broken

if TYPE_CHECKING:
    from testimony.export.record import Record
    from testimony.transcript.record.store import TranscriptStore
    from testimony.transcript.types import Transcript

__all__ = ["open_readonly", "read_record", "read_transcript"]


def open_readonly(path: Path, passphrase: str | None = None) -> TranscriptStore:
    """Open a transcript to read it.

    Raises:
        TranscriptFileError: It is missing or unusable, or the passphrase does not open it.
    """
    from testimony.transcript.record.store import TranscriptStore

    if not path.exists():
        raise TranscriptFileError(f"There is no transcript {path}.", "testimony run RECORDING makes one")
    return TranscriptStore.open(path, readonly=True, passphrase=passphrase)


def read_transcript(
    path: Path,
    passphrase: str | None = None,
    *,
    words: bool = False,
    whole: bool = False,
    unverified: bool = False,
) -> Transcript:
    """The whole transcript as it now stands.

    Args:
        path: The transcript file.
        passphrase: What opens it, where it is encrypted.
        words: Load the words of every segment too.
        whole: Verify the whole file, as a certificate needs it, and not only what is shown.
        unverified: Hand out what is not as it was sealed too; ``Transcript.verdict`` says so.

    Raises:
        TranscriptFileError: As ``open_readonly``.
        Tampered: What is shown is not what was sealed.
    """
    with open_readonly(path, passphrase) as store:
        transcript = store.load(words=words, whole=whole)
    if not unverified:
        refuse_broken(path, transcript.verdict)
    return transcript


def read_record(path: Path, passphrase: str | None = None) -> Record:
    """What a transcript's file knows beside its words: the draft, the log without its words, the file's hash.

    Args:
        path: The transcript file.
        passphrase: What opens it, where it is encrypted.

    Raises:
        TranscriptFileError: As ``open_readonly``.
        Tampered: The draft is not what was sealed.
    """
    import platform

    from testimony import __version__
    from testimony.export.record import Event, Record
    from testimony.runtime.hashing import sha256_of

    with open_readonly(path, passphrase) as store:
        draft = store.log.drafted()
        entries = [logged.entry for logged in store.log.entries()]
    events = tuple(
        Event(one.seq, one.at, one.author, one.standing, one.kind, one.segments) for one in entries
    )
    software = f"Testimony {__version__}, Python {platform.python_version()}, {platform.system()}"
    return Record(path.name, sha256_of(path), path.stat().st_size, draft, events, software)
