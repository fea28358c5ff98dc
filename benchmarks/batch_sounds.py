"""What the parts of ``benchmarks batch`` share: recordings cut from the sample hearing, and the command."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.runtime.samples import sample

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["cut_recordings", "require", "run_testimony"]

RATE = 16_000


def require(condition: object, what: object) -> None:
    """Stop a benchmark whose figure would mean nothing."""
    if not condition:
        raise RuntimeError(str(what))


def run_testimony(*arguments: str, code: int | None = 0) -> str:
    """Run a command as a person does; gives its standard output."""
    command = [sys.executable, "-m", "testimony", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    require(code is None or done.returncode == code, done.stderr[-2_000:])
    return done.stdout


def cut_recordings(
    folder: Path, count: int, seconds: float, names: Iterator[str] | None = None
) -> list[Path]:
    """Cut recordings from the sample hearing, each with speech in it and no two alike, as 16 kHz WAV."""
    sound = _hearing()
    folder.mkdir(parents=True, exist_ok=True)
    starts = [int(line.split("\t")[0]) for line in _script()[1:]]
    dice = random.Random(8)
    paths = []
    for number in range(count):
        first = int((starts[number % len(starts)] / 1000 - dice.uniform(0.05, 0.25)) * RATE)
        length = int((seconds + dice.uniform(-0.2, 0.2)) * RATE)
        first = max(0, min(first, len(sound) - length))
        name = next(names) if names is not None else f"recording-{number:04d}"
        paths.append(_write_wav(folder / f"{name}.wav", sound[first : first + length]))
    return paths


def _script() -> list[str]:
    return sample("hearing", "script.tsv").read_text(encoding="utf-8").splitlines()


def _hearing() -> NDArray[np.float32]:
    import numpy as np

    from testimony.audio.decoding import mix_down, open_recording

    with open_recording(sample("hearing", "hearing.opus")) as reader:
        return np.concatenate([mix_down(chunk.samples) for chunk in reader.chunks()])


def _write_wav(path: Path, samples: NDArray[np.float32]) -> Path:
    import wave

    import numpy as np

    with wave.open(str(path), "wb") as stream:
        stream.setnchannels(1)
        stream.setsampwidth(2)
        stream.setframerate(RATE)
        stream.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path
