"""Which speech model writes, and which one each language has of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from testimony.engines.format import Ability
from testimony.transcript.errors import SettingsError

if TYPE_CHECKING:
    from testimony.models import ModelInfo, ModelLibrary

__all__ = ["ModelsByLanguage", "main_model", "models_by_language"]

ModelsByLanguage = tuple[tuple[str, "ModelInfo"], ...]


def models_by_language(
    library: ModelLibrary, named: Sequence[tuple[str, str]], languages: Sequence[str]
) -> ModelsByLanguage:
    """The models that ``--model zh=NAME`` gives to languages of the job, verified.

    Args:
        library: The installed models.
        named: Language and model, as typed.
        languages: Those of the job.

    Raises:
        SettingsError: A language is not one of the job's.
        ModelError: A model is missing, damaged, or does not know its language.
    """
    from testimony.models.types import require_languages

    found = []
    for language, name in named:
        if language not in languages:
            raise SettingsError(
                f"--model {language}={name} names a language that --languages leaves out.",
                f"add {language} to --languages, or leave the model out",
            )
        info = library.speech(name)
        require_languages(info, [language])
        library.verify(info)
        found.append((language, info))
    return tuple(found)


def main_model(
    library: ModelLibrary, name: str, by_language: ModelsByLanguage, languages: Sequence[str]
) -> ModelInfo:
    """The model that writes what has no model of its own, and tells languages apart unless another one does.

    Where every language has a model and none is named for the rest, the smallest of them that can tell all
    languages apart is taken, else the default model.

    Args:
        library: The installed models.
        name: As ``--model NAME``; empty for none.
        by_language: The models of single languages.
        languages: Those of the job.

    Raises:
        ModelError: The model is missing, damaged, or does not know a language that has no model of its own.
    """
    from testimony.models.types import require_languages

    own = {language for language, _ in by_language}
    fit = [
        info
        for _, info in by_language
        if info.can(Ability.DETECT_LANGUAGES) and set(languages) <= set(info.languages)
    ]
    if not name and own >= set(languages) and fit:
        return min(fit, key=lambda info: (info.size_bytes, info.name))
    info = library.speech(name or None, languages=languages)
    require_languages(info, [language for language in languages if language not in own])
    library.verify(info)
    return info
