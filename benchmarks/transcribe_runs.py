"""Runs of the product's own speech room, timed, for the speech benchmarks."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from testimony.transcript.types import Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from transcribe import BlockDraft, SpeechOptions, Transcriber

__all__ = [
    "ROOT",
    "Run",
    "chunks_of",
    "demo_model",
    "endless_model",
    "hear",
    "in_a_process",
    "load_segments",
    "without_second_tries",
]

ROOT = Path(__file__).parents[1]
_CHUNK = 80_000


@dataclass(frozen=True, slots=True)
class Run:
    """What a run made, and what it took."""

    drafts: tuple[BlockDraft, ...]
    wall: float
    processor: float

    @property
    def segments(self) -> list[Segment]:
        """All segments in time order."""
        return [segment for draft in self.drafts for segment in draft.segments]


def demo_model() -> Path:
    """The folder of the demo speech model."""
    from testimony.runtime.samples import samples_folder

    folder = samples_folder()
    assert folder is not None  # noqa: S101 - benchmarks run in a checkout
    return folder / "models" / "whisper-demo"


def endless_model(folder: Path, name: str) -> Path:
    """Build (once) a model of random weights in a published shape that never ends a text by itself."""
    tests = str(ROOT / "tests" / "unit" / "transcribe")
    if tests not in sys.path:
        sys.path.insert(0, tests)
    made: Any = importlib.import_module("random_whisper")
    target = folder / name
    if not (target / "preprocessor_config.json").is_file():
        made.build(target, replace(getattr(made, name.upper()), endless=True))
    return target


def chunks_of(samples: NDArray[np.float32]) -> Iterator[Any]:
    """Cut mono sound into chunks as the decoder gives them."""
    from testimony.audio.decoding import AudioChunk

    for start in range(0, samples.size, _CHUNK):
        yield AudioChunk(start // 16, samples[None, start : start + _CHUNK])


def hear(samples: NDArray[np.float32], options: SpeechOptions, engine: Transcriber | None = None) -> Run:
    """Transcribe sound in this process, the loading of the demo model not counted."""
    from transcribe import open_transcriber, transcribe

    engine = engine or open_transcriber(demo_model(), options=options)
    wall, processor = time.perf_counter(), time.process_time()
    drafts = tuple(transcribe(chunks_of(samples), engine, options))
    return Run(drafts, time.perf_counter() - wall, time.process_time() - processor)


@contextmanager
def without_second_tries(tokens: int) -> Iterator[None]:
    """Make random weights comparable: so many tokens a window, and none decoded again.

    What random weights write is bad text in every respect; the peers are kept from second tries in the
    same way (one temperature).
    """
    with (
        mock.patch("transcribe.decoding.decode_again", lambda heard, *_: list(heard)),
        mock.patch("transcribe.decoding.decode_both_ways", lambda heard, *_: list(heard)),
        mock.patch("transcribe.engines.whisper.engine.MAX_TOKENS", tokens),
    ):
        yield


def in_a_process(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Run a command whose last line of output is a JSON object."""
    done = subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, text=True, cwd=ROOT, env=env
    )
    loaded: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return loaded


def load_segments(transcript: Path) -> list[Segment]:
    """Read the segments of a transcript file with their words."""
    from testimony.transcript.record.store import TranscriptStore

    with TranscriptStore.open(transcript, readonly=True) as store:
        return [replace(row, words=store.words(row.id)) for row in store.load().segments]
