"""``python -m benchmarks batch [PART]``: many recordings, against single runs, a bare loop, Dask, and chaos.

Parts: ``speed`` (bare loop, one process, two processes, two Dask workers), ``singles``, ``planning``,
``chaos``, ``cluster``; without one, all of them. Every figure is of the real command with the demo models,
one thread a process; recordings are cut from the sample hearing, no two alike.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.bars import Figure, print_figures
from benchmarks.batch_chaos import measure_chaos
from benchmarks.batch_cluster import measure_cluster
from benchmarks.batch_planning import measure_planning
from benchmarks.batch_sounds import cut_recordings, require, run_testimony

__all__ = ["main"]

OPTIONS = ("--model", "demo")
PARTS = ("speed", "singles", "planning", "chaos", "cluster")


def main(argv: list[str]) -> int:
    """Run the parts that are named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks batch")
    parser.add_argument("part", nargs="*", help=", ".join(PARTS))
    parser.add_argument("--count", type=int, default=0, help="recordings; the bars are for the default")
    parser.add_argument("--seconds", type=float, default=5.0, help="of each recording")
    arguments = parser.parse_args(argv)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    reached = True
    for part in arguments.part or PARTS:
        with tempfile.TemporaryDirectory(prefix="testimony-batch-") as folder:
            place = Path(folder)
            os.environ["TESTIMONY_HOME"] = str(_home(place))
            if part == "speed":
                figures = measure_speed(place, arguments.count or 200, arguments.seconds)
            elif part == "singles":
                figures = measure_singles(place, arguments.count or 200, arguments.seconds)
            elif part == "planning":
                figures = measure_planning(place, arguments.count or 100_000)
            elif part == "chaos":
                figures = measure_chaos(place, arguments.count or 1_000)
            else:
                figures = measure_cluster(place, arguments.count or 60)
            reached = print_figures(f"Batch: {part}", figures) and reached
    return 0 if reached else 1


def _home(place: Path) -> Path:
    """A home of its own, one thread an engine."""
    home = place / "home"
    home.mkdir()
    (home / "settings.toml").write_text("[speech]\nthreads = 1\n[translation]\nthreads = 1\n")
    return home


def measure_speed(place: Path, count: int, seconds: float) -> list[Figure]:
    """The same recordings four ways, one after another."""
    folder = place / "recordings"
    cut_recordings(folder, count, seconds)
    bare = _bare_loop(folder, place / "bare")
    one, ready = _batch(folder, place / "one", "--jobs", "1")
    two, _ = _batch(folder, place / "two", "--jobs", "2")
    dask, _ = _batch(folder, place / "dask", "--cluster", "local:2")
    return [
        Figure(f"bare loop on a loaded model, {count} recordings of {seconds:g} s", bare, "s"),
        Figure("batch --jobs 1, the whole command", one, "s"),
        Figure("batch --jobs 2, the whole command", two, "s"),
        Figure("batch --cluster local:2, the whole command", dask, "s"),
        Figure("2 processes against 1", one / two, "times", bar=1.8, at_most=False),
        Figure("--jobs 1 over the bare loop, models loaded by it", (one / bare - 1) * 100, "%", bar=3),
        Figure("  the same, without starting, loading and ending", ((one - ready) / bare - 1) * 100, "%"),
        Figure("Dask with 2 local workers against 2 processes", two / dask, "times", bar=0.95, at_most=False),
    ]


def measure_singles(place: Path, count: int, seconds: float) -> list[Figure]:
    """A ``testimony run`` for each recording, against one batch with one process."""
    folder = place / "recordings"
    cut_recordings(folder, count, seconds)
    one, _ = _batch(folder, place / "one", "--jobs", "1")
    (place / "single").mkdir()
    began = time.perf_counter()
    for recording in sorted(folder.iterdir()):
        output = place / "single" / f"{recording.stem}.testimony"
        run_testimony("run", str(recording), "-o", str(output), *OPTIONS)
    singles = time.perf_counter() - began
    return [
        Figure(f"{count} single runs", singles, "s"),
        Figure("batch --jobs 1", one, "s"),
        Figure("batch against the sum of its single runs", singles / one, "times", bar=2, at_most=False),
    ]


def _batch(folder: Path, out: Path, *options: str) -> tuple[float, float]:
    """Wall time of the whole command, and until its models were loaded."""
    command = ("batch", str(folder), "--out", str(out), "--json", *OPTIONS, *options)
    began = time.perf_counter()
    run_testimony(*command)
    whole = time.perf_counter() - began
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    require(report["counts"]["failed"] == report["counts"]["pending"] == 0, report["counts"])
    worked = sum(row["seconds"] for row in report["recordings"])
    return whole, max(0.0, whole - worked)


_BARE = """
import sys, time
from pathlib import Path
from testimony.batch.types import Wishes
from testimony.cli._jobs import RunChoices
from testimony.cli._orders import MakeJobs
from testimony.engines import Engines
from testimony.pipeline import run
maker, engines, out = MakeJobs(RunChoices(model="demo")), Engines(), Path(sys.argv[2])
jobs = [maker(path, out / f"{path.stem}.testimony", Wishes()) for path in sorted(Path(sys.argv[1]).iterdir())]
engines.transcriber(jobs[0].speech, jobs[0].language_model, jobs[0].speech_options)
began = time.perf_counter()
for job in jobs:
    run(job, engines=engines)
print(time.perf_counter() - began)
"""


def _bare_loop(folder: Path, out: Path) -> float:
    out.mkdir()
    command = [sys.executable, "-c", _BARE, str(folder), str(out)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
