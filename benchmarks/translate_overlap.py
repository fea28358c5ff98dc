"""What could be saved at best by translating a block while the next one is transcribed."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.bars import Figure

__all__ = ["overlap"]


def overlap() -> Iterator[Figure]:
    """Run the sample hearing, its blocks one after the other, and time the translating alone."""
    from testimony import pipeline
    from testimony.cli._house import open_house
    from testimony.cli._jobs import RunChoices, make_job
    from testimony.samples_locator import sample

    spent: list[tuple[float, float]] = []
    inner = pipeline._translate

    def timed(*given: Any) -> Any:
        start, used = time.perf_counter(), time.process_time()
        try:
            return inner(*given)
        finally:
            spent.append((time.perf_counter() - start, time.process_time() - used))

    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "hearing.testimony"
        job = make_job(open_house(), sample("hearing", "hearing.opus"), output, RunChoices(model="demo"))
        setattr(pipeline, "_translate", timed)  # noqa: B010 - a benchmark looks inside
        start, used = time.perf_counter(), time.process_time()
        try:
            pipeline.run(job)
        finally:
            setattr(pipeline, "_translate", inner)  # noqa: B010
        whole, processor = time.perf_counter() - start, time.process_time() - used
    wall, busy = (sum(column) for column in zip(*spent, strict=True))
    yield Figure("sample hearing: the whole run", whole, "s")
    yield Figure("of it translating", wall, "s")
    yield Figure("cores that the run keeps at work", processor / whole)
    yield Figure("cores that translating keeps at work", busy / wall)
    yield Figure("most that an overlap could hide", 100 * wall / whole, "%")
