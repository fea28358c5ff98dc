"""Hearings made of voices: real ones from clips that are kept apart, synthetic ones by eSpeak NG."""

from __future__ import annotations

import csv
import random
import wave
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "CLIPS",
    "RATE",
    "Hearing",
    "Spoken",
    "clip",
    "half_of",
    "real_hearing",
    "synthetic_hearing",
    "telephone",
    "voices",
    "write_wav",
]

RATE = 16_000
CLIPS = Path(__file__).parents[2].parent / "shared" / "real"
_ENOUGH_S = 12.0
Samples = NDArray[np.float32]
Voice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn of a made hearing."""

    start_ms: int
    end_ms: int
    speaker: str
    language: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """Sound at 16 kHz, and who speaks when."""

    name: str
    samples: Samples
    turns: tuple[Spoken, ...]


def trimmed(sound: Samples) -> Samples:
    """A clip at one level, with 50 ms of what is quieter than a fiftieth of its peak at either end."""
    level = sound / max(1e-6, float(np.abs(sound).max())) * 0.5
    loud = np.where(np.convolve(np.abs(level), np.ones(400) / 400, "same") > 0.01)[0]
    if not len(loud):
        return np.asarray(level, np.float32)
    return np.asarray(level[max(0, loud[0] - 800) : loud[-1] + 800], np.float32)


@cache
def voices(folder: Path) -> dict[Voice, tuple[Path, ...]]:
    """The clips of read speech by (speaker, language)."""
    found: dict[Voice, list[Path]] = defaultdict(list)
    with (folder / "manifest.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["kind"] == "read" and row["speaker"]:
                found[row["speaker"], row["language"]].append(folder / "clips" / row["file"])
    return {voice: tuple(paths) for voice, paths in sorted(found.items())}


@cache
def clip(path: Path) -> Samples:
    """The sound of a clip, trimmed."""
    from testimony.audio.decoding import open_recording

    with open_recording(path) as reader:
        sound = np.concatenate([np.atleast_2d(chunk.samples).mean(axis=0) for chunk in reader.chunks()])
    return trimmed(sound.astype(np.float32))


def telephone(sound: Samples) -> Samples:
    """The band of a telephone: nothing below 300 and nothing above 3,400 Hz."""
    spectrum = np.fft.rfft(sound)
    frequencies = np.fft.rfftfreq(len(sound), 1 / RATE)
    pass_band = 1 / (1 + (300 / np.maximum(frequencies, 1)) ** 8) / (1 + (frequencies / 3_400) ** 16)
    return np.fft.irfft(spectrum * np.sqrt(pass_band), len(sound)).astype(np.float32)


def half_of(speaker: str) -> str:
    """``tune`` or ``report``: constants are set on the voices of one half and reported on the other's."""
    return "report" if zlib.crc32(speaker.encode()) % 2 else "tune"


def real_hearing(
    folder: Path, seed: int, kind: str, speakers: int = 5, turns: int = 60, half: str = "all"
) -> Hearing:
    """A hearing of real voices: turns of 1 to 4 s, gaps of 0.2 to 1.2 s.

    Args:
        folder: With ``manifest.tsv`` and ``clips/``.
        seed: Decides everything.
        kind: ``clean``; ``phone``: a third of the voices by telephone; ``change``: one voice changes from
            room to telephone half way.
        speakers: How many.
        turns: At most so many; fewer where the clips of the voices run out.
        half: Which voices: ``tune``, ``report`` or ``all``.
    """
    rng = random.Random(f"{kind} {seed}")
    chosen = _chosen(folder, speakers, half, rng)
    on_line = set(chosen[: max(1, round(speakers / 3))]) if kind == "phone" else set()
    stock = {voice: _pieces(folder, voice, random.Random(f"{kind} {seed} {voice}")) for voice in chosen}
    said: list[Spoken] = []
    parts, now, last = [np.zeros(8_000, np.float32)], 8_000, None
    for _ in range(turns * 20):
        voice = rng.choice(chosen)
        piece = None if voice == last and rng.random() < 0.8 else next(stock[voice], None)
        if len(said) == turns or piece is None:
            continue
        late = kind == "change" and voice == chosen[0] and len(said) > turns / 2
        sound = telephone(piece) if voice in on_line or late else piece
        gap = int(rng.uniform(0.2, 1.2) * RATE)
        said.append(Spoken(now * 1000 // RATE, (now + len(sound)) * 1000 // RATE, *voice))
        parts += [sound, np.zeros(gap, np.float32)]
        now, last = now + len(sound) + gap, voice
    return Hearing(f"{kind} {seed}", _with_noise(np.concatenate(parts), seed), tuple(said))


def _chosen(folder: Path, speakers: int, half: str, rng: random.Random) -> list[Voice]:
    known = {voice: paths for voice, paths in voices(folder).items() if half in ("all", half_of(voice[0]))}
    long = [voice for voice in known if sum(len(clip(path)) for path in known[voice]) >= _ENOUGH_S * RATE]
    chosen = rng.sample(long, min(speakers, len(long)))
    short = [voice for voice in known if voice not in long]
    return chosen + rng.sample(short, speakers - len(chosen))


def _pieces(folder: Path, voice: Voice, rng: random.Random) -> Iterator[Samples]:
    paths = voices(folder)[voice]
    for path in rng.sample(paths, len(paths)):
        sound, at = clip(path), 0
        while len(sound) - at >= 0.9 * RATE:
            length = int(rng.uniform(1, 4) * RATE)
            piece = trimmed(sound[at : at + length])
            at += length
            if len(piece) >= 0.9 * RATE:
                fade = np.minimum(1, np.minimum(np.arange(len(piece)), np.arange(len(piece))[::-1]) / 160)
                yield (piece * fade).astype(np.float32)


def _with_noise(sound: Samples, seed: int) -> Samples:
    noise = np.random.default_rng(seed).standard_normal(len(sound)).astype(np.float32)
    return np.asarray(sound + noise * np.float32(0.0008), np.float32)


def synthetic_hearing(seed: int) -> Hearing:
    """An interpreted hearing of synthetic voices: the interpreter speaks both languages in one voice.

    The voices are eSpeak NG's variants, which change formants and pitch; a reader's voice in two languages
    cannot be had from clips. The respondent speaks by telephone in the first half.
    """
    from samples.recipes import hearing as recipe
    from samples.recipes.staging import stage
    from samples.recipes.voices import ACCENTS, VARIANTS
    from samples.recipes.voices import Voice as Synthetic

    rng = random.Random(f"voices {seed}")
    variants = sorted({*VARIANTS["train"], *VARIANTS["dev"], *VARIANTS["test"]})
    roles = ("THE COURT", "COUNSEL", "THE RESPONDENT", "THE INTERPRETER")
    cast = {
        role: Synthetic(variant, rng.choice(ACCENTS), rng.randint(140, 170), rng.randint(30, 70))
        for role, variant in zip(roles, rng.sample(variants, len(roles)), strict=True)
    }
    made: Any = stage(recipe.turns(seed), cast, seed)
    turns = tuple(Spoken(row.start_ms, row.end_ms, row.turn.speaker, row.turn.language) for row in made.rows)
    return Hearing(f"synthetic {seed}", np.asarray(made.samples, np.float32), turns)


def write_wav(path: Path, samples: Samples) -> Path:
    """Write 16-bit mono sound."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path
