"""The model folders of every engine, speech and translation, as the engines' own registries list them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from testimony.engines.format import ModelFormat, ModelKind
from testimony.transcript.errors import ModelUnsupported

__all__ = ["LEGACY_ENGINES", "format_of", "format_of_folder", "formats"]

LEGACY_ENGINES = {"whisper": "whisper", "translate": "argos"}
"""What ``kind`` meant in a manifest before it named the engine as well → the engine."""


def formats(kind: ModelKind | None = None) -> tuple[ModelFormat, ...]:
    """The formats of all engines, or of those for one task; speech first, in the order of the registries."""
    # Not at the top: where another package answers to one of these names, doctor must still start and say so.
    from transcribe.engines.registry import speech_engines
    from translate.engines.registry import translation_engines

    engines: Sequence[ModelFormat] = [
        *(engine.format for engine in speech_engines()),
        *(engine.format for engine in translation_engines()),
    ]
    return tuple(each for each in engines if kind in (None, each.kind))


def format_of(engine: str) -> ModelFormat:
    """The format of an engine by its name.

    Raises:
        ModelUnsupported: This version has no such engine.
    """
    for each in formats():
        if each.engine == engine:
            return each
    raise ModelUnsupported(f"This version of Testimony has no engine {engine!r}.", "testimony doctor")


def format_of_folder(folder: Path) -> ModelFormat | None:
    """The format that recognises a folder; None where no engine does."""
    return next((each for each in formats() if each.recognises(folder)), None)
