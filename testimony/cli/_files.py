"""Opening transcript files the same way in every command that reads them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.cli._passphrase import passphrase_for
from testimony.transcript.errors import TranscriptFileError

if TYPE_CHECKING:
    from testimony.transcript.store import TranscriptStore
    from testimony.transcript.types import Transcript

__all__ = ["load_transcript", "open_readonly"]


def open_readonly(path: Path) -> TranscriptStore:
    """Open a transcript to read it.

    Raises:
        TranscriptFileError: It is missing or unusable.
    """
    from testimony.transcript.store import TranscriptStore

    if not path.exists():
        raise TranscriptFileError(f"There is no transcript {path}.", "testimony run RECORDING makes one")
    return TranscriptStore.open(path, readonly=True, passphrase=passphrase_for(path))


def load_transcript(path: Path, *, words: bool = False) -> Transcript:
    """The whole transcript as it now stands.

    Args:
        path: The transcript file.
        words: Load the words of every segment too.
    """
    with open_readonly(path) as store:
        transcript = store.load()
        if not words:
            return transcript
        segments = tuple(replace(segment, words=store.words(segment.id)) for segment in transcript.segments)
        return replace(transcript, segments=segments)
