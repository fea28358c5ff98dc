"""What the rest of the product knows about a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from testimony.transcript.errors import ModelUnsupported

__all__ = ["ModelInfo", "ModelKind", "require_languages"]

_NAMES = {
    "bo": "Tibetan",
    "en": "English",
    "mn": "Mongolian",
    "ug": "Uyghur",
    "wuu": "Wu Chinese",
    "yue": "Cantonese",
    "zh": "Chinese",
}


_UNTAUGHT = "leave it out of --languages: no Whisper model was ever taught Uyghur"


class ModelKind(StrEnum):
    """What a model does; also the name of the folder that it is installed in."""

    WHISPER = "whisper"
    TRANSLATE = "translate"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """An installed model.

    Attributes:
        name: As ``--model`` and ``--translate-model`` take it.
        path: Its folder.
        languages: What a Whisper model transcribes, in the order of its vocabulary; empty for a translation.
        pair: (from, to) of a translation package; None for Whisper.
        demo: True for the models that were trained for the sample hearing; never used unless asked for.
        licence: As far as it is known, else ``unknown``.
        source: Where it came from, as far as it is known.
        size_bytes: Of all its files.
        digest: SHA-256 over the sorted names and hashes of its files: the model's identity in provenance.
    """

    name: str
    kind: ModelKind
    path: Path
    languages: tuple[str, ...]
    pair: tuple[str, str] | None
    demo: bool
    licence: str
    source: str
    size_bytes: int
    digest: str

    @property
    def is_multilingual(self) -> bool:
        """True for a Whisper model that knows more than one language."""
        return len(self.languages) > 1


def require_languages(info: ModelInfo, languages: Sequence[str]) -> None:
    """Refuse a job in a language that the speech model does not know.

    Raises:
        ModelUnsupported: Names the language and the model.
    """
    for language in languages:
        if language not in info.languages:
            named = f"{_NAMES[language]} ({language})" if language in _NAMES else f"the language {language!r}"
            raise ModelUnsupported(
                f"The speech model {info.name} does not know {named}; it knows {_few(info.languages)}.",
                _UNTAUGHT if language == "ug" else "testimony models list",
            )


def _few(languages: Sequence[str]) -> str:
    shown = ", ".join(languages[:8])
    more = len(languages) - 8
    return f"{shown} and {more} more" if more > 0 else shown or "no language at all"
