"""What the rest of the product knows about a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from testimony.engines.format import Ability, ModelKind
from testimony.engines.languages import refuse_unknown_languages
from testimony.models.engines import format_of

__all__ = ["ModelInfo", "ModelKind", "require_languages"]


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """An installed model.

    Attributes:
        name: As ``--model`` and ``--translate-model`` take it.
        path: Its folder.
        kind: Its task.
        engine: The engine that opens it.
        languages: What a speech model writes, in the order of its vocabulary, or what a translation model
            translates in every direction; empty for one with a ``pair``.
        pair: (from, to) of a translation model of one direction; None for any other.
        demo: True for the models that were trained for the sample hearing; never used unless asked for.
        licence: As far as it is known, else ``unknown``.
        source: Where it came from, as far as it is known.
        size_bytes: Of all its files.
        digest: SHA-256 over the sorted names and hashes of its files: the model's identity in provenance.
    """

    name: str
    kind: ModelKind
    engine: str
    path: Path
    languages: tuple[str, ...]
    pair: tuple[str, str] | None
    demo: bool
    licence: str
    source: str
    size_bytes: int
    digest: str

    @property
    def place(self) -> str:
        """Its path in ``$TESTIMONY_HOME/models`` and in a pack: the engine's folder, then its name."""
        return f"{format_of(self.engine).folder}/{self.name}"

    def can(self, ability: Ability) -> bool:
        """True where the engine of the model has an ability."""
        return ability in format_of(self.engine).abilities

    @property
    def is_multilingual(self) -> bool:
        """True for a model that knows more than one language."""
        return len(self.languages) > 1

    def translates(self, source: str, target: str) -> bool:
        """True for a translation model that leads from the one language to the other in one step."""
        if self.pair is not None:
            return self.pair == (source, target)
        known = self.kind == ModelKind.TRANSLATION and source != target
        return known and source in self.languages and target in self.languages


def require_languages(info: ModelInfo, languages: Sequence[str]) -> None:
    """Refuse a job in a language that the speech model does not know.

    Raises:
        ModelUnsupported: Names the language and the model.
    """
    refuse_unknown_languages(info.name, info.languages, languages)
