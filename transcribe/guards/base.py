"""What a guard is, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from testimony.transcript.types import Flag, FlagKind, Word
from transcribe.confidence import WordLimits
from transcribe.spoken import DecodedUtterance

__all__ = ["Guard", "Row"]


@dataclass(frozen=True, slots=True)
class Row:
    """A segment to be, and the utterance it was cut from."""

    words: tuple[Word, ...]
    start_ms: int
    end_ms: int
    heard: DecodedUtterance

    @property
    def text(self) -> str:
        """What was said."""
        return "".join(word.text for word in self.words).strip()

    @property
    def limits(self) -> WordLimits:
        """Below what its words are doubted, for the model that wrote them."""
        return self.heard.result.confidence.of(self.heard.spoken.utterance.language)


@dataclass(frozen=True, slots=True)
class Guard:
    """One doubt about a line: a rule, and what a person should know about it.

    Attributes:
        kind: The kind of its flags.
        check: Returns a flag, or None where the line gives no reason for this doubt.
        explanation: For each language of the screen (``en``, ``zh``): what the flag means.
        chosen_on: On which data its thresholds were chosen.
    """

    kind: FlagKind
    check: Callable[[Row], Flag | None]
    explanation: Mapping[str, str]
    chosen_on: str
