"""How a long job tells how far it has come; no room prints by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Progress", "ProgressListener", "ignore_progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """One step forward.

    Attributes:
        stage: ``decode``, ``transcribe``, ``translate`` or ``speakers``.
        done_ms: Milliseconds of the recording that the stage has behind it.
        total_ms: Length of the recording, or 0 while unknown.
    """

    stage: str
    done_ms: int
    total_ms: int


ProgressListener = Callable[[Progress], None]


def ignore_progress(progress: Progress) -> None:
    """Take a step and say nothing."""
