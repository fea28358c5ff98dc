"""What a translation engine's folder gives to the registry: its model folders, and how to open one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.engines.format import ModelFormat

if TYPE_CHECKING:
    from translate.engines.base import TranslationModel
    from translate.options import TranslationOptions

__all__ = ["TranslationEngine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationEngine:
    """The adapter of one engine.

    Attributes:
        format: Its name, its packages and what its model folders look like.
        open: Model folder, settings → the model, which loads its weights at the first sentence. Raises
            ModelDamaged, naming the file.
    """

    format: ModelFormat
    open: Callable[[Path, TranslationOptions], TranslationModel]

    @property
    def name(self) -> str:
        """As a manifest and provenance record it."""
        return self.format.engine
