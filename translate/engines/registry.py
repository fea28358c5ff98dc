"""The translation engines. A new one is a folder with an adapter called ``ENGINE``, and one line here."""

from __future__ import annotations

from pathlib import Path

from testimony.engines.registry import engine_of, load_engines
from translate.engines.adapter import TranslationEngine
from translate.engines.base import TranslationModel
from translate.options import TranslationOptions

__all__ = ["ENGINES", "open_translation_model", "translation_engine_of", "translation_engines"]

ENGINES = (
    "translate.engines.argos",
    "translate.engines.converted",
)  # fmt: skip


def translation_engines() -> tuple[TranslationEngine, ...]:
    """Every adapter, in the order of the registry; none of them loads its engine."""
    return load_engines(ENGINES, TranslationEngine)


def translation_engine_of(folder: Path) -> TranslationEngine:
    """The engine that a model folder belongs to; raises as ``testimony.engines.registry.engine_of``."""
    return engine_of(translation_engines(), folder, "translation")


def open_translation_model(folder: Path, options: TranslationOptions) -> TranslationModel:
    """Open an installed model with the engine that it belongs to.

    Raises:
        ModelMissing: There is no such folder.
        ModelUnsupported: No engine recognises it.
        ModelDamaged: The model lacks a file, or one cannot be read; the message names it.
    """
    return translation_engine_of(folder).open(folder, options)
