"""Recordings to run the product on, and the product itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from product import HEARING, Done, Testimony, run_testimony, write_wav


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
