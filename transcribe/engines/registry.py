"""The speech engines. A new one is a folder with an adapter called ``ENGINE``, and one line here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from testimony.engines.registry import engine_of, load_engines
from transcribe.engines.adapter import SpeechEngine

if TYPE_CHECKING:
    from transcribe.engines.base import Transcriber

__all__ = ["ENGINES", "open_speech_model", "speech_engine_of", "speech_engines"]

ENGINES = (
    "transcribe.engines.whisper",
    "transcribe.engines.sherpa",
)  # fmt: skip


def speech_engines() -> tuple[SpeechEngine, ...]:
    """Every adapter, in the order of the registry; none of them loads its engine."""
    return load_engines(ENGINES, SpeechEngine)


def speech_engine_of(folder: Path) -> SpeechEngine:
    """The engine that a model folder belongs to; raises as ``testimony.engines.registry.engine_of``."""
    return engine_of(speech_engines(), folder, "speech")


def open_speech_model(model_dir: Path, language_model_dir: Path | None, threads: int) -> Transcriber:
    """Load a speech model, and where one is given another that detects languages for it.

    Args:
        model_dir: The folder of the model that writes.
        language_model_dir: The folder of the one that detects languages; None for the same.
        threads: Processor threads; 0 for what suits the machine.

    Raises:
        ModelMissing: A folder does not exist.
        ModelUnsupported: No engine recognises a folder.
        ModelDamaged: A file of a model is missing or cannot be loaded; the message names it.
    """
    engine = speech_engine_of(model_dir)
    if language_model_dir is None:
        return engine.open(model_dir, None, threads)
    detector = speech_engine_of(language_model_dir)
    if detector.name == engine.name:
        return engine.open(model_dir, language_model_dir, threads)
    from transcribe.engines.delegating import WithDetector

    return WithDetector(
        engine.open(model_dir, None, threads), detector.open(language_model_dir, None, threads)
    )
