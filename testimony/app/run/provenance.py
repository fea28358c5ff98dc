"""What made a draft: models with their hashes, settings, versions."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from typing import TYPE_CHECKING

from testimony.transcript.types import Provenance
from transcribe.confidence import UNMEASURED

if TYPE_CHECKING:
    from testimony.app.run.witnesses import WitnessChoice
    from testimony.models import ModelInfo
    from transcribe import SpeechOptions
    from translate import TranslationOptions

__all__ = [
    "fingerprint_of",
    "memory_provenance",
    "speech_provenance",
    "translation_provenance",
    "versions_of",
    "with_models",
]


def speech_provenance(
    speech: ModelInfo,
    language_model: ModelInfo | None,
    options: SpeechOptions,
    witness: WitnessChoice | None = None,
    track: int = 0,
) -> Provenance:
    """The provenance of a transcription pass; threads are no part of it.

    Args:
        speech: The model that wrote.
        language_model: The model that told languages apart, if another one did.
        options: The speech options.
        witness: The model that heard what was written again; None for none.
        track: Number of the sound track that a person chose; 0 where nobody did.
    """
    models = {"speech": _named(speech)}
    settings = {**_settings(asdict(options)), **({"track": str(track)} if track else {})}
    settings["limits_of_doubt"] = _limits_of_doubt(speech)
    if language_model is not None:
        models["language"] = _named(language_model)
    if witness is not None:
        models["witness"] = _named(witness.model or speech)
        settings["witness"] = "other windows" if witness.model is None else "another model"
        settings["witness_hears"] = "everything" if witness.everything else "doubts and facts"
    heard_by = witness.model if witness is not None else None
    return Provenance(
        models=models,
        settings=settings,
        versions=versions_of("testimony", *_packages(speech, language_model, heard_by), "av"),
        demo=speech.demo,
    )


def _limits_of_doubt(speech: ModelInfo) -> str:
    """Say where the limits come from below which the model's words are doubted."""
    if speech.engine != "whisper":
        return UNMEASURED.told()
    from transcribe.engines.whisper.loading import confidence_in

    return confidence_in(speech.path).told()


def with_models(made_by: Provenance, by_language: Sequence[tuple[str, ModelInfo]]) -> Provenance:
    """A transcription pass in which some languages were written by models of their own."""
    if not by_language:
        return made_by
    models = {f"speech {language}": _named(info) for language, info in by_language}
    packages = _packages(*(info for _, info in by_language))
    return replace(
        made_by,
        models={**made_by.models, **models},
        versions={**made_by.versions, **versions_of(*packages)},
        demo=made_by.demo or any(info.demo for _, info in by_language),
    )


def translation_provenance(
    packages: Sequence[ModelInfo],
    options: TranslationOptions,
    target: str,
    glossary: str = "",
    second: Sequence[ModelInfo] = (),
) -> Provenance:
    """The provenance of a translation pass.

    Args:
        packages: What made the texts.
        options: The search.
        target: The language that everything goes into; empty for each into the other.
        glossary: The digest of the glossary that it was held to; empty for none.
        second: What made the texts that are kept beside.
    """
    settings = {**_settings(asdict(options)), "target": target}
    if glossary:
        settings["glossary"] = glossary
    return Provenance(
        models={
            **{package.name: _named(package) for package in packages},
            **{f"second {package.name}": _named(package) for package in second},
        },
        settings=settings,
        versions=versions_of("testimony", *_packages(*packages, *second)),
        demo=any(package.demo for package in (*packages, *second)),
    )


def memory_provenance(digest: str) -> Provenance:
    """The provenance of approved translations used again, word for word; ``digest`` is the memory's."""
    settings = {"memory": digest, "apply": "exact"}
    return Provenance(models={}, settings=settings, versions=versions_of("testimony"))


def fingerprint_of(recording_sha256: str, passes: Mapping[str, Provenance]) -> str:
    """What a run must have in common with the one that began the file, to go on with it (hex SHA-256)."""
    content = json.dumps(
        [recording_sha256, {name: asdict(made_by) for name, made_by in passes.items()}], sort_keys=True
    )
    return hashlib.sha256(content.encode()).hexdigest()


def _packages(*models: ModelInfo | None) -> tuple[str, ...]:
    """The distributions that decide what the engines of these models write."""
    from testimony.models.engines import format_of

    engines = (format_of(model.engine) for model in models if model is not None)
    return tuple(dict.fromkeys(name for engine in engines for name in engine.packages))


def _named(model: ModelInfo) -> str:
    return f"{model.name}@{model.digest}"


def _settings(options: Mapping[str, object]) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
        for name, value in options.items()
        if name != "threads"
    }


def versions_of(*packages: str) -> dict[str, str]:
    """The installed version of each package."""
    return {package: _version(package) for package in packages}


@cache
def _version(package: str) -> str:
    return importlib.metadata.version(package)  # reads a file: ten times a recording
