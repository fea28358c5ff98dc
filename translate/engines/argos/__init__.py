"""Argos Translate packages on CTranslate2."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from testimony.engines.format import ModelFormat, ModelKind
from translate.engines.adapter import TranslationEngine
from translate.engines.argos.package import FILES, inspect, read_package, recognises, wanted

if TYPE_CHECKING:
    from translate.engines.base import TranslationModel
    from translate.options import TranslationOptions

__all__ = ["ENGINE"]


def _open(folder: Path, options: TranslationOptions) -> TranslationModel:
    from translate.engines.argos.engine import ArgosEngine

    return ArgosEngine(read_package(folder), options)


ENGINE = TranslationEngine(
    format=ModelFormat(
        engine="argos",
        kind=ModelKind.TRANSLATION,
        folder="translate",
        packages=("argostranslate", "ctranslate2"),
        recognises=recognises,
        inspect=inspect,
        opened=FILES,
        wanted=wanted,
    ),
    open=_open,
)
