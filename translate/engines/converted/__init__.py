"""Translation models that were converted for CTranslate2: OPUS-MT, M2M-100, NLLB, MADLAD-400."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from testimony.engines.format import ModelFormat, ModelKind
from translate.engines.adapter import TranslationEngine
from translate.engines.converted.folder import FILES, inspect, read_model, recognises, wanted

if TYPE_CHECKING:
    from translate.engines.base import TranslationModel
    from translate.options import TranslationOptions

__all__ = ["ENGINE"]


def _open(folder: Path, options: TranslationOptions) -> TranslationModel:
    from translate.engines.converted.engine import ConvertedTranslation

    return ConvertedTranslation(read_model(folder), options)


ENGINE = TranslationEngine(
    format=ModelFormat(
        engine="ctranslate2",
        kind=ModelKind.TRANSLATION,
        folder="ctranslate2",
        packages=("ctranslate2", "sentencepiece"),
        recognises=recognises,
        inspect=inspect,
        opened=FILES,
        wanted=wanted,
    ),
    open=_open,
)
