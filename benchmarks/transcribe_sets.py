"""Recordings made for the speech benchmarks: what is said in them, when and in which language is known.

Sentences of the phrasebook in synthetic voices, one after the other with gaps of a wanted length;
clean, in noise, or through a telephone; and sound without any speech. The same seed gives the same
recording with the same version of espeak-ng.
"""

from __future__ import annotations

import random
import wave
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from testimony.app.evaluation import ReferenceRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from samples.recipes.phrasebook import Split
    from samples.recipes.script import Row

__all__ = ["CONDITIONS", "RATE", "Condition", "Take", "dialogue", "heard_through", "no_speech", "write_wav"]

RATE = 16_000
NOISE_DB = 10.0
_SPEAKERS = 6

Condition = Literal["clean", "noise 10 dB", "telephone"]
CONDITIONS: tuple[Condition, ...] = ("clean", "noise 10 dB", "telephone")


@dataclass(frozen=True, slots=True)
class Take:
    """A made recording.

    Attributes:
        samples: Mono float32 at 16 kHz.
        rows: What is said, in time order.
        words: Start, end (milliseconds) and text of each word of each row.
    """

    samples: NDArray[np.float32]
    rows: tuple[ReferenceRow, ...]
    words: tuple[tuple[tuple[int, int, str], ...], ...]

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.samples.size / RATE


def dialogue(
    count: int,
    seed: int,
    *,
    gaps_ms: tuple[int, int] = (200, 1_500),
    languages: Sequence[Literal["zh", "en"]] = ("zh", "en"),
    split: Split = "test",
) -> Take:
    """Say ``count`` sentences of a split in its voices, the languages in turn.

    Raises:
        SynthesisUnavailable: espeak-ng is not installed.
    """
    from samples.recipes.phrasebook import generate
    from samples.recipes.script import Turn
    from samples.recipes.staging import stage
    from samples.recipes.voices import draw

    rng = random.Random(f"dialogue {seed}")
    cast = {f"S{number}": draw("dev" if split == "dev" else "test", rng) for number in range(_SPEAKERS)}
    turns = [
        Turn(rng.choice(list(cast)), languages[number % len(languages)], pair, gap_ms=rng.randint(*gaps_ms))
        for number, pair in enumerate(generate(split, rng, count))
    ]
    staged = stage(turns, cast, seed)
    return Take(
        staged.samples,
        tuple(_reference(row) for row in staged.rows),
        tuple(tuple((word.start_ms, word.end_ms, word.text) for word in row.words) for row in staged.rows),
    )


def _reference(row: Row) -> ReferenceRow:
    turn = row.turn
    return ReferenceRow(row.start_ms, row.end_ms, turn.speaker, turn.language, turn.source, turn.target)


def heard_through(take: Take, condition: Condition, seed: int = 0) -> Take:
    """Give the same recording in noise of 10 dB below the speech, or through a telephone."""
    import numpy as np

    from samples.recipes.noise import room, telephone

    if condition == "clean":
        return take
    if condition == "telephone":
        return replace(take, samples=telephone(take.samples))
    spoken = np.zeros(take.samples.size, dtype=bool)
    for row in take.rows:
        spoken[row.start_ms * RATE // 1000 : row.end_ms * RATE // 1000] = True
    level = float(np.sqrt(np.mean(take.samples[spoken] ** 2))) * 10 ** (-NOISE_DB / 20)
    noise = room(take.samples.size, np.random.default_rng(seed), level)
    return replace(take, samples=np.clip(take.samples + noise, -1, 1).astype(np.float32))


def no_speech(seconds: int, seed: int) -> NDArray[np.float32]:
    """Make sound in which nobody speaks: hum, music, doors, paper, a keyboard, a hold tone, by turns."""
    import numpy as np

    from samples.recipes import noise

    rng = np.random.default_rng(seed)
    total = noise.room(seconds * RATE, rng) + noise.hum(seconds * RATE, rng)
    at = 0.0
    kind = 0
    while at < seconds - 8:
        sound = _sound(kind, rng)
        start = int(at * RATE)
        total[start : start + sound.size] += sound[: total.size - start]
        at += sound.size / RATE + rng.uniform(0.2, 2.5)
        kind += 1
    clipped: NDArray[np.float32] = np.clip(total, -1, 1).astype(np.float32)
    return clipped


def _sound(kind: int, rng: np.random.Generator) -> NDArray[np.float32]:
    from samples.recipes import noise

    makers = (
        lambda: noise.hum(int(rng.uniform(2, 6) * RATE), rng, level=float(rng.uniform(0.003, 0.03))),
        lambda: _music(rng, float(rng.uniform(3, 7))),
        lambda: noise.door(rng, float(rng.uniform(0.1, 0.5))),
        lambda: noise.keyboard(rng, float(rng.uniform(1, 5)), float(rng.uniform(0.03, 0.2))),
        lambda: noise.hold_tone(float(rng.uniform(0.4, 3)), float(rng.uniform(0.03, 0.3)), 425.0),
        lambda: noise.paper(rng, float(rng.uniform(1, 3)), float(rng.uniform(0.03, 0.2))),
    )
    return makers[kind % len(makers)]()


def _music(rng: np.random.Generator, seconds: float) -> NDArray[np.float32]:
    """Play chords of plucked strings: a pentatonic melody over a bass, each note with its harmonics."""
    import numpy as np

    size = int(seconds * RATE)
    total = np.zeros(size)
    root = rng.uniform(110, 220)
    steps = (0, 2, 4, 7, 9, 12, 14, 16)
    at = 0
    while at < size - RATE // 10:
        length = int(rng.choice((0.2, 0.3, 0.4, 0.6)) * RATE)
        time = np.arange(min(2 * length, size - at)) / RATE
        for step in (rng.choice(steps), rng.choice(steps), -12):
            pitch = root * 2 ** (step / 12)
            for harmonic in range(1, 6):
                decay = np.exp(-time * (2 + harmonic))
                total[at : at + time.size] += decay * np.sin(2 * np.pi * pitch * harmonic * time) / harmonic
        at += length
    return (total * rng.uniform(0.03, 0.3) / max(float(np.abs(total).max()), 1e-9)).astype(np.float32)


def write_wav(path: Path, samples: NDArray[np.float32]) -> Path:
    """Write mono 16-bit PCM at 16 kHz."""
    import numpy as np

    with wave.open(str(path), "wb") as stream:
        stream.setparams((1, 2, RATE, 0, "NONE", ""))
        stream.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path
