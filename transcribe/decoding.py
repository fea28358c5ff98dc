"""Utterances with a language → what the engine made of them.

The windows of a block go to the engine together, one language a window. What came out badly is
decoded again by itself, differently; what may be in either of two languages is decoded in both,
and the text that was not taken stays as an alternative.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from testimony.text.han import has_han
from testimony.transcript.types import Alternative, Side, Utterance, Word
from transcribe.coverage import Stretch
from transcribe.engines.base import Clip, Decoded, DecodeRequest, Transcriber
from transcribe.language import Verdict, decide, weigh
from transcribe.options import SpeechOptions, fallback_options, first_options
from transcribe.packing import Padded, Window, pack, unpack
from transcribe.repeats import is_loop
from transcribe.segmentation.sound import SAMPLES_PER_MS
from transcribe.thresholds import THRESHOLDS
from transcribe.words import clamp_words, words_of

__all__ = ["DecodedUtterance", "Plan", "PreparedUtterance", "decode_all", "plan"]


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
    """

    utterance: Utterance
    verdict: Verdict
    clip: Clip
    clip_start_ms: int
    voice: float
    voiced: tuple[Stretch, ...] = ()

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


@dataclass(frozen=True, slots=True)
class Plan:
    """The utterances of a block, laid into windows.

    Attributes:
        spoken: In any order.
        groups: For each language, which of them are in it.
        windows: For each language, its windows.
        requests: All windows, in the order of the groups.
    """

    spoken: tuple[PreparedUtterance, ...]
    groups: tuple[tuple[int, ...], ...]
    windows: tuple[tuple[Window, ...], ...]
    requests: tuple[DecodeRequest, ...]


def plan(spoken: Sequence[PreparedUtterance], engine: Transcriber, options: SpeechOptions) -> Plan:
    """Lay the utterances of a block into windows, one language a window."""
    packs = engine.fills_windows if options.pack is None else options.pack
    groups: list[tuple[int, ...]] = []
    windows: list[tuple[Window, ...]] = []
    for language in dict.fromkeys(item.utterance.language for item in spoken):
        groups.append(tuple(n for n, item in enumerate(spoken) if item.utterance.language == language))
        clips = [_padded(spoken[row]) for row in groups[-1]]
        windows.append(tuple(pack(clips, engine.max_window_ms if packs else 0)))
    requests = tuple(
        _request(window.clip, spoken[group[0]], options)
        for group, packed in zip(groups, windows, strict=True)
        for window in packed
    )
    return Plan(tuple(spoken), tuple(groups), tuple(windows), requests)


def decode_all(planned: Plan, engine: Transcriber, options: SpeechOptions) -> list[DecodedUtterance]:
    """Decode the utterances of a block.

    Args:
        planned: The block.
        engine: The speech engine.
        options: The job.

    Returns:
        One result an utterance, in the order they were planned in.
    """
    decoded = iter(engine.decode(planned.requests, first_options(options)))
    heard: dict[int, DecodedUtterance] = {}
    for group, packed in zip(planned.groups, planned.windows, strict=True):
        for row, result in zip(group, unpack(packed, [next(decoded) for _ in packed]), strict=True):
            heard[row] = _heard(planned.spoken[row], result)
    settled = _retry([heard[row] for row in range(len(heard))], engine, options)
    return _both_ways(settled, engine, options)


def is_bad(result: Decoded) -> bool:
    """Tell whether a text is worth decoding again."""
    text = result.text
    return result.logprob < THRESHOLDS.retry_logprob or result.truncated or not text.strip() or is_loop(text)


def _padded(spoken: PreparedUtterance) -> Padded:
    utterance = spoken.utterance
    lead = max(0, utterance.start_ms - spoken.clip_start_ms)
    return Padded(spoken.clip, lead, max(0, spoken.clip_end_ms - utterance.end_ms))


def _heard(spoken: PreparedUtterance, result: Decoded) -> DecodedUtterance:
    utterance = spoken.utterance
    if spoken.verdict.second is None:
        spoken = replace(spoken, verdict=_overheard(spoken, result))
    words = words_of(result.pieces, spoken.clip_start_ms)
    return DecodedUtterance(spoken, tuple(clamp_words(words, utterance.start_ms, utterance.end_ms)), result)


def _overheard(spoken: PreparedUtterance, result: Decoded) -> Verdict:
    """Judge a job of one language by what the engine heard while it wrote."""
    utterance = spoken.utterance
    if not result.languages:
        return spoken.verdict
    return decide([weigh(result.languages, [utterance.language], utterance.start_ms, utterance.end_ms)])[0]


def _request(clip: Clip, spoken: PreparedUtterance, options: SpeechOptions) -> DecodeRequest:
    language = spoken.utterance.language
    return DecodeRequest(clip, language, options.hotwords.get(language, ""))


def _retry(
    heard: list[DecodedUtterance], engine: Transcriber, options: SpeechOptions
) -> list[DecodedUtterance]:
    """Decode bad ones alone, with another beam and penalty; keep the better, remember the other.

    They expect no names: a prompt is one of the things that make a decoder loop.
    """
    again = [index for index, item in enumerate(heard) if is_bad(item.result)]
    spoken = [heard[row].spoken for row in again]
    results = engine.decode([_without_names(one) for one in spoken], fallback_options(options))
    improved = list(heard)
    for row, result in zip(again, results, strict=True):
        improved[row] = _better(heard[row], _heard(heard[row].spoken, result), "second decoding")
    return improved


def _without_names(spoken: PreparedUtterance) -> DecodeRequest:
    return DecodeRequest(spoken.clip, spoken.utterance.language)


def _both_ways(
    heard: list[DecodedUtterance], engine: Transcriber, options: SpeechOptions
) -> list[DecodedUtterance]:
    """Decode what may be in either of two languages in the second one as well."""
    doubtful = {
        index: _in(item.spoken, item.spoken.verdict.second)
        for index, item in enumerate(heard)
        if _is_doubtful(item) and item.spoken.verdict.second is not None
    }
    requests = [_request(spoken.clip, spoken, options) for spoken in doubtful.values()]
    results = engine.decode(requests, first_options(options))
    settled = list(heard)
    for (row, spoken), result in zip(doubtful.items(), results, strict=True):
        other = _heard(spoken, result)
        kept = _better(heard[row], other, "other language")
        settled[row] = replace(kept, settled=_leaves_no_doubt(kept, heard[row], other))
    return settled


def _leaves_no_doubt(kept: DecodedUtterance, first: DecodedUtterance, second: DecodedUtterance) -> bool:
    """Tell whether two readings settle the language that the sound left open.

    A text that the engine is sure of, in the script of its language, and the same in whichever language
    it was asked for, or clearly likelier than one that is not even in the script of its language. A fluent
    line in each language settles nothing: one of them is a translation.
    """
    language = kept.spoken.utterance.language
    if kept.result.logprob < THRESHOLDS.settled_logprob or wrong_script(kept.text, language):
        return False
    other = second if kept.spoken.utterance.language == first.spoken.utterance.language else first
    if other.text == kept.text:
        return True
    clearly = kept.result.logprob - other.result.logprob >= THRESHOLDS.settled_margin
    return clearly and wrong_script(other.text, other.spoken.utterance.language)


def _is_doubtful(heard: DecodedUtterance) -> bool:
    return heard.spoken.verdict.uncertain or wrong_script(heard.text, heard.spoken.utterance.language)


def _in(spoken: PreparedUtterance, language: str) -> PreparedUtterance:
    probability = 1.0 - spoken.verdict.probability
    utterance = replace(spoken.utterance, language=language, language_probability=probability)
    return replace(spoken, utterance=utterance)


def _better(first: DecodedUtterance, second: DecodedUtterance, note: str) -> DecodedUtterance:
    """Keep the likelier of two texts that suits its language; the other becomes an alternative."""
    kept, other = (second, first) if _score(second) > _score(first) else (first, second)
    alternatives = first.alternatives
    if other.text and other.text != kept.text:
        language = other.spoken.utterance.language
        alternatives = (
            *alternatives,
            Alternative(Side.SOURCE, language, other.text, round(other.result.logprob, 4), note),
        )
    return replace(kept, alternatives=alternatives)


def _score(heard: DecodedUtterance) -> float:
    """Order texts: those that loop, or that are in the wrong script, come last."""
    language = heard.spoken.utterance.language
    probability = max(1e-3, heard.spoken.utterance.language_probability)
    penalty = 2.0 * is_loop(heard.text) + 2.0 * wrong_script(heard.text, language) + 4.0 * (not heard.text)
    return heard.result.logprob + 0.1 * math.log(probability) - penalty


def wrong_script(text: str, language: str) -> bool:
    """Tell Chinese without a Chinese character, and English with one."""
    letters = "".join(filter(str.isalpha, text))
    if language in ("zh", "yue"):
        return bool(letters) and not has_han(letters)
    return language == "en" and has_han(letters)
