"""The words of the segment in work, read once while one is at it."""

from __future__ import annotations

from testimony.transcript.types import Segment, Word
from tui.services import ReviewSession

__all__ = ["WordCache"]


class WordCache:
    """Words by segment; the newest segment's are kept."""

    def __init__(self, session: ReviewSession) -> None:
        self._session = session
        self._kept: tuple[str, tuple[Word, ...]] = ("", ())

    def of(self, segment: Segment) -> tuple[Word, ...]:
        """The words of a segment; empty where none are known.

        Raises:
            TranscriptFileError: The file cannot be read.
        """
        if self._kept[0] != segment.id:
            self._kept = (segment.id, self._session.words(segment.id))
        return self._kept[1]
