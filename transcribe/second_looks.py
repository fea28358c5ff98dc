"""Utterances that came out badly are decoded again, each in a window of its own.

A text replaces another only as a whole, so that no word of the text that is kept gets lost. What shared a
window may have got words of its neighbour: where the sentence goes on across the limit between a doubtful
utterance and its neighbour, both are decoded again, and both texts are taken or neither.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from testimony.transcript.types import Alternative, Side
from transcribe.coverage import pace
from transcribe.engines.base import DecodeRequest, Transcriber
from transcribe.options import SpeechOptions, fallback_options, first_options
from transcribe.repeats import is_loop
from transcribe.splitting import ends_openly
from transcribe.spoken import DecodedUtterance, PreparedUtterance, decoded_as, request_for, wrong_script
from transcribe.thresholds import THRESHOLDS

__all__ = ["decode_again", "decode_both_ways"]


def decode_again(
    heard: Sequence[DecodedUtterance],
    windows: Sequence[Sequence[int]],
    engine: Transcriber,
    options: SpeechOptions,
) -> list[DecodedUtterance]:
    """Decode bad utterances alone; keep the better text, remember the other.

    They expect no names: a prompt is one of the things that make a decoder loop.

    Args:
        heard: The utterances of a block, as first decoded.
        windows: Which of them shared a window, each in time order.
        engine: The speech engine.
        options: The job.

    Returns:
        The same utterances with the texts that were kept.
    """
    groups = [group for window in windows for group in _doubtful_groups(heard, window)]
    rows = [row for group in groups for row in group]
    found: dict[int, DecodedUtterance] = {}
    for loops in (False, True):
        part = [row for row in rows if is_loop(heard[row].text) == loops]
        requests = [_without_names(heard[row].spoken) for row in part]
        for row, result in zip(part, engine.decode(requests, fallback_options(options, loops)), strict=True):
            found[row] = decoded_as(heard[row].spoken, result)
    improved = list(heard)
    for group in groups:
        if _prefer([heard[row] for row in group], [found[row] for row in group]):
            for row in group:
                improved[row] = _with_alternative(found[row], heard[row], heard[row], "second decoding")
        else:
            for row in group:
                improved[row] = _with_alternative(heard[row], found[row], heard[row], "second decoding")
    return improved


def _prefer(first: Sequence[DecodedUtterance], second: Sequence[DecodedUtterance]) -> bool:
    """Tell whether second texts replace the first ones.

    Of utterances that may have shared their words the second texts are taken, because each was written from
    its own sound alone, unless they hold less than half of the text or go round in circles. Others compete
    by score.
    """
    if len(first) == 1:
        return _score(second[0]) > _score(first[0])
    lengths = [sum(len(item.text) for item in items) for items in (first, second)]
    return 2 * lengths[1] >= lengths[0] and not any(is_loop(item.text) for item in second)


def _doubtful_groups(heard: Sequence[DecodedUtterance], window: Sequence[int]) -> list[list[int]]:
    """Choose what is decoded again: bad utterances, with neighbours that may hold their words."""
    chosen = [_is_bad(heard[row]) for row in window]
    linked = [False] * len(window)  # linked[i]: i and the one before it share words
    for place, row in enumerate(window):
        if not _is_thin(heard[row]):
            continue
        if place and ends_openly(heard[window[place - 1]].text):
            linked[place] = True
        if place + 1 < len(window) and (ends_openly(heard[row].text) or not heard[row].text):
            linked[place + 1] = True
    groups: list[list[int]] = []
    for place, row in enumerate(window):
        if linked[place]:
            groups[-1].append(row)
        else:
            groups.append([row])
    bad = {row for row, is_bad in zip(window, chosen, strict=True) if is_bad}
    return [group for group in groups if bad.intersection(group)]


def _is_bad(heard: DecodedUtterance) -> bool:
    """Tell whether a text is worth decoding again."""
    result = heard.result
    weak = result.logprob < THRESHOLDS.retry_logprob
    return weak or result.truncated or not heard.text or is_loop(heard.text) or _is_thin(heard)


def _is_thin(heard: DecodedUtterance) -> bool:
    """Tell a text that shared a window and is short for its voice: its words may be its neighbour's."""
    return heard.result.shared and _is_short(heard)


def _is_short(heard: DecodedUtterance) -> bool:
    """Tell a text that is much shorter than its voice."""
    voiced_ms = sum(one.length_ms for one in heard.spoken.voiced)
    return voiced_ms >= THRESHOLDS.thin_from_ms and pace(heard.words, heard.spoken.voiced) < THRESHOLDS.slow


def _without_names(spoken: PreparedUtterance) -> DecodeRequest:
    return DecodeRequest(spoken.clip, spoken.utterance.language, plain=True)


def decode_both_ways(
    heard: Sequence[DecodedUtterance], engine: Transcriber, options: SpeechOptions
) -> list[DecodedUtterance]:
    """Decode what may be in either of two languages in the second one as well.

    Args:
        heard: Decoded utterances.
        engine: The speech engine.
        options: The job.

    Returns:
        The same utterances; where the other language fits better, in that one.
    """
    doubtful = {
        index: _in(item.spoken, item.spoken.verdict.second)
        for index, item in enumerate(heard)
        if _is_doubtful(item) and item.spoken.verdict.second is not None
    }
    requests = [request_for(spoken.clip, spoken, options) for spoken in doubtful.values()]
    results = engine.decode(requests, first_options(options))
    settled = list(heard)
    for (row, spoken), result in zip(doubtful.items(), results, strict=True):
        other = decoded_as(spoken, result)
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
    return _with_alternative(kept, other, first, note)


def _with_alternative(
    kept: DecodedUtterance, other: DecodedUtterance, first: DecodedUtterance, note: str
) -> DecodedUtterance:
    alternatives = first.alternatives
    if other.text and other.text != kept.text:
        language = other.spoken.utterance.language
        alternatives = (
            *alternatives,
            Alternative(Side.SOURCE, language, other.text, round(other.result.logprob, 4), note),
        )
    return replace(kept, alternatives=alternatives)


def _score(heard: DecodedUtterance) -> float:
    """Order texts: those that loop, are in the wrong script, or are short for their voice come last."""
    language = heard.spoken.utterance.language
    probability = max(1e-3, heard.spoken.utterance.language_probability)
    penalty = 2.0 * is_loop(heard.text) + 2.0 * wrong_script(heard.text, language)
    penalty += 4.0 if not heard.text else 2.0 * _is_short(heard)
    return heard.result.logprob + 0.1 * math.log(probability) - penalty
