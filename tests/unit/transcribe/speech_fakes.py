"""A speech engine that reads tones, and recordings made of them.

A tone of 300 Hz is Chinese, one of 600 Hz English, one of 1,200 Hz nobody's language. The
engine writes one unit for each 200 ms of tone, so that text, times and languages can be checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from testimony.audio.decoding import AudioChunk
from transcribe.engines.base import (
    Clip,
    Decoded,
    DecodeRequest,
    DecodingOptions,
    DetectRequest,
    Piece,
    detect_each,
)
from transcribe.segmentation.silero import FRAME

RATE = 16_000
HERTZ = {"zh": 300.0, "en": 600.0, "xx": 1_200.0}
UNIT_MS = 200


def tone(language: str, ms: int, loudness: float = 0.3) -> np.ndarray:
    times = np.arange(ms * 16) / RATE
    return (loudness * np.sin(2 * np.pi * HERTZ[language] * times)).astype(np.float32)


def silence(ms: int) -> np.ndarray:
    return np.zeros(ms * 16, np.float32)


def recording(*parts: tuple[str, int]) -> np.ndarray:
    """Join ``("zh", 800), ("", 300), …``; an empty name is silence."""
    return np.concatenate([tone(name, ms) if name else silence(ms) for name, ms in parts])


def chunks_of(samples: np.ndarray, sizes: Sequence[int] = (80_000,)) -> Iterator[AudioChunk]:
    """Cut (channels, n) or (n,) into chunks whose sizes go round."""
    samples = np.atleast_2d(samples)
    at, index = 0, 0
    while at < samples.shape[1]:
        size = sizes[index % len(sizes)]
        yield AudioChunk(start_ms=at // 16, samples=samples[:, at : at + size])
        at, index = at + size, index + 1


class LoudnessStream:
    """Voice activity for tones: as probable as the frame is loud."""

    def hear(self, samples: np.ndarray) -> np.ndarray:
        peak = np.abs(samples.reshape(-1, FRAME)).max(axis=1)
        probability: np.ndarray = np.clip(peak * 3.3, 0.0, 0.99).astype(np.float32)
        return probability


@dataclass
class FakeEngine:
    """Reads tones; what it is asked is kept for the tests.

    Attributes:
        efforts: What was to be decoded, and how.
        glances: How many clips were to be detected, and whether closely.
        heard_together: How many stretches each request for several asked for.
        prepared: Samples of the clips that were prepared.
        wordy: Texts that replace the reading of clips, by language.
    """

    languages: frozenset[str] = frozenset({"zh", "en", "yue"})
    max_window_ms: int = 30_000
    fills_windows: bool = False
    probabilities: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    wordy: Mapping[str, Decoded] = field(default_factory=dict)
    efforts: list[tuple[tuple[DecodeRequest, ...], DecodingOptions]] = field(default_factory=list)
    prepared: list[int] = field(default_factory=list)
    glances: list[tuple[int, bool]] = field(default_factory=list)
    heard_together: list[int] = field(default_factory=list)

    def detect_languages(self, clips: Sequence[Clip], *, closely: bool = False) -> list[Mapping[str, float]]:
        self.glances.append((len(clips), closely))
        return [self._heard(clip) for clip in clips]

    def detect_within(self, requests: Sequence[DetectRequest]) -> list[list[Mapping[str, float]]]:
        self.heard_together.extend(len(request.stretches_ms) for request in requests)
        return detect_each(self, requests)

    def prepare(self, clips: Sequence[Clip]) -> None:
        self.prepared.extend(len(clip) for clip in clips)

    def decode(self, requests: Sequence[DecodeRequest], options: DecodingOptions) -> list[Decoded]:
        if requests:
            self.efforts.append((tuple(requests), options))
        return [self.wordy.get(one.language) or _read(one.clip, one.language) for one in requests]

    def _heard(self, clip: Clip) -> Mapping[str, float]:
        heard = language_of(clip)
        known = {"zh": {"zh": 0.97, "en": 0.01, "yue": 0.02}, "en": {"en": 0.98, "zh": 0.01, "yue": 0.01}}
        return self.probabilities.get(heard) or known.get(heard) or {"zh": 0.1, "en": 0.1, "yue": 0.0}


def language_of(clip: Clip) -> str:
    loud = np.asarray(clip)[np.abs(clip) > 0] if len(clip) else clip
    if len(loud) < 32:
        return "xx"
    spectrum = np.abs(np.fft.rfft(clip))
    hertz = float(np.fft.rfftfreq(len(clip), 1 / RATE)[int(np.argmax(spectrum))])
    return min(HERTZ, key=lambda name: abs(HERTZ[name] - hertz))


def _read(clip: Clip, language: str) -> Decoded:
    """Write one unit for each 200 ms that sounds."""
    pieces: list[Piece] = []
    for start in range(0, len(clip) // 16, UNIT_MS):
        part = clip[start * 16 : (start + UNIT_MS) * 16]
        if np.abs(part).max(initial=0.0) < 0.05:
            continue
        text = "证词笔录"[len(pieces) % 4] if language == "zh" else f" w{len(pieces)}"
        pieces.append(Piece(start, min(start + UNIT_MS, len(clip) // 16), text, 0.9))
    return Decoded(tuple(pieces), logprob=-0.1, languages={language: 1.0})
