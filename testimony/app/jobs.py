"""From the options of a run to its job; every command that runs recordings makes jobs here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.app.packages import DEMO, find_packages
from testimony.app.run.speech_models import main_model, models_by_language
from testimony.app.run.witnesses import make_witness
from testimony.app.speakers.options import speaker_options
from testimony.engines.format import Ability
from testimony.transcript.errors import ModelError, ModelUnsupported, SettingsError

if TYPE_CHECKING:
    from testimony.app.context import AppContext
    from testimony.app.run.job import RunJob
    from testimony.models import ModelInfo, ModelLibrary
    from transcribe import SpeechOptions
    from transcribe.options import Channels, Quality, WrittenScript
    from transcribe.speakers.known import KnownVoice
    from translate.glossary import Glossary
    from translate.memory import Memory

__all__ = [
    "RunChoices",
    "Warn",
    "ignore_warning",
    "make_job",
    "open_glossary",
    "open_memory",
    "parse_languages",
]
Warn = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class RunChoices:
    """The options of ``run``, the same for all recordings of one call.

    Attributes:
        speakers: A number, a range, ``off``, or empty for as many as there are.
        roles: Who is known to be there, as ``parse_roles`` reads it.
        known_voices: Enrolled voices, whose names are offered.
    """

    model: str = ""
    models: tuple[tuple[str, str], ...] = ()
    language_model: str = ""
    witness: str = ""
    languages: tuple[str, ...] = ("zh", "en")
    target: str = ""
    translate: bool = True
    translate_model: str = ""
    second_translation: str = ""
    quality: Quality = "standard"
    script: WrittenScript = "hans"
    glossary: Path | None = None
    memory: Path | None = None
    memory_apply: str = ""
    channels: Channels = "mix"
    track: int = 0
    speakers: str = ""
    roles: str = ""
    known_voices: tuple[KnownVoice, ...] = ()
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


def ignore_warning(_: str) -> None:
    """Say nothing."""


def make_job(
    context: AppContext, recording: Path, output: Path, choices: RunChoices, warn: Warn = ignore_warning
) -> RunJob:
    """The job that ``choices`` describe, its models found and verified.

    Args:
        context: Settings and installed models.
        recording: The file to transcribe.
        output: The transcript to write.
        choices: The options of ``run``.
        warn: Called with one sentence for each thing that was left out.

    Raises:
        ModelError: A model is missing or damaged.
        SettingsError: The choices contradict themselves.
        GlossaryError: The glossary cannot be used.
    """
    from testimony.app.run.job import RunJob
    from testimony.models.speeds import SpeedLog
    from translate import TranslationOptions

    settings, library = context.settings, context.library
    by_language = models_by_language(library, choices.models, choices.languages)
    speech = main_model(library, choices.model or settings.speech_model, by_language, choices.languages)
    glossary, memory = open_glossary(choices.glossary), open_memory(choices.memory, warn)
    return RunJob(
        recording=recording,
        track=choices.track,
        output=output,
        speech=speech,
        by_language=by_language,
        speech_options=_speech_options(choices, settings.speech_threads, speech, glossary),
        translation_options=TranslationOptions(quality=choices.quality, threads=settings.translation_threads),
        language_model=_detector(context, speech, choices, warn),
        witness=make_witness(library, speech, choices.witness, choices.languages),
        packages=_packages(context, choices, use_demo=speech.demo) if choices.translate else (),
        second_packages=_second_packages(context, choices),
        target=choices.target,
        glossary=glossary,
        memory=memory if choices.memory_apply and choices.translate else None,
        voices=speaker_options(choices.speakers, choices.roles, choices.known_voices),
        force=choices.force,
        passphrase=choices.passphrase,
        speeds=SpeedLog(settings.home),
    )


def _speech_options(
    choices: RunChoices, threads: int, speech: ModelInfo, glossary: Glossary | None
) -> SpeechOptions:
    from transcribe import SpeechOptions

    return SpeechOptions(
        languages=choices.languages,
        quality=choices.quality,
        channels=choices.channels,
        hotwords=_hotwords(speech, glossary, choices.languages),
        threads=threads,
        script=choices.script,
    )


def _detector(context: AppContext, speech: ModelInfo, choices: RunChoices, warn: Warn) -> ModelInfo | None:
    """The model that tells languages apart: the named one, the smallest fit one, or (None) the main one.

    A job of one language has nothing to tell apart.
    """
    library, languages = context.library, choices.languages
    named = choices.language_model or context.settings.language_model
    found: ModelInfo | None = None
    if named:
        found = library.speech(named)
        if found.demo and not speech.demo:
            raise ModelUnsupported(
                f"The demo model {found.name} cannot tell the languages of a recording apart; it knows the"
                " sample hearing alone.",
                "name another one with --language-model, or none",
            )
        _check(library, found, languages)
    elif len(languages) > 1 and not speech.demo:
        found = _first_fit(library, library.detectors(speech, languages), languages, warn)
    if len(languages) > 1 and not (found or speech).can(Ability.DETECT_LANGUAGES):
        raise SettingsError(
            f"The speech model {(found or speech).name} cannot tell {' and '.join(languages)} apart.",
            "name one language with --languages, or a model that can with --language-model",
        )
    return found


def _first_fit(
    library: ModelLibrary, detectors: Sequence[ModelInfo], languages: Sequence[str], warn: Warn
) -> ModelInfo | None:
    """The first model that is whole and knows the languages by its own files; says which were passed over."""
    from testimony.models.folders import inspect_folder

    for info in detectors:
        try:
            library.verify(info)
        except ModelError as error:
            warn(f"{error.message} It is not used to tell languages apart.")
            continue
        if set(languages) <= set(inspect_folder(info.path)[1].languages):
            return info
    return None


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


def open_memory(path: Path | None, warn: Warn = ignore_warning) -> Memory | None:
    """Read the memory that a command line names, if it names one; say which of its files are no source.

    Raises:
        TranslationError: It cannot be used; the message names the file.
    """
    if path is None:
        return None
    from translate.memory import load_memory

    memory, skipped = load_memory(path)
    for sentence in skipped:
        warn(sentence)
    return memory


def _hotwords(speech: ModelInfo, glossary: Glossary | None, languages: Sequence[str]) -> dict[str, str]:
    """The names that may be heard in the languages of the job; none for an engine that takes no hints."""
    names = glossary.hotwords() if glossary is not None and speech.can(Ability.TAKE_HINTS) else {}
    return {language: names[language] for language in languages if language in names}


def _second_packages(context: AppContext, choices: RunChoices) -> tuple[ModelInfo, ...]:
    """The packages of the second translation: those that lead through the named one."""
    if not choices.second_translation or not choices.translate:
        return ()
    if choices.second_translation == choices.translate_model:
        raise SettingsError(
            f"The second translation is by {choices.second_translation} as well as the first.",
            "name another package with --second-translation: testimony models list",
        )
    return find_packages(
        context.library,
        _pairs(choices),
        choices.second_translation,
        partly=choices.second_translation != DEMO,
    )


def _pairs(choices: RunChoices) -> list[tuple[str, str]]:
    from testimony.app.run.job import targets_of

    target_of = targets_of(choices.languages, choices.target)
    return [(language, target_of(language)) for language in choices.languages if target_of(language)]


def _packages(context: AppContext, choices: RunChoices, *, use_demo: bool) -> tuple[ModelInfo, ...]:
    """The packages for every pair of the job."""
    name = choices.translate_model or (DEMO if use_demo else "")
    return find_packages(context.library, _pairs(choices), name)
