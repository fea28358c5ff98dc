"""Turns to a recording: voices, gaps, a telephone line, the room, and the times of every word."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from samples.recipes import noise
from samples.recipes.noise import Samples
from samples.recipes.script import INTERPRETER, Row, Turn
from samples.recipes.synthesis import RATE, Speech, TimedWord, say
from samples.recipes.voices import Voice, varied

_LEAD_MS, _TAIL_MS = 900, 1200
_CLOSE = (300, 340)
_EASY = (450, 1300)
_CLOSE_SHARE = 0.2
_GAINS = {INTERPRETER: 0.9}


@dataclass(frozen=True, slots=True)
class Recording:
    """A whole sample: mono float32 at 16 kHz, and what is said in it when."""

    samples: Samples
    rows: tuple[Row, ...]


def stage(turns: Sequence[Turn], cast: Mapping[str, Voice], seed: int) -> Recording:
    """Say all turns one after the other in a lightly noisy room."""
    rng, noises = random.Random(seed), np.random.default_rng(seed)
    pieces: list[tuple[int, Samples]] = []
    rows: list[Row] = []
    cursor = _LEAD_MS
    for turn in turns:
        speech = say(turn.pair, turn.language, varied(cast[turn.speaker], rng))
        first, last = speech.words[0].start_ms, speech.words[-1].end_ms
        offset = cursor - first
        pieces.append((offset, _line(turn, speech)))
        rows.append(Row(cursor, cursor - first + last, turn, _moved(speech.words, offset)))
        cursor = rows[-1].end_ms + (turn.gap_ms or _gap(rng))
        if turn.pause_ms:
            pieces += _pause(cursor, turn.pause_ms, noises)
            cursor += turn.pause_ms
    size = (rows[-1].end_ms + _TAIL_MS) * RATE // 1000
    return Recording(_mixed(pieces, size, noises), tuple(rows))


def _gap(rng: random.Random) -> int:
    low, high = _CLOSE if rng.random() < _CLOSE_SHARE else _EASY
    return rng.randint(low, high)


def _line(turn: Turn, speech: Speech) -> Samples:
    samples = noise.telephone(speech.samples) if turn.telephone else speech.samples
    return samples * np.float32(_GAINS.get(turn.speaker, 1.0))


def _moved(words: Sequence[TimedWord], by_ms: int) -> tuple[TimedWord, ...]:
    return tuple(TimedWord(w.start_ms + by_ms, w.end_ms + by_ms, w.text) for w in words)


def _pause(start_ms: int, length_ms: int, rng: np.random.Generator) -> list[tuple[int, Samples]]:
    """Give the sounds of a stretch without speech: a door twice, paper, keys, louder hum."""
    hum = noise.hum(length_ms * RATE // 1000, rng, level=0.004)
    return [
        (start_ms, hum),
        (start_ms + length_ms // 12, noise.door(rng)),
        (start_ms + length_ms // 4, noise.paper(rng, 2.0)),
        (start_ms + length_ms // 2, noise.keyboard(rng, 2.5)),
        (start_ms + 2 * length_ms // 3, noise.paper(rng, 1.4)),
        (start_ms + 10 * length_ms // 12, noise.door(rng)),
    ]


def _mixed(pieces: Sequence[tuple[int, Samples]], size: int, rng: np.random.Generator) -> Samples:
    total = noise.room(size, rng) + noise.hum(size, rng, level=0.0006)
    for offset_ms, samples in pieces:
        start = offset_ms * RATE // 1000
        stop = min(start + samples.size, size)
        total[start:stop] += samples[: stop - start]
    np.clip(total, -1, 1, out=total)
    return total
