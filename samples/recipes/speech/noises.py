"""Sounds that are not speech: what training mixes under speech, and puts where none is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from samples.recipes.synthesis import RATE

Samples = NDArray[np.float32]
Maker = Callable[[int, np.random.Generator], Samples]


def coloured(size: int, rng: np.random.Generator, slope: float) -> Samples:
    """Noise whose power falls with frequency to the power of ``slope``; unit level."""
    spectrum = np.fft.rfft(rng.standard_normal(size))
    spectrum *= np.maximum(np.arange(spectrum.size), 20) ** (-slope / 2)
    return _levelled(np.fft.irfft(spectrum, size))


def _levelled(samples: NDArray[np.float64]) -> Samples:
    return (samples / (np.sqrt(np.mean(samples**2)) + 1e-9)).astype(np.float32)


def hum(size: int, rng: np.random.Generator) -> Samples:
    """Mains hum with harmonics over a faint hiss."""
    time = np.arange(size) / RATE
    base = float(rng.choice((50.0, 60.0, 100.0, 120.0)))
    partials = [rng.uniform(0.1, 1) / k * np.sin(2 * np.pi * base * k * time) for k in range(1, 9)]
    return _levelled(np.sum(partials, axis=0) + rng.uniform(0.005, 0.2) * rng.standard_normal(size))


def knocks(size: int, rng: np.random.Generator) -> Samples:
    """A door, a chair, a stack of paper: decaying bursts on an almost silent floor."""
    out = 0.002 * rng.standard_normal(size)
    for _ in range(int(rng.integers(1, 7))):
        length = int(rng.uniform(0.02, 0.5) * RATE)
        start = int(rng.integers(0, max(1, size - length)))
        burst = coloured(length, rng, float(rng.uniform(0, 2))) * rng.uniform(0.1, 1)
        burst = burst * np.exp(-rng.uniform(3, 9) * np.arange(length) / length)
        out[start : start + length] += burst[: size - start]
    return _levelled(out)


def rustle(size: int, rng: np.random.Generator) -> Samples:
    """Paper: bright noise whose level flickers."""
    steps = np.interp(np.arange(size), 800 * np.arange(size // 800 + 2), rng.random(size // 800 + 2) ** 3)
    return _levelled(coloured(size, rng, 0.0) * steps)


def tones(size: int, rng: np.random.Generator) -> Samples:
    """Notes of a few partials one after another, like a ring tone or music on hold."""
    out = np.zeros(size)
    position = 0
    while position < size:
        length = int(rng.uniform(0.1, 0.8) * RATE)
        time = np.arange(length) / RATE
        pitch = 110.0 * 2 ** (int(rng.integers(0, 40)) / 12)
        note = sum(np.sin(2 * np.pi * pitch * k * time) / k ** rng.uniform(1, 3) for k in range(1, 6))
        note = note * np.exp(-rng.uniform(0, 5) * time)
        out[position : position + length] += note[: size - position] * rng.uniform(0.2, 1)
        position += int(length * rng.uniform(0.5, 1.5))
    return _levelled(out + 0.001 * rng.standard_normal(size))


def hiss(size: int, rng: np.random.Generator) -> Samples:
    """Noise of a random colour."""
    return coloured(size, rng, float(rng.uniform(-0.3, 2.0)))


MAKERS: tuple[Maker, ...] = (hiss, hiss, hum, knocks, rustle, tones)


class Bank:
    """A minute of each kind of sound, several times over, from which slices are taken."""

    def __init__(self, seed: int, seconds: int = 40, copies: int = 3) -> None:
        rng = np.random.default_rng(seed)
        size = seconds * RATE
        self.sounds = [make(size, rng) for make in MAKERS for _ in range(copies)]
        self.steady = [i for i in range(len(self.sounds)) if MAKERS[i // copies] in (hiss, hum)]

    def take(self, size: int, rng: np.random.Generator, steady: bool) -> Samples:
        """Cut ``size`` samples out of one sound; ``steady`` keeps to hiss and hum."""
        pool = self.steady if steady else range(len(self.sounds))
        sound = self.sounds[int(rng.choice(pool))]
        start = int(rng.integers(0, sound.size - size + 1))
        return sound[start : start + size]
