"""The product as a person runs it: real engines, the demo models, a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
HEARING = ROOT / "samples" / "hearing"

Testimony = Callable[..., "Done"]


@dataclass(frozen=True, slots=True)
class Done:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, object]]:
        """Standard output as one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def run_testimony(*arguments: object, cwd: Path, **options: object) -> Done:
    command = [sys.executable, "-m", "testimony", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def testimony(tmp_path: Path) -> Testimony:
    """Run a command in a folder of the test's own."""

    def run(*arguments: object, **options: object) -> Done:
        return run_testimony(*arguments, cwd=tmp_path, **options)

    return run


@pytest.fixture(scope="session")
def hearing_samples() -> np.ndarray:
    """The sample hearing as mono float32 at 16 kHz."""
    from testimony.audio.decoding import open_recording

    with open_recording(HEARING / "hearing.opus") as reader:
        return np.concatenate([chunk.samples.mean(axis=0) for chunk in reader.chunks()])


@pytest.fixture(scope="session")
def excerpt(tmp_path_factory: pytest.TempPathFactory, hearing_samples: np.ndarray) -> Path:
    """About half a minute of the sample hearing, both languages in it, as WAV."""
    return write_wav(tmp_path_factory.mktemp("excerpt") / "excerpt.wav", hearing_samples[: 30 * 16_000])


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    """``testimony demo``, run once for all tests that look at what it leaves."""
    folder = tmp_path_factory.mktemp("demo")
    return run_testimony("demo", cwd=folder), folder / "hearing.testimony"


def write_wav(path: Path, samples: np.ndarray, rate: int = 16_000) -> Path:
    with wave.open(str(path), "wb") as stream:
        stream.setnchannels(1)
        stream.setsampwidth(2)
        stream.setframerate(rate)
        stream.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path
