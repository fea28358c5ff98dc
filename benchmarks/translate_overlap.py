"""A long hearing with each block translated beside the transcription of the next one, and in turn."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.bars import Figure
from testimony.app.run.block_writer import BlockWriter

__all__ = ["overlap"]

_ROUNDS = 2


def overlap() -> Iterator[Figure]:
    """Run the sample hearing, six times over, in every way by turns; the best of each."""
    beside, in_turn, without, spent = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        recording = _six_times(Path(folder))
        for _ in range(_ROUNDS):
            beside.append(_run(recording, BlockWriter)[0])
            took, translating = _run(recording, _InTurn)
            in_turn.append(took)
            spent.append(translating)
            without.append(_run(recording, BlockWriter, translate=False)[0])
    yield Figure("sample hearing six times over, transcribed alone", min(without), "s")
    yield Figure("the same, translated in turn", min(in_turn), "s")
    yield Figure("the same, translated beside the transcription", min(beside), "s")
    yield Figure("of it translating, in turn", min(spent), "s")
    yield Figure("what translation adds in turn", 100 * (min(in_turn) / min(without) - 1), "%")
    yield Figure("what translation adds beside", 100 * (min(beside) / min(without) - 1), "%")


def _six_times(folder: Path) -> Path:
    import numpy as np

    from benchmarks.batch_sounds import _hearing, _write_wav

    return _write_wav(folder / "long.wav", np.tile(_hearing(), 6))


class _InTurn(BlockWriter):
    """The same writer, which waits for each block's translation before the next is transcribed."""

    def add(self, block: Any, segments: Sequence[Any]) -> None:
        super().add(block, segments)
        self.settle()


def _run(recording: Path, writer: type[BlockWriter], *, translate: bool = True) -> tuple[float, float]:
    """Give the seconds of one run, its engines loaded anew, and those that went into translating."""
    from testimony.app.context import load_context
    from testimony.app.jobs import RunChoices, make_job
    from testimony.app.run import pipeline

    took = 0.0
    inner = getattr(pipeline, "translate_block")  # noqa: B009 - a benchmark looks inside

    def timed(*given: Any) -> Any:
        nonlocal took
        start = time.perf_counter()
        try:
            return inner(*given)
        finally:
            took += time.perf_counter() - start

    job = make_job(
        load_context(),
        recording,
        recording.with_name(f"{time.time_ns()}.testimony"),
        RunChoices(model="demo", translate=translate),
    )
    _look_inside(timed, writer)
    start = time.perf_counter()
    try:
        pipeline.run(job)
    finally:
        _look_inside(inner, BlockWriter)
    return time.perf_counter() - start, took


def _look_inside(translate: Any, writer: type[BlockWriter]) -> None:
    from testimony.app.run import pipeline

    setattr(pipeline, "translate_block", translate)  # noqa: B010 - a benchmark looks inside
    setattr(pipeline, "BlockWriter", writer)  # noqa: B010
