"""Real voices mixed with each other, for the flag of overlapping speech."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.speakers.hearings import Samples, clip, telephone, voices

__all__ = ["MixedRow", "overlap_scenes"]

RATE = 16_000


@dataclass(frozen=True, slots=True)
class MixedRow:
    """A row of the made recording; ``mixed`` is ``single``, ``0`` or ``-6``."""

    start_ms: int
    end_ms: int
    mixed: str


def overlap_scenes(folder: Path, seed: int, count: int) -> tuple[Samples, list[MixedRow]]:
    """A long recording of scenes: one voice, the row under test, another voice, with gaps between them.

    In half of the rows a second voice speaks for half of the time or more, at 0 or -6 dB. Every fourth
    scene comes by telephone.
    """
    rng = random.Random(seed)
    parts: list[Samples] = []
    rows: list[MixedRow] = []
    now = 0
    for number in range(count):
        mixed = rng.choice(("single", "single", "0", "-6"))
        scene, (start, end) = _scene(folder, rng, mixed)
        if number % 4 == 0:
            scene = telephone(scene)
        rows.append(MixedRow((now + start) * 1000 // RATE, (now + end) * 1000 // RATE, mixed))
        parts.append(scene)
        now += len(scene)
    sound = np.concatenate(parts)
    noise = np.random.default_rng(seed).standard_normal(len(sound)).astype(np.float32)
    return np.asarray(sound + noise * np.float32(0.0008), np.float32), rows


def _scene(folder: Path, rng: random.Random, mixed: str) -> tuple[Samples, tuple[int, int]]:
    known = voices(folder)
    long = [voice for voice in known if sum(len(clip(path)) for path in known[voice]) >= 12 * RATE]
    first, second = rng.sample(long, 2)

    def piece(voice: tuple[str, str], least: float, most: float) -> Samples:
        whole = clip(rng.choice(known[voice]))
        length = int(rng.uniform(least, most) * RATE)
        at = rng.randint(0, max(0, len(whole) - length))
        cut = whole[at : at + length]
        return np.asarray(cut / np.sqrt(np.mean(cut**2)) * 0.07, np.float32)

    def gap() -> Samples:
        return np.zeros(int(rng.uniform(0.2, 1.2) * RATE), np.float32)

    row = piece(first, 1.5, 4.0).copy()
    if mixed != "single":
        over = piece(second, 1.0, 3.0)
        length = min(len(over), len(row))
        length = max(int(rng.uniform(0.5, 1.0) * length), min(length, RATE // 2))
        at = rng.randint(0, len(row) - length)
        row[at : at + length] += np.float32(1.0 if mixed == "0" else 0.5) * over[:length]
    before = np.concatenate([gap(), piece(rng.choice(long), 1, 4), gap()])
    scene = np.concatenate([before, row, gap(), piece(rng.choice(long), 1, 4), gap()])
    return scene, (len(before), len(before) + len(row))
