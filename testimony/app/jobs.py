"""From the options of ``run`` to a job; ``demo`` and ``batch`` make theirs the same way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from testimony.transcript.errors import ModelMissing, SettingsError, UnsupportedPair

if TYPE_CHECKING:
    from testimony.cli._house import House
    from testimony.models import ModelInfo, ModelLibrary
    from testimony.pipeline import RunJob
    from translate.glossary import Glossary
    from translate.memory import Memory

__all__ = [
    "DEMO",
    "RunChoices",
    "find_packages",
    "make_job",
    "open_glossary",
    "open_memory",
    "parse_languages",
]

DEMO = "demo"
_PIVOT = "en"


@dataclass(frozen=True, slots=True)
class RunChoices:
    """What the command line of ``run`` may say about all its recordings."""

    model: str = ""
    language_model: str = ""
    languages: tuple[str, ...] = ("zh", "en")
    target: str = ""
    translate: bool = True
    translate_model: str = ""
    quality: str = "standard"
    glossary: Path | None = None
    memory: Path | None = None
    memory_apply: str = ""
    channels: str = "mix"
    force: bool = False
    encrypt: bool = False
    passphrase: str | None = None


def parse_languages(text: str) -> tuple[str, ...]:
    """``zh,en`` as a tuple, without repetitions.

    Raises:
        SettingsError: No language is named, or one is no language code.
    """
    codes = tuple(dict.fromkeys(code.strip().lower() for code in text.split(",") if code.strip()))
    wrong = [code for code in codes if not re.fullmatch("[a-z]{2,3}", code)]
    if wrong or not codes:
        raise SettingsError(f"{text!r} is not a list of language codes.", "name them like --languages zh,en")
    return codes


def make_job(house: House, recording: Path, output: Path, choices: RunChoices) -> RunJob:
    """The job that ``choices`` describe, its models found and verified.

    Raises:
        ModelError: A model is missing or damaged.
        SettingsError: The choices contradict themselves.
        GlossaryError: The glossary cannot be used.
    """
    from testimony.models.speeds import SpeedLog
    from testimony.pipeline import RunJob
    from transcribe import SpeechOptions
    from translate import TranslationOptions

    settings, library = house.settings, house.library
    speech = library.speech(choices.model or settings.speech_model or None)
    _check(library, speech, choices.languages)
    named = choices.language_model or settings.language_model
    language_model = _detector(library, speech, named, choices.languages)
    glossary, memory = open_glossary(choices.glossary), open_memory(choices.memory)
    return RunJob(
        recording=recording,
        output=output,
        speech=speech,
        speech_options=SpeechOptions(
            languages=choices.languages,
            quality=cast("Any", choices.quality),  # click offers what the type allows
            channels=cast("Any", choices.channels),
            hotwords=_hotwords(glossary, choices.languages),
            threads=settings.speech_threads,
        ),
        translation_options=TranslationOptions(quality=choices.quality, threads=settings.translation_threads),
        language_model=language_model,
        packages=_packages(house, choices, use_demo=speech.demo) if choices.translate else (),
        target=choices.target,
        glossary=glossary,
        memory=memory if choices.memory_apply and choices.translate else None,
        force=choices.force,
        passphrase=choices.passphrase,
        speeds=SpeedLog(settings.home),
    )


def _detector(
    library: ModelLibrary, speech: ModelInfo, named: str, languages: Sequence[str]
) -> ModelInfo | None:
    """The model that tells languages apart: the named one, the smallest installed, or (None) the main one.

    A job of one language has nothing to tell apart.
    """
    if named:
        found: ModelInfo | None = library.speech(named)
    else:
        found = library.detector(speech, languages) if len(languages) > 1 and not speech.demo else None
    if found is not None:
        _check(library, found, languages)
    return found


def _check(library: ModelLibrary, speech: ModelInfo, languages: Sequence[str]) -> None:
    """Refuse a speech model that lacks a language of the job, or that is damaged."""
    from testimony.models.types import require_languages

    require_languages(speech, languages)
    library.verify(speech)


def open_glossary(path: Path | None) -> Glossary | None:
    """Read the glossary that a command line names, if it names one.

    Raises:
        GlossaryError: It cannot be used; the message names file and line.
    """
    if path is None:
        return None
    from translate.glossary import load_glossary

    return load_glossary(path)


def open_memory(path: Path | None) -> Memory | None:
    """Read the memory that a command line names, if it names one; say which of its files are no source.

    Raises:
        TranslationError: It cannot be used; the message names the file.
    """
    if path is None:
        return None
    from testimony.cli._say import warn
    from translate.memory import load_memory

    memory, skipped = load_memory(path)
    for sentence in skipped:
        warn(sentence)
    return memory


def _hotwords(glossary: Glossary | None, languages: Sequence[str]) -> dict[str, str]:
    """The names that may be heard in the languages of the job."""
    names = glossary.hotwords() if glossary is not None else {}
    return {language: names[language] for language in languages if language in names}


def _packages(house: House, choices: RunChoices, *, use_demo: bool) -> tuple[ModelInfo, ...]:
    """The packages for every pair of the job."""
    from testimony.pipeline import targets_of

    name = choices.translate_model or (DEMO if use_demo else "")
    target_of = targets_of(choices.languages, choices.target)
    pairs = [(language, target_of(language)) for language in choices.languages if target_of(language)]
    return find_packages(house.library, pairs, name)


def find_packages(
    library: ModelLibrary, pairs: Sequence[tuple[str, str]], name: str = ""
) -> tuple[ModelInfo, ...]:
    """The packages that lead from each source to its target, direct or by way of English, verified.

    Args:
        library: Where to look.
        pairs: Source and target languages.
        name: A package to prefer; ``demo`` takes the demo packages, which are never taken unasked.

    Raises:
        ModelMissing: No installed package leads there.
        ModelDamaged: A file of a package is missing or changed.
        UnsupportedPair: The package named leads elsewhere.
    """
    installed = library.translation_packages(demo=name == DEMO)
    if name and name != DEMO:
        installed = (library.translation(name), *installed)
    by_pair: dict[tuple[str, str], ModelInfo] = {}
    for package in installed:
        if package.pair is not None:
            by_pair.setdefault(package.pair, package)
    chosen: dict[str, ModelInfo] = {}
    for source, target in pairs:
        chosen.update((package.name, package) for package in _route(by_pair, source, target))
    if name and name != DEMO and installed[0].name not in chosen:
        raise UnsupportedPair(
            f"The translation package {name} does not lead"
            f" {' or '.join(f'from {source} to {target}' for source, target in pairs)}.",
            "name another one, or none: testimony models list",
        )
    for package in chosen.values():
        library.verify(package)
    return tuple(chosen.values())


def _route(by_pair: dict[tuple[str, str], ModelInfo], source: str, target: str) -> Sequence[ModelInfo]:
    if (source, target) in by_pair:
        return [by_pair[source, target]]
    legs = [(source, _PIVOT), (_PIVOT, target)]
    if all(leg in by_pair for leg in legs):
        return [by_pair[leg] for leg in legs]
    raise ModelMissing(
        f"No translation package from {source} to {target} is installed.",
        f"testimony models fetch translate:{source}-{target}",
    )
