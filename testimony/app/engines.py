"""Engines that are loaded once and kept, for one recording or for a thousand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from testimony.transcript.errors import TestimonyError

if TYPE_CHECKING:
    from testimony.app.run.speech_models import ModelsByLanguage
    from testimony.app.run.witnesses import WitnessChoice
    from testimony.models import ModelInfo
    from transcribe import SpeechOptions, Transcriber
    from transcribe.speakers.encoder import VoiceEncoder
    from transcribe.witness.listening import Witness
    from translate import TranslationOptions, Translator
    from translate.glossary import Glossary

__all__ = ["Engines"]


class Engines:
    """Loads what a job asks for, unless it is loaded already; holds one engine of each kind."""

    def __init__(self) -> None:
        self._speech: tuple[object, Transcriber] | None = None
        self._translation: tuple[object, Translator] | None = None
        self._second: tuple[object, Translator] | None = None
        self._witness: tuple[object, Transcriber] | None = None
        self._voices: VoiceEncoder | None = None

    def transcriber(
        self,
        speech: ModelInfo,
        language_model: ModelInfo | None,
        options: SpeechOptions,
        by_language: ModelsByLanguage = (),
    ) -> Transcriber:
        """The speech engine of a job.

        Args:
            speech: The model that writes.
            language_model: The model that tells languages apart; None for ``speech`` itself.
            options: The job.
            by_language: Languages that a model of their own writes, with it.

        Raises:
            ModelError: The model is damaged, or does not know a language of the job.
        """
        from transcribe.engines.registry import open_speech_model
        from transcribe.pipeline import check_languages

        key = (speech, language_model, options.threads, by_language)
        if self._speech is None or self._speech[0] != key:
            self._speech = None  # two models at once may be more than the machine holds
            language_dir = language_model.path if language_model else None
            engine = open_speech_model(speech.path, language_dir, options.threads)
            self._speech = (key, _by_language(engine, speech, by_language, options.threads))
        check_languages(self._speech[1], options.languages, str(speech.path))
        return self._speech[1]

    def witness(self, choice: WitnessChoice, transcriber: Transcriber, options: SpeechOptions) -> Witness:
        """The witness of a job; one whose engine cannot be loaded has failed and hears nothing.

        Args:
            choice: Which model.
            transcriber: The engine that writes.
            options: The job.
        """
        from transcribe.engines.registry import open_speech_model
        from transcribe.witness.listening import Witness
        from transcribe.witness.windows import OtherWindows

        if choice.model is None:
            return Witness(OtherWindows(transcriber), choice.name, choice.everything)
        key = (choice.model, options.threads)
        try:
            if self._witness is None or self._witness[0] != key:
                self._witness = None
                self._witness = (key, open_speech_model(choice.model.path, None, options.threads))
        except TestimonyError as error:
            failed = Witness(transcriber, choice.name, choice.everything)
            failed.failure = error.message
            return failed
        return Witness(self._witness[1], choice.name, choice.everything)

    def translator(
        self, packages: Sequence[ModelInfo], options: TranslationOptions, glossary: Glossary | None
    ) -> Translator | None:
        """The translation engines of a job, held to its glossary; None for no translation.

        Raises:
            ModelDamaged: A package lacks a file.
        """
        self._translation = _opened(self._translation, packages, options)
        return self._translation[1].with_glossary(glossary) if self._translation else None

    def second_translator(
        self, packages: Sequence[ModelInfo], options: TranslationOptions, glossary: Glossary | None
    ) -> Translator | None:
        """The engines of a job's second translation; None for none. Raises as ``translator``."""
        self._second = _opened(self._second, packages, options)
        return self._second[1].with_glossary(glossary) if self._second else None

    def voice_encoder(self) -> VoiceEncoder:
        """What makes voiceprints, loaded once.

        Raises:
            ModelError: The speaker model is missing or damaged.
        """
        from transcribe.speakers.encoder import open_voice_encoder

        if self._voices is None:
            self._voices = open_voice_encoder()
        return self._voices


def _opened(
    before: tuple[object, Translator] | None, packages: Sequence[ModelInfo], options: TranslationOptions
) -> tuple[object, Translator] | None:
    """The translator of these packages: the one from before where it is the same; None for no packages."""
    from translate import open_translator

    if not packages:
        return None
    key = (tuple(packages), options)
    if before is not None and before[0] == key:
        return before
    return key, open_translator([package.path for package in packages], options)


def _by_language(
    engine: Transcriber, speech: ModelInfo, by_language: ModelsByLanguage, threads: int
) -> Transcriber:
    """The engine, with the languages that a model of their own writes; each model is loaded once."""
    from transcribe.engines.by_language import ByLanguage
    from transcribe.engines.registry import open_speech_model

    if not by_language:
        return engine
    opened = {speech.digest: engine}
    for _, info in by_language:
        if info.digest not in opened:
            opened[info.digest] = open_speech_model(info.path, None, threads)
    return (
        ByLanguage(engine, {language: opened[info.digest] for language, info in by_language})
        if by_language
        else engine
    )
