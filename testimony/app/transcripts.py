"""Read a transcript file: what the commands, the batch and the Python API share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.transcript.errors import TranscriptFileError

if TYPE_CHECKING:
    from testimony.transcript.record.store import TranscriptStore
    from testimony.transcript.types import Transcript

__all__ = ["open_readonly", "read_transcript"]


def open_readonly(path: Path, passphrase: str | None = None) -> TranscriptStore:
    """Open a transcript to read it.

    Raises:
        TranscriptFileError: It is missing or unusable, or the passphrase does not open it.
    """
    from testimony.transcript.record.store import TranscriptStore

    if not path.exists():
        raise TranscriptFileError(f"There is no transcript {path}.", "testimony run RECORDING makes one")
    return TranscriptStore.open(path, readonly=True, passphrase=passphrase)


def read_transcript(path: Path, passphrase: str | None = None, *, words: bool = False) -> Transcript:
    """The whole transcript as it now stands.

    Args:
        path: The transcript file.
        passphrase: What opens it, where it is encrypted.
        words: Load the words of every segment too.

    Raises:
        TranscriptFileError: As ``open_readonly``.
    """
    with open_readonly(path, passphrase) as store:
        transcript = store.load()
        if not words:
            return transcript
        segments = tuple(replace(segment, words=store.words(segment.id)) for segment in transcript.segments)
        return replace(transcript, segments=segments)
