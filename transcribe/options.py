"""What a job asks of speech recognition, and what each quality costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from testimony.transcript.errors import SettingsError
from transcribe.engines.base import DecodingOptions

__all__ = ["Channels", "Quality", "SpeechOptions", "WrittenScript", "fallback_options", "first_options"]

Quality = Literal["draft", "standard", "best"]
Channels = Literal["mix", "split"]
WrittenScript = Literal["hans", "hant", "as-heard"]

_FIRST: Mapping[str, DecodingOptions] = MappingProxyType(
    {
        "draft": DecodingOptions(beam_size=1),
        "standard": DecodingOptions(beam_size=5),
        "best": DecodingOptions(beam_size=8, patience=1.5),
    }
)
_AGAINST_LOOPS = DecodingOptions(beam_size=5, repetition_penalty=1.1, no_repeat_ngram_size=5)


@dataclass(frozen=True, slots=True)
class SpeechOptions:
    """A speech job.

    Attributes:
        languages: BCP-47 primary tags that may be spoken, in the order they were asked for.
        quality: ``draft`` decodes greedily; ``standard`` with a beam of 5; ``best`` with a beam of 8,
            and scans every utterance over 3 s for a change of language.
        channels: ``mix`` averages the channels; ``split`` transcribes each by itself.
        hotwords: Language → names and terms (of the glossary) that the engine should expect.
        threads: Processor threads of the engine; 0 takes the physical cores, at most 4.
        script: Chinese characters of the text: ``hans`` Simplified, ``hant`` Traditional, ``as-heard`` as
            the engine wrote them, which may change from line to line.
        pack: Same-language utterances share windows of at most 23 s (see ``transcribe.packing``); None
            for what suits the model: only one that fills windows gains by it.
    """

    languages: tuple[str, ...] = ("zh", "en")
    quality: Quality = "standard"
    channels: Channels = "mix"
    hotwords: Mapping[str, str] = field(default_factory=dict)
    threads: int = 0
    pack: bool | None = None
    script: WrittenScript = "hans"

    def __post_init__(self) -> None:
        """Refuse what no engine could carry out.

        Raises:
            SettingsError: If no language, an unknown quality or channel handling, or negative threads.
        """
        if not self.languages:
            raise SettingsError("The job names no language.", "Give at least one, such as --languages zh,en.")
        if self.quality not in _FIRST:
            raise SettingsError(f"There is no quality {self.quality!r}.", "Choose draft, standard or best.")
        if self.channels not in ("mix", "split"):
            raise SettingsError(f"Channels cannot be {self.channels!r}.", "Choose mix or split.")
        if self.script not in ("hans", "hant", "as-heard"):
            raise SettingsError(f"There is no script {self.script!r}.", "Choose hans, hant or as-heard.")
        if self.threads < 0:
            raise SettingsError(f"Threads cannot be {self.threads}.", "Give 0 or more.")


def first_options(options: SpeechOptions) -> DecodingOptions:
    """Say how hard the first decoding of a window tries."""
    return replace(_FIRST[options.quality], overhear=len(options.languages) == 1)


def fallback_options(options: SpeechOptions, loops: bool) -> DecodingOptions:
    """Say how hard the second decoding of a doubtful utterance tries.

    Args:
        options: The job.
        loops: True for a text that went round in circles: repeating is made costly then. Elsewhere a
            penalty did harm, because people do repeat themselves.
    """
    return _AGAINST_LOOPS if loops else first_options(options)
