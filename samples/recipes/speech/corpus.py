"""Synthesised sentences with the times of their characters and phonemes, kept in two files.

``audio.npy`` holds all samples (int16, 16 kHz) end to end, ``clips.jsonl`` one line a clip. Only
training sentences in training voices are drawn here; measuring makes its own speech.
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from samples.recipes.phrasebook import Pair, Split, generate
from samples.recipes.synthesis import RATE, Speech, TimedWord, say
from samples.recipes.voices import Language, VoiceSplit, draw

_PEAK = 0.45
_CODED, _REVERBERANT = 0.12, 0.12
_CHUNK = 64
PAUSES = frozenset({"_:", "_", ""})
CONTINUED = frozenset({"_|"})
"""espeak-ng's mark between Mandarin syllables: no sound of its own."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One sentence: where its samples lie, and when its characters and phonemes begin.

    ``times`` has one entry a character of ``text`` and one for its end, in seconds. The pause after
    a word belongs to that word's last character, so that the next one's start is sharp.
    """

    language: Language
    text: str
    voice: str
    start: int
    length: int
    times: tuple[float, ...]
    phonemes: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Job:
    """One sentence to be said, with its own seed."""

    pair: Pair
    language: Language
    voices: VoiceSplit
    seed: int


def jobs(split: Split, voices: VoiceSplit, pairs: int, seed: int) -> Iterator[Job]:
    """Draw sentences, each in both languages by independent voices."""
    rng = random.Random(seed)
    for pair in generate(split, rng, pairs):
        for language in ("en", "zh"):
            yield Job(pair, language, voices, rng.getrandbits(32))


def character_times(text: str, words: tuple[TimedWord, ...]) -> tuple[float, ...]:
    """Give the second at which each character begins, and the end of the last one."""
    places: list[int] = []
    seconds: list[float] = []
    cursor = 0
    for word in words:
        bare = word.text.rstrip(",.?!:;，。？！：；、")
        found = text.index(word.text, cursor)
        cursor = found + len(bare)
        space = found - 1 if found and text[found - 1] == " " else found
        if places and places[-1] >= space:
            places.pop()
            seconds.pop()
        places += [space, found, cursor] if space < found else [found, cursor]
        start, end = word.start_ms / 1000, word.end_ms / 1000
        seconds += [start, start, end] if space < found else [start, end]
    laid = np.interp(np.arange(len(text) + 1), places, seconds, right=seconds[-1])
    return tuple(np.minimum.accumulate(laid[::-1])[::-1].tolist())


def _reverberant(samples: NDArray[np.float32], rng: random.Random) -> NDArray[np.float32]:
    noise = np.random.default_rng(rng.getrandbits(32))
    seconds = rng.uniform(0.12, 0.35)
    tail = noise.standard_normal(int(seconds * RATE)).astype(np.float32)
    tail *= np.exp(-6.9 * np.arange(tail.size) / tail.size)
    tail *= rng.uniform(0.1, 0.5) / max(1e-6, float(np.sqrt((tail**2).sum())))
    tail[0] = 1.0
    size = samples.size + tail.size
    mixed = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(tail, size), size)
    return mixed[: samples.size].astype(np.float32)


def opus_coded(samples: NDArray[np.float32], bit_rate: int) -> NDArray[np.float32]:
    """Give 16 kHz samples as they come back from an Opus file (same length)."""
    import av

    buffer = io.BytesIO()
    with av.open(buffer, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=RATE, layout="mono", bit_rate=bit_rate)
        frame = av.AudioFrame.from_ndarray(samples[None, :], format="flt", layout="mono")
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    buffer.seek(0)
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    parts: list[NDArray[np.float32]] = []
    with av.open(buffer) as container:
        for frame in container.decode(audio=0):
            parts += [piece.to_ndarray()[0] for piece in resampler.resample(frame)]
        parts += [piece.to_ndarray()[0] for piece in resampler.resample(None)]
    back = np.concatenate(parts)[: samples.size]
    return np.pad(back, (0, samples.size - back.size))


def _speak(job: Job) -> tuple[dict[str, object], NDArray[np.int16]]:
    rng = random.Random(job.seed)
    voice = draw(job.voices, rng)
    text = job.pair.zh if job.language == "zh" else job.pair.en
    speech: Speech = say(job.pair, job.language, voice)
    samples = speech.samples
    if rng.random() < _REVERBERANT:
        samples = _reverberant(samples, rng)
    if rng.random() < _CODED:
        samples = opus_coded(samples, rng.choice((12_000, 16_000, 24_000, 32_000)))
    samples = samples * np.float32(_PEAK / max(1e-6, float(np.abs(samples).max())))
    times = [round(t, 3) for t in character_times(text, speech.words)]
    times[0] = max(times[0], min(times[1], speech.phonemes[0][0] / 1000))
    row = {"language": job.language, "text": text, "voice": voice.variant, "times": tuple(times)}
    row["phonemes"] = [p for p in speech.phonemes if p[1] not in CONTINUED]
    return row, (samples * 32767).astype(np.int16)


def build(rows: Iterator[Job], folder: Path, processes: int = 2) -> int:
    """Synthesise the jobs into ``folder``; returns how many clips there are."""
    folder.mkdir(parents=True, exist_ok=True)
    clips: list[Clip] = []
    position = 0
    with (folder / "audio.raw").open("wb") as raw, ProcessPoolExecutor(processes) as pool:
        for row, samples in pool.map(_speak, rows, chunksize=_CHUNK):
            samples.tofile(raw)
            clips.append(Clip(start=position, length=samples.size, **row))  # type: ignore[arg-type]
            position += samples.size
    lines = (json.dumps(asdict(clip), ensure_ascii=False) for clip in clips)
    (folder / "clips.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(clips)


def load(folder: Path) -> tuple[list[Clip], NDArray[np.int16]]:
    """Read what :func:`build` wrote; the samples are mapped, not copied."""
    text = (folder / "clips.jsonl").read_text(encoding="utf-8")
    clips = [Clip(**json.loads(line)) for line in text.splitlines()]
    return clips, np.memmap(folder / "audio.raw", dtype=np.int16, mode="r")
