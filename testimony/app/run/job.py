"""What a run is asked for, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from testimony.app.run.speech_models import ModelsByLanguage
    from testimony.app.run.witnesses import WitnessChoice
    from testimony.app.speakers.options import SpeakerOptions
    from testimony.models import ModelInfo
    from testimony.models.speeds import SpeedLog
    from testimony.transcript.types import Recording
    from transcribe import SpeechOptions
    from translate import TranslationOptions
    from translate.glossary import Glossary
    from translate.memory import Memory

__all__ = ["RunJob", "RunOutcome", "targets_of"]


@dataclass(frozen=True, slots=True)
class RunJob:
    """Everything that decides what a run makes of a recording.

    Attributes:
        recording: The file to transcribe; it is only read.
        output: The transcript to write.
        speech: The model that transcribes.
        language_model: The model that detects languages; None for ``speech`` itself.
        by_language: Languages that a model of their own writes, with it.
        witness: The model that hears what was written a second time; None for none.
        packages: Installed translation packages to use; empty for no translation.
        second_packages: Packages of another engine whose text is kept beside; empty for none.
        target: BCP-47 tag to translate everything into; empty: each language into the other one.
        glossary: The case's own terms; None for none.
        memory: Approved translations to use again where the source is the same, word for word.
        force: Set an existing transcript of other settings aside instead of refusing.
        take_over: Go on with a transcript whose run on another machine is known to have died.
        voices: What is known of the speakers, who are told apart by voice; None leaves one a language.
        speakers: Who speaks, by channel and language (``2:zh``), channel (``2``) or language (``zh``).
        passphrase: Encrypts the transcript; None leaves it plain.
        track: Number of the sound track to transcribe, from 1; 0 for the main one.
        speeds: Where to remember how fast the models were; None for nowhere.
    """

    recording: Path
    output: Path
    speech: ModelInfo
    speech_options: SpeechOptions
    translation_options: TranslationOptions
    language_model: ModelInfo | None = None
    by_language: ModelsByLanguage = ()
    witness: WitnessChoice | None = None
    packages: tuple[ModelInfo, ...] = ()
    second_packages: tuple[ModelInfo, ...] = ()
    target: str = ""
    glossary: Glossary | None = None
    memory: Memory | None = None
    force: bool = False
    take_over: bool = False
    voices: SpeakerOptions | None = None
    speakers: Mapping[str, str] = field(default_factory=dict)
    passphrase: str | None = field(default=None, repr=False)
    track: int = 0
    speeds: SpeedLog | None = None


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What became of a run.

    Attributes:
        status: ``done``, or ``skipped`` where the transcript was complete already.
        segments: Rows of the transcript.
        resumed_blocks: Blocks that an earlier run had finished.
        flags: Kind of doubt → segments that carry it.
        warnings: One sentence each, for a person.
    """

    status: Literal["done", "skipped"]
    transcript: Path
    recording: Recording
    segments: int
    resumed_blocks: int = 0
    warnings: tuple[str, ...] = ()
    flags: Mapping[str, int] = field(default_factory=dict)


def targets_of(languages: Sequence[str], target: str = "") -> Callable[[str], str]:
    """The language that speech in a given language is translated into.

    With ``target``, everything goes there; otherwise the first two languages of
    the job go into each other, and any other into the first of the two
    (a single language: into English, English into Chinese).
    """
    first = languages[0]
    second = languages[1] if len(languages) > 1 else ("zh" if first == "en" else "en")

    def target_of(language: str) -> str:
        wanted = target or (second if language == first else first)
        return "" if language in ("und", "") or wanted == language else wanted

    return target_of
