"""Opening transcript files the same way in every command that reads them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from testimony.app import transcripts as reading
from testimony.cli._passphrase import passphrase_for

if TYPE_CHECKING:
    from testimony.export.record import Record
    from testimony.transcript.record.store import TranscriptStore
    from testimony.transcript.types import Transcript

__all__ = ["load_record", "load_transcript", "open_readonly"]


def open_readonly(path: Path) -> TranscriptStore:
    """Open a transcript to read it.

    Raises:
        TranscriptFileError: It is missing or unusable.
    """
    return reading.open_readonly(path, passphrase_for(path))


def load_transcript(
    path: Path, *, words: bool = False, whole: bool = False, unverified: bool = False
) -> Transcript:
    """The whole transcript as it now stands.

    Args:
        path: The transcript file.
        words: Load the words of every segment too.
        whole: Verify the whole file and not only what is shown.
        unverified: Hand out what is not as it was sealed too, and say so.

    Raises:
        Tampered: What is shown is not what was sealed.
    """
    return reading.read_transcript(
        path, passphrase_for(path), words=words, whole=whole, unverified=unverified
    )


def load_record(path: Path) -> Record:
    """What the file knows beside its words: the draft, the log, its hash.

    Raises:
        Tampered: The draft is not what was sealed.
    """
    return reading.read_record(path, passphrase_for(path))
