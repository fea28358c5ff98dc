"""Interpreted hearings made of recorded human speech, with their references.

A folder of clips has a ``manifest.tsv`` (columns ``file seconds language kind speaker reference``) beside a
folder ``clips``. Clips of kind ``read`` with a reference are laid one after the other, English and Chinese by
turns, with the pauses of people who speak through an interpreter.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from testimony.app.evaluation import ReferenceRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "CONDITIONS",
    "STYLES",
    "TUNED_VOICES",
    "Clip",
    "Hearing",
    "build_hearing",
    "read_clips",
    "split_voices",
]

Style = Literal["read", "rapid", "consecutive"]
Condition = Literal["clean", "noise", "phone"]
STYLES: tuple[Style, ...] = ("read", "rapid", "consecutive")
CONDITIONS: tuple[Condition, ...] = ("clean", "noise", "phone")
TUNED_VOICES = frozenset(
    {"S0150", "en_lj", "1688", "1998", "2033"}
)  # speakers of AISHELL-1, LJ Speech, LibriSpeech
_RATE = 16_000
_LONGEST_S = 14.0
_PAUSES_MS = {"rapid": (100, 200, 300, 500), "read": (200, 350, 500, 800, 1_200)}
_INSIDE_MS = (250, 400, 600, 900)
_NOISE_DB = 10.0
_TELEPHONE_HZ = (300.0, 3_400.0)
_MU = 255.0


@dataclass(frozen=True, slots=True)
class Clip:
    """One recorded sentence."""

    path: Path
    seconds: float
    language: str
    speaker: str
    reference: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """A made hearing.

    Attributes:
        name: Style and condition.
        samples: Mono float32, 16 kHz.
        reference: One row a turn.
    """

    name: str
    samples: NDArray[np.float32]
    reference: tuple[ReferenceRow, ...]


def read_clips(folder: Path) -> list[Clip]:
    """Read the sentences of a folder of clips that have a reference and are at most 14 s long."""
    with (folder / "manifest.tsv").open(encoding="utf-8") as stream:
        rows = [
            row
            for row in csv.DictReader(stream, delimiter="\t")
            if row["reference"] and row["kind"] == "read" and float(row["seconds"]) < _LONGEST_S
        ]
    return [
        Clip(
            folder / "clips" / row["file"],
            float(row["seconds"]),
            row["language"],
            row["speaker"] or row["file"],
            row["reference"],
        )
        for row in rows
    ]


def split_voices(clips: Sequence[Clip]) -> tuple[list[Clip], list[Clip]]:
    """Part the clips in two: those of voices that thresholds were chosen on, and those to report on."""
    return (
        [clip for clip in clips if clip.speaker in TUNED_VOICES],
        [clip for clip in clips if clip.speaker not in TUNED_VOICES],
    )


def build_hearing(
    clips: Sequence[Clip], style: Style, condition: Condition, *, minutes: float, seed: int
) -> Hearing:
    """Lay clips into a hearing of about so many minutes.

    ``rapid`` has short turns and short pauses; ``consecutive`` has turns of several sentences of one voice;
    ``read`` has a sentence a turn.
    """
    import numpy as np

    rng = random.Random(seed)
    pools = {
        language: [
            clip for clip in clips if clip.language == language and (style != "rapid" or clip.seconds < 8)
        ]
        for language in ("en", "zh")
    }
    left = {language: rng.sample(pool, len(pool)) for language, pool in pools.items()}
    parts, at = [np.zeros(_RATE // 2, np.float32)], _RATE // 2
    rows: list[ReferenceRow] = []
    while at < minutes * 60 * _RATE:
        language = ("en", "zh")[len(rows) % 2]
        if not left[language]:
            left[language] = rng.sample(pools[language], len(pools[language]))
        turn = _turn(left[language], rng.choice((1, 2, 3)) if style == "consecutive" else 1)
        start = at
        for number, clip in enumerate(turn):
            pause = np.zeros(rng.choice(_INSIDE_MS) * _RATE // 1_000 if number else 0, np.float32)
            parts += [pause, _trimmed(clip.path)]
            at += len(parts[-2]) + len(parts[-1])
        text = ("。" if language == "zh" else " ").join(clip.reference for clip in turn)
        rows.append(
            ReferenceRow(start * 1_000 // _RATE, at * 1_000 // _RATE, turn[0].speaker, language, text, "")
        )
        pauses = _PAUSES_MS["rapid" if style == "rapid" else "read"]
        parts.append(np.zeros(rng.choice(pauses) * _RATE // 1_000, np.float32))
        at += len(parts[-1])
    return Hearing(f"{style}, {condition}", _through(np.concatenate(parts), condition, seed), tuple(rows))


def _turn(pool: list[Clip], sentences: int) -> list[Clip]:
    """Take sentences of one voice out of a pool."""
    turn = [pool.pop()]
    same = [clip for clip in pool if clip.speaker == turn[0].speaker][: sentences - 1]
    for clip in same:
        pool.remove(clip)
    return turn + same


def _trimmed(path: Path) -> NDArray[np.float32]:
    """Load a clip at one loudness, without the silence around it."""
    import av
    import numpy as np

    resampler = av.AudioResampler(format="flt", layout="mono", rate=_RATE)
    with av.open(str(path)) as container:
        frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
    sound = np.concatenate([frame.to_ndarray()[0] for frame in [*frames, *resampler.resample(None)]])
    sound = sound / max(1e-6, float(np.abs(sound).max())) * 0.5
    loud = np.flatnonzero(np.convolve(np.abs(sound), np.ones(400) / 400, "same") > 0.01)
    return np.asarray(sound[max(0, loud[0] - 800) : loud[-1] + 800], dtype=np.float32)


def _through(sound: NDArray[np.float32], condition: Condition, seed: int) -> NDArray[np.float32]:
    """Add the noise of a room, noise at 10 dB, or the band and the μ-law of a telephone."""
    import numpy as np

    noise = np.random.default_rng(seed).standard_normal(len(sound)).astype(np.float32)
    if condition == "noise":
        noise = np.convolve(noise, np.ones(8) / 8, "same").astype(np.float32)
        level = np.sqrt((sound**2).mean() / (noise**2).mean()) * 10 ** (-_NOISE_DB / 20)
        return np.asarray(sound + noise * level, dtype=np.float32)
    if condition == "phone":
        low, high = _TELEPHONE_HZ
        hertz = np.maximum(np.fft.rfftfreq(len(sound), 1 / _RATE), 1.0)
        gain = 1 / np.sqrt((1 + (hertz / high) ** 8) * (1 + (low / hertz) ** 8))
        sound = np.asarray(np.fft.irfft(np.fft.rfft(sound) * gain, len(sound)) + noise * 0.0008, np.float32)
        coded = np.round(np.sign(sound) * np.log1p(_MU * np.abs(np.clip(sound, -1, 1))) / np.log1p(_MU) * 127)
        return np.asarray(np.sign(coded) * ((1 + _MU) ** (np.abs(coded) / 127) - 1) / _MU, np.float32)
    return np.asarray(sound + noise * 0.0008, dtype=np.float32)
