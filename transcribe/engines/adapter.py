"""What a speech engine's folder gives to the registry: its model folders, its abilities, how to open it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.engines.format import ModelFormat

if TYPE_CHECKING:
    from transcribe.engines.base import Transcriber

__all__ = ["SpeechEngine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechEngine:
    """The adapter of one engine.

    Attributes:
        format: Its name, its packages and what its model folders look like.
        open: Model folder, folder of a smaller model of the same engine that detects languages (None for the
            same one), threads (0 for what suits the machine) → the loaded engine. Raises ModelDamaged,
            naming the file.
    """

    format: ModelFormat
    open: Callable[[Path, Path | None, int], Transcriber]

    @property
    def name(self) -> str:
        """As a manifest and provenance record it."""
        return self.format.engine
