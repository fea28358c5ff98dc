"""An utterance before and after it was decoded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from testimony.text.han import has_han
from testimony.transcript.types import Alternative, Utterance, Word
from transcribe.coverage import Stretch
from transcribe.engines.base import Clip, Decoded, DecodeRequest, Piece
from transcribe.language import Verdict, decide, weigh
from transcribe.options import SpeechOptions
from transcribe.segmentation.sound import SAMPLES_PER_MS
from transcribe.words import clamp_words, words_of

__all__ = ["DecodedUtterance", "PreparedUtterance", "decoded_as", "request_for", "wrong_script"]

_CLOSING = frozenset("，。、；：？！,.;:?!…")


@dataclass(frozen=True, slots=True)
class PreparedUtterance:
    """An utterance, ready for the engine.

    Attributes:
        utterance: Its times (those of the speech itself, with 64 ms on both sides), channel and language.
        verdict: How sure the language is.
        clip: Its sound with what surrounds it.
        clip_start_ms: Where the clip starts in the recording.
        voice: Probability of speech, 0–1, that a quarter of its frames reach.
        voiced: Where within it somebody is heard to speak, in time order.
        turns: Milliseconds from the start of the recording where another voice may take over, in time order.
    """

    utterance: Utterance
    verdict: Verdict
    clip: Clip
    clip_start_ms: int
    voice: float
    voiced: tuple[Stretch, ...] = ()
    turns: tuple[int, ...] = ()

    @property
    def clip_end_ms(self) -> int:
        """Where the clip ends in the recording."""
        return self.clip_start_ms + len(self.clip) // SAMPLES_PER_MS


@dataclass(frozen=True, slots=True)
class DecodedUtterance:
    """An utterance with its text.

    Attributes:
        spoken: The utterance; its language is the one of the text.
        words: With times in the recording, inside the utterance.
        result: What the engine says of the window it was decoded in.
        alternatives: Texts that were not taken.
        settled: True when the texts of two languages leave no doubt which of them was spoken.
    """

    spoken: PreparedUtterance
    words: tuple[Word, ...]
    result: Decoded
    alternatives: tuple[Alternative, ...] = ()
    settled: bool = False

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(word.text for word in self.words).strip()


def decoded_as(spoken: PreparedUtterance, result: Decoded) -> DecodedUtterance:
    """Put the text of an utterance on the clock of the recording.

    Args:
        spoken: The utterance.
        result: What the engine wrote for its clip.

    Returns:
        The utterance with all words of the result, in their order.
    """
    utterance = spoken.utterance
    if spoken.verdict.second is None:
        spoken = replace(spoken, verdict=_overheard(spoken, result))
    words = words_of(_without_first_marks(result.pieces), spoken.clip_start_ms)
    return DecodedUtterance(spoken, tuple(clamp_words(words, utterance.start_ms, utterance.end_ms)), result)


def _without_first_marks(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Leave out marks that end something, where a text begins with them: no line begins with a comma."""
    first = 0
    while first < len(pieces) and pieces[first].text.strip() and set(pieces[first].text.strip()) <= _CLOSING:
        first += 1
    return pieces[first:]


def _overheard(spoken: PreparedUtterance, result: Decoded) -> Verdict:
    """Judge a job of one language by what the engine heard while it wrote."""
    utterance = spoken.utterance
    if not result.languages:
        return spoken.verdict
    return decide([weigh(result.languages, [utterance.language], utterance.start_ms, utterance.end_ms)])[0]


def request_for(clip: Clip, spoken: PreparedUtterance, options: SpeechOptions) -> DecodeRequest:
    """Ask for a clip to be written in the language of an utterance, with the job's names for it."""
    language = spoken.utterance.language
    return DecodeRequest(clip, language, options.hotwords.get(language, ""))


def wrong_script(text: str, language: str) -> bool:
    """Tell Chinese without a Chinese character, and English with one."""
    letters = "".join(filter(str.isalpha, text))
    if language in ("zh", "yue"):
        return bool(letters) and not has_han(letters)
    return language == "en" and has_han(letters)
