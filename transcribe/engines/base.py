"""The seam behind which a speech engine lives.

The pipeline knows an engine by this protocol alone, so that a second one (SenseVoice,
Paraformer) is a new adapter module and no change elsewhere. Sound goes in as mono
float32 arrays at 16 kHz; text comes out in pieces with times relative to the window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from transcribe.confidence import UNMEASURED, Confidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Clip", "DecodeRequest", "Decoded", "DecodingOptions", "Piece", "Transcriber"]

Clip: TypeAlias = "NDArray[np.float32]"
_SAMPLES_PER_MS = 16


@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest stretch of text that an engine can time: one or more whole characters.

    Attributes:
        start_ms: From the start of the window.
        end_ms: From the start of the window.
        text: As decoded, spaces included; the pieces of a window join to its text.
        probability: 0–1, the engine's own.
    """

    start_ms: int
    end_ms: int
    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """What an engine made of one window.

    Attributes:
        pieces: In time order; empty where it found no text.
        logprob: Mean log-probability of a token, 0 at best.
        no_speech: 0–1, the engine's own belief that nobody speaks; 0 if it has none.
        truncated: True when the engine stopped at its length limit and not at the end of the text.
        languages: Language → probability over all the engine's languages, heard in this window; empty
            where ``DecodingOptions.overhear`` did not ask for it.
        shared: True when other clips shared the window, so that its times decided which words are whose.
        confidence: Below what the words of this engine are doubted.
    """

    pieces: tuple[Piece, ...] = ()
    logprob: float = 0.0
    no_speech: float = 0.0
    truncated: bool = False
    languages: Mapping[str, float] = field(default_factory=dict)
    shared: bool = False
    confidence: Confidence = UNMEASURED

    @property
    def text(self) -> str:
        """The whole text of the window."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class DetectRequest:
    """Continuous sound, and the stretches of it whose languages are asked for.

    Attributes:
        clip: Mono float32 at 16 kHz.
        stretches_ms: Start and end of each stretch, in milliseconds from the start of the clip.
    """

    clip: Clip
    stretches_ms: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class DecodeRequest:
    """A window of sound that is to be written down.

    Attributes:
        clip: Mono float32 at 16 kHz.
        language: One of the engine's languages.
        hotwords: Names and terms to expect.
        plain: True for a decoding that nothing is to influence: no names, no example of how to write.
    """

    clip: Clip
    language: str
    hotwords: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class DecodingOptions:
    """How hard a decoding tries; nothing here samples, so a run can be repeated.

    Attributes:
        beam_size: Hypotheses kept at each step; 1 is greedy.
        patience: Beam search ends after ``beam_size * patience`` finished hypotheses.
        repetition_penalty: Above 1 makes tokens that were written already less likely.
        no_repeat_ngram_size: Forbids repeating this many tokens in a row; 0 allows it.
        overhear: Also tell what language it sounds like; asked for in a job of one language, where
            nothing else tells.
    """

    beam_size: int = 5
    patience: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    overhear: bool = False


class Transcriber(Protocol):
    """A loaded speech engine."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages it can write, by its own codes (``zh``, ``en``, ``yue``)."""
        ...

    @property
    def max_window_ms(self) -> int:
        """The longest window it hears at once, in milliseconds."""
        ...

    @property
    def fills_windows(self) -> bool:
        """True where a clip costs as much as a full window, so that clips had better share one."""
        ...

    def detect_languages(self, clips: Sequence[Clip], *, closely: bool = False) -> list[Mapping[str, float]]:
        """Hear which language each clip is in.

        Args:
            clips: Mono float32 arrays at 16 kHz, none longer than ``max_window_ms``.
            closely: Take whatever time the surest answer takes; without it an engine may answer from
                less, where that is usually enough.

        Returns:
            For each clip, language → probability over all that the engine knows (sum 1).

        Raises:
            TranscriptionError: If the engine fails.
        """
        ...

    def detect_within(self, requests: Sequence[DetectRequest]) -> list[list[Mapping[str, float]]]:
        """Detect the language of each stretch from sound that is encoded once for all its stretches.

        Less sure than ``detect_languages``, and much cheaper where a clip holds several stretches. An
        engine that cannot do this answers with ``detect_each``.

        Args:
            requests: None longer than ``max_window_ms``.

        Returns:
            For each request, one answer a stretch: language → probability over all that the engine knows.

        Raises:
            TranscriptionError: If the engine fails.
        """
        ...

    def prepare(self, clips: Sequence[Clip]) -> None:
        """Do now what can be done before these clips are decoded; an engine may do nothing.

        Args:
            clips: Those of passages that ``decode`` will be given next, each of them once.

        Raises:
            TranscriptionError: If the engine fails.
        """
        ...

    def decode(self, requests: Sequence[DecodeRequest], options: DecodingOptions) -> list[Decoded]:
        """Write down what is said in each clip, each in its language.

        Args:
            requests: None longer than ``max_window_ms``.
            options: The beam and the penalties.

        Returns:
            One result a passage, in order.

        Raises:
            TranscriptionError: If the engine fails.
        """
        ...


def detect_each(engine: Transcriber, requests: Sequence[DetectRequest]) -> list[list[Mapping[str, float]]]:
    """Answer ``detect_within`` by cutting every stretch out and detecting it alone."""
    clips = [
        request.clip[start * _SAMPLES_PER_MS : end * _SAMPLES_PER_MS]
        for request in requests
        for start, end in request.stretches_ms
    ]
    heard = iter(engine.detect_languages(clips))
    return [[next(heard) for _ in request.stretches_ms] for request in requests]
