"""Training batches: sentences of like length, made loud, faint, noisy, fast, slow, as by telephone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from samples.recipes.ctc.features import RATE, filter_bank
from samples.recipes.ctc.model import SUBSAMPLING
from samples.recipes.ctc.vocabulary import Vocabulary
from samples.recipes.speech.corpus import Clip
from samples.recipes.speech.noises import Bank
from samples.recipes.speech.windows import phoneme_inventory

IGNORED = -100
_FRAME_S = SUBSAMPLING / 100


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs and what is wanted: tokens end to end, and a phoneme under every frame."""

    features: Tensor
    lengths: Tensor
    tokens: Tensor
    token_lengths: Tensor
    phonemes: Tensor


@dataclass(frozen=True, slots=True)
class _Said:
    samples: NDArray[np.float32]
    tokens: list[int]
    phonemes: list[tuple[float, int]]  # seconds, number


class Batches:
    """Draws batches without end; everything follows from the seed."""

    def __init__(
        self, clips: list[Clip], audio: NDArray[np.int16], vocabulary: Vocabulary, seed: int
    ) -> None:
        self._rng = np.random.default_rng(seed)
        self._audio, self._bank = audio, Bank(seed)
        self._phonemes = phoneme_inventory(clips)
        self._clips = sorted(clips, key=lambda clip: clip.length)
        self._tokens = [vocabulary.ids(clip.text, clip.language) for clip in self._clips]

    @property
    def phonemes(self) -> int:
        """How many phonemes there are, silence included."""
        return len(self._phonemes) + 1

    def draw(self, seconds: float) -> Iterator[Batch]:
        """Give batches of about so many seconds of sound."""
        while True:
            at = int(self._rng.integers(0, len(self._clips)))
            longest = self._clips[at].length / RATE + 1.0
            rows = max(2, int(seconds / longest))
            places = self._rng.integers(max(0, at - 40 * rows), at + 1, rows)
            yield self._batch([self._said(int(place)) for place in places])

    def _said(self, place: int) -> _Said:
        clip, rng = self._clips[place], self._rng
        speed = rng.uniform(0.88, 1.14) if rng.random() < 0.6 else 1.0
        raw = self._audio[clip.start : clip.start + clip.length].astype(np.float32) / 32768
        times = np.arange(0, raw.size - 1, speed)
        spoken = np.interp(times, np.arange(raw.size), raw).astype(np.float32)
        lead, tail = (int(rng.uniform(0.0, 0.4) * RATE) for _ in range(2))
        samples = self._coloured(np.pad(spoken, (lead, tail)))
        at = lead / RATE
        phonemes = [
            (at + ms / 1000 / speed, self._phonemes.get(f"{clip.language}:{name}", 0))
            for ms, name in clip.phonemes
        ]
        return _Said(samples, self._tokens[place], phonemes)

    def _coloured(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        rng = self._rng
        if rng.random() < 0.65:
            level = float(np.sqrt(np.mean(samples**2)) + 1e-6) * 10 ** (-rng.uniform(5, 40) / 20)
            noise = self._bank.take(samples.size, rng, bool(rng.random() < 0.7))
            samples = samples + noise * np.float32(level)
        if rng.random() < 0.5:
            spectrum = np.fft.rfft(samples)
            frequency = np.fft.rfftfreq(samples.size, 1 / RATE)
            knots = rng.normal(0, 4.0, 7)
            gain = 10 ** (np.interp(frequency, np.linspace(0, 8000, 7), knots) / 20)
            if rng.random() < 0.45:
                low, high = rng.uniform(200, 380), rng.uniform(3100, 3700)
                gain = gain * np.where((frequency < low) | (frequency > high), 10 ** -rng.uniform(1.5, 4), 1)
            samples = np.fft.irfft(spectrum * gain, samples.size).astype(np.float32)
        samples = samples * np.float32(10 ** rng.uniform(-1.2, 0.3))
        return np.clip(samples, -1.0, 1.0)

    def _batch(self, said: list[_Said]) -> Batch:
        features = [filter_bank(one.samples) for one in said]
        frames = max(one.shape[0] for one in features)
        x = np.zeros((len(said), frames, features[0].shape[1]), np.float32)
        labels = np.full((len(said), -(-frames // SUBSAMPLING)), IGNORED)
        for row, (one, mel) in enumerate(zip(said, features, strict=True)):
            x[row, : mel.shape[0]] = self._masked(mel)
            count = -(-mel.shape[0] // SUBSAMPLING)
            labels[row, :count] = 0
            for at, number in one.phonemes:
                labels[row, min(count, round(at / _FRAME_S)) : count] = number
        lengths = torch.tensor([mel.shape[0] for mel in features])
        tokens = torch.tensor([token for one in said for token in one.tokens])
        token_lengths = torch.tensor([len(one.tokens) for one in said])
        return Batch(torch.from_numpy(x), lengths, tokens, token_lengths, torch.from_numpy(labels))

    def _masked(self, mel: NDArray[np.float32]) -> NDArray[np.float32]:
        """Hide a band and a moment (SpecAugment: Park et al., 2019)."""
        rng, mean = self._rng, mel.mean(0)
        mel = mel.copy()
        low = int(rng.integers(0, mel.shape[1]))
        mel[:, low : low + int(rng.integers(0, 16))] = mean[low : low + 16].mean()
        at = int(rng.integers(0, mel.shape[0]))
        mel[at : at + int(rng.integers(0, 12))] = mean
        return mel
