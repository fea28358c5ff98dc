"""The sounds of a room, at 16 kHz: air, mains hum, doors, paper, keys, a hold tone, a telephone line.

Every function gives float32 samples; levels are root mean square of full scale where not said
otherwise. The same generator state gives the same samples.
"""

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
RATE = 16_000


def _shaped(size: int, rng: np.random.Generator, power: float, low: float, high: float) -> Samples:
    """Give noise of unit level whose spectrum falls as frequency to a power, between two limits."""
    spectrum = np.fft.rfft(rng.standard_normal(size))
    frequency = np.fft.rfftfreq(size, 1 / RATE)
    shape = np.where((frequency >= low) & (frequency <= high), np.maximum(frequency, 1.0) ** power, 0.0)
    noise = np.fft.irfft(spectrum * shape, size)
    return (noise / max(float(np.sqrt(np.mean(noise**2))), 1e-12)).astype(np.float32)


def room(size: int, rng: np.random.Generator, level: float = 0.0015) -> Samples:
    """Give the air of a quiet room: noise falling with frequency."""
    return _shaped(size, rng, -0.6, 40.0, 7000.0) * np.float32(level)


def hum(size: int, rng: np.random.Generator, level: float = 0.0012) -> Samples:
    """Give mains hum: 60 Hz and four harmonics in random phase."""
    time = np.arange(size) / RATE
    total = np.zeros(size)
    for number, weight in ((1, 1.0), (2, 0.7), (3, 0.3), (4, 0.2), (6, 0.1)):
        total += weight * np.sin(2 * np.pi * 60 * number * time + rng.uniform(0, 2 * np.pi))
    return (total * level / 0.9).astype(np.float32)


def door(rng: np.random.Generator, peak: float = 0.25) -> Samples:
    """Give a door falling shut, about 0.7 s: a low thump and the latch."""
    size = int(0.7 * RATE)
    time = np.arange(size) / RATE
    pitch = rng.uniform(55, 80)
    thump = np.exp(-time * 14) * np.sin(2 * np.pi * pitch * time)
    boom = np.exp(-time * 22) * _shaped(size, rng, -0.8, 40.0, 900.0) * 0.35
    latch = np.zeros(size)
    start = int(rng.uniform(0.05, 0.12) * RATE)
    click = int(0.02 * RATE)
    latch[start : start + click] = rng.standard_normal(click) * np.exp(-np.arange(click) / (0.004 * RATE))
    return _to_peak(thump + boom + 0.25 * latch, peak)


def paper(rng: np.random.Generator, seconds: float = 1.5, peak: float = 0.08) -> Samples:
    """Give pages being turned: short bursts of bright noise."""
    size = int(seconds * RATE)
    envelope = np.zeros(size)
    for _ in range(max(3, int(seconds * 9))):
        length = int(rng.uniform(0.02, 0.12) * RATE)
        start = int(rng.integers(0, max(1, size - length)))
        envelope[start : start + length] += rng.uniform(0.2, 1.0) * np.hanning(length)
    return _to_peak(envelope * _shaped(size, rng, 0.1, 1800.0, 7600.0), peak)


def keyboard(rng: np.random.Generator, seconds: float = 2.0, peak: float = 0.05) -> Samples:
    """Give typing: about seven keys a second."""
    size = int(seconds * RATE)
    total = np.zeros(size)
    length = int(0.012 * RATE)
    for _ in range(int(seconds * 7)):
        start = int(rng.integers(0, size - length))
        decay = np.exp(-np.arange(length) / (0.003 * RATE))
        total[start : start + length] += rng.uniform(0.4, 1) * decay * rng.standard_normal(length)
    return _to_peak(total, peak)


def hold_tone(seconds: float = 1.0, peak: float = 0.05, pitch: float = 440.0) -> Samples:
    """Give the beep of a call on hold, with soft edges."""
    size = int(seconds * RATE)
    edge = np.minimum(1.0, np.minimum(np.arange(size), np.arange(size)[::-1]) / (0.02 * RATE))
    return _to_peak(edge * np.sin(2 * np.pi * pitch * np.arange(size) / RATE), peak)


def telephone(samples: Samples) -> Samples:
    """Give samples as they come through a telephone line: 300 to 3,400 Hz, slightly clipped."""
    spectrum = np.fft.rfft(samples)
    frequency = np.fft.rfftfreq(samples.size, 1 / RATE)
    rise = np.clip((frequency - 200) / 100, 0, 1)
    fall = np.clip((3700 - frequency) / 300, 0, 1)
    line = np.fft.irfft(spectrum * rise * fall, samples.size)
    return (np.tanh(line * 1.5) / 1.5).astype(np.float32)


def _to_peak(samples: NDArray[np.float64], peak: float) -> Samples:
    return (samples * (peak / max(float(np.abs(samples).max()), 1e-12))).astype(np.float32)
