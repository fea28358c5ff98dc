"""Speech of a phrasebook sentence at 16 kHz, with the times of its written words.

Times come from espeak-ng's own events: a word event for each English word and each Chinese
character, and pause phonemes, before which a word ends.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samples.recipes.engine import Mark, SynthesisUnavailable, engine
from samples.recipes.phrasebook import Pair
from samples.recipes.resample import to_16k
from samples.recipes.voices import Language, Voice

__all__ = ["RATE", "Speech", "SynthesisUnavailable", "TimedWord", "say", "say_units"]

RATE = 16_000
_PEAK = 0.45
_QUIET = 0.004
_MARGIN_S = 0.05
_PAUSES = frozenset({"_:", "_"})
_PUNCTUATION = frozenset("，。？！：；、,.?!:;")


@dataclass(frozen=True, slots=True)
class TimedWord:
    """One written word (for Chinese, one character without punctuation) and when it is said."""

    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Speech:
    """Mono float32 samples at 16 kHz, at most 50 ms of silence at either end, and the words.

    ``phonemes`` are espeak-ng's own, each with the millisecond at which it begins, pauses
    (``_:``, ``_``) and syllable ends (``_|``) among them.
    """

    samples: NDArray[np.float32]
    words: tuple[TimedWord, ...]
    phonemes: tuple[tuple[int, str], ...] = ()

    @property
    def duration_ms(self) -> int:
        """Length of the samples."""
        return round(self.samples.size * 1000 / RATE)


def say(pair: Pair, language: Language, voice: Voice) -> Speech:
    """Speak one side of a pair.

    Raises:
        SynthesisUnavailable: espeak-ng or the voice is not installed.
    """
    if language == "zh":
        return say_units(tuple(pair.zh), pair.zh_units, language, voice)
    return say_units(tuple(pair.en.split()), pair.en_units, language, voice)


def say_units(written: Sequence[str], spoken: Sequence[str], language: Language, voice: Voice) -> Speech:
    """Speak a sentence given as written units and, side by side, what is said for each.

    Raises:
        SynthesisUnavailable: espeak-ng or the voice is not installed.
        ValueError: nothing was spoken.
    """
    joint = "" if language == "zh" else " "
    speaker = engine()
    raw, marks = speaker.say(joint.join(spoken), language, voice)
    if raw.size == 0:
        raise ValueError(f"Nothing was spoken for “{joint.join(written)}”")
    samples = to_16k(raw.astype(np.float32) / np.float32(32768))
    bounds = [m for m in marks if not m.phoneme or m.phoneme in _PAUSES]
    spans = _spans(spoken, len(joint), bounds, raw.size)
    scale = RATE / speaker.rate
    samples, shift = _trimmed(samples)
    words = []
    for text, span in zip(written, spans, strict=True):
        if all(character in _PUNCTUATION for character in text):
            continue
        start, end = (min(max(s * scale - shift, 0), samples.size) for s in span)
        words.append(TimedWord(_ms(start), max(_ms(end), _ms(start) + 1), text))
    heard = [m for m in marks if m.phoneme]
    phonemes = tuple((_ms(max(m.sample * scale - shift, 0)), m.phoneme) for m in heard)
    return Speech(samples, tuple(words), phonemes)


def _ms(sample: float) -> int:
    return round(sample * 1000 / RATE)


def _trimmed(samples: NDArray[np.float32]) -> tuple[NDArray[np.float32], int]:
    """Cut silence at both ends to a margin and bring the peak to one level; give what was cut off."""
    loud = np.flatnonzero(np.abs(samples) > _QUIET)
    if loud.size == 0:
        return samples, 0
    margin = int(_MARGIN_S * RATE)
    first = max(0, int(loud[0]) - margin)
    cut = samples[first : int(loud[-1]) + margin]
    return cut * np.float32(_PEAK / np.abs(cut).max()), first


def _spans(
    spoken: Sequence[str], joint: int, marks: Sequence[Mark], length: int
) -> list[tuple[float, float]]:
    """Give start and end sample of each unit; a unit without an event shares with its neighbour."""
    owner = [index for index, unit in enumerate(spoken) for _ in range(len(unit) + joint)]
    starts: list[float] = [math.inf] * len(spoken)
    ends: list[float] = [0.0] * len(spoken)
    current, latest = -1, -1
    for mark in sorted(marks, key=lambda mark: (mark.sample, mark.character)):
        unit = owner[min(mark.character, len(owner) - 1)] if mark.character >= 0 else -1
        if 0 <= unit < latest:
            continue  # at a comma espeak-ng repeats an earlier word's event
        if current >= 0:
            ends[current] = mark.sample
        current, latest = unit, max(latest, unit)
        if unit >= 0:
            starts[unit] = min(starts[unit], mark.sample)
    if current >= 0:
        ends[current] = length
    return _shared(spoken, starts, ends)


def _shared(spoken: Sequence[str], starts: list[float], ends: list[float]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = [(0.0, 0.0)] * len(spoken)
    index = 0
    while index < len(spoken):
        stop = index + 1
        while stop < len(spoken) and math.isinf(starts[stop]) and spoken[stop] not in _PUNCTUATION:
            stop += 1
        start = 0.0 if math.isinf(starts[index]) else starts[index]
        end = max(ends[index], start)
        weights = [len(unit) for unit in spoken[index:stop]]
        done = 0
        for offset, weight in enumerate(weights):
            left = start + (end - start) * done / sum(weights)
            done += weight
            spans[index + offset] = (left, start + (end - start) * done / sum(weights))
        index = stop
    return spans
