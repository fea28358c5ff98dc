"""What clustering is told of each stretch of speech, and what it says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transcribe.speakers.voiceprint import Voiceprint

__all__ = ["Assignment", "HowMany", "Piece"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of speech, thought to be of one speaker.

    Attributes:
        voice: None where there was too little sound.
        language: BCP-47 tag, or ``und``.
    """

    start_ms: int
    end_ms: int
    voice: Voiceprint | None
    channel: int = 0
    language: str = "und"


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who said a piece.

    Attributes:
        speaker: 0, 1, 2, … by first appearance in the recording.
        probability: 0–1, that it was this speaker and not the second best; 1 where there is no other.
        second: The second best; None where there is no other.
    """

    speaker: int
    probability: float
    second: int | None = None


@dataclass(frozen=True, slots=True)
class HowMany:
    """How many speakers there are, as far as somebody knows; ``most`` 0 leaves it open.

    Raises:
        ValueError: The smallest number is above the largest, or not positive.
    """

    least: int = 1
    most: int = 0

    def __post_init__(self) -> None:
        """Refuse a range that holds no number."""
        if self.least < 1 or (self.most and self.most < self.least):
            raise ValueError(f"no number of speakers lies between {self.least} and {self.most}")
