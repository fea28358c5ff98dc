"""``python -m benchmarks batch [PART]``: many recordings, against single runs, a bare loop, Dask, and chaos.

Parts: ``speed`` (bare loops, one process, two processes, two Dask workers), ``singles``, ``planning``,
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
from collections.abc import Iterator, Sequence
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
    parser.add_argument("--rounds", type=int, default=3, help="of the part speed; the best time counts")
    arguments = parser.parse_args(argv)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else every process compiles every module anew
    reached = True
    for part in arguments.part or PARTS:
        with tempfile.TemporaryDirectory(prefix="testimony-batch-") as folder:
            place = Path(folder)
            os.environ["TESTIMONY_HOME"] = str(_home(place))
            if part == "speed":
                figures = measure_speed(place, arguments.count or 200, arguments.seconds, arguments.rounds)
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


def measure_speed(place: Path, count: int, seconds: float, rounds: int) -> list[Figure]:
    """The same recordings five ways, in turn, ``rounds`` times; of each the best, least disturbed."""
    folder = place / "recordings"
    _halve(cut_recordings(folder, count, seconds), place)
    best: dict[str, float] = {}
    for number in range(rounds):
        out = place / f"round-{number}"
        out.mkdir()
        for name, taken in _round(place, folder, out):
            best[name] = min(taken, best.get(name, taken))
    return _speeds(best, f"{count} recordings of {seconds:g} s")


def _round(place: Path, folder: Path, out: Path) -> Iterator[tuple[str, float]]:
    [(whole, steady)] = _bare_loops([folder], out / "bare")
    yield "bare", whole
    yield "bare but the first", steady
    halves = _bare_loops([place / "half-0", place / "half-1"], out / "two-bare")
    yield "two bare", max(whole for whole, _ in halves)
    for name, options in (
        ("one", ("--jobs", "1")),
        ("two", ("--jobs", "2")),
        ("dask", ("--cluster", "local:2")),
    ):
        whole, steady = _batch(folder, out / name, *options)
        yield name, whole
        yield f"{name} but the first", steady


def _speeds(best: dict[str, float], what: str) -> list[Figure]:
    over = (best["one but the first"] / best["bare but the first"] - 1) * 100
    begun = (best["one"] / best["bare"] - 1) * 100
    here, there = best["two"], best["dask"]
    return [
        Figure(f"bare loop on a loaded model, {what}", best["bare"], "s"),
        Figure("two bare loops at once, half of them each", best["two bare"], "s"),
        Figure("batch --jobs 1, the whole command", best["one"], "s"),
        Figure("batch --jobs 2, the whole command", here, "s"),
        Figure("batch --cluster local:2, the whole command", there, "s"),
        Figure("two bare loops against one: what these cores give", best["bare"] / best["two bare"], "times"),
        Figure("2 processes against 1", best["one"] / here, "times", bar=1.8, at_most=False),
        Figure("--jobs 1 over the bare loop, from the end of the first recording on", over, "%", bar=3),
        Figure("the same with starting, loading and the report", begun, "%"),
        Figure(
            "Dask with 2 local workers against 2 processes", here / there, "times", bar=0.95, at_most=False
        ),
    ]


def _halve(paths: Sequence[Path], place: Path) -> None:
    for number, path in enumerate(paths):
        half = place / f"half-{number % 2}"
        half.mkdir(exist_ok=True)
        os.link(path, half / path.name)


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
    """Wall time of the whole command, and from the end of its first recording to the end of its last."""
    command = [sys.executable, "-m", "testimony", "batch", str(folder), "--out", str(out), "--json"]
    began = time.perf_counter()
    with subprocess.Popen(
        [*command, *OPTIONS, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as batch:
        events = (json.loads(line)["event"] for line in batch.stdout or ())
        ends = [time.perf_counter() for event in events if event == "done"]
    whole = time.perf_counter() - began
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    require(batch.returncode == 0 and report["counts"]["done"] == len(ends), report["counts"])
    return whole, ends[-1] - ends[0]


_BARE = """
import sys, time
from pathlib import Path
from testimony.batch.types import Wishes
from testimony.app.jobs import RunChoices
from testimony.cli._orders import MakeJobs
from testimony.app.engines import Engines
from testimony.app.run.pipeline import run
maker, engines, out = MakeJobs(RunChoices(model="demo")), Engines(), Path(sys.argv[2])
jobs = [maker(path, out / f"{path.stem}.testimony", Wishes()) for path in sorted(Path(sys.argv[1]).iterdir())]
engines.transcriber(jobs[0].speech, jobs[0].language_model, jobs[0].speech_options)
ends = [time.perf_counter()]
for job in jobs:
    run(job, engines=engines)
    ends.append(time.perf_counter())
print(ends[-1] - ends[0], ends[-1] - ends[1])
"""


def _bare_loops(folders: Sequence[Path], out: Path) -> list[tuple[float, float]]:
    """Each folder in a process of its own, all at once; times as of ``_batch``, the first without loading."""
    out.mkdir()
    loops = []
    for folder in folders:
        (out / folder.name).mkdir()
        command = [sys.executable, "-c", _BARE, str(folder), str(out / folder.name)]
        loops.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
    said = [loop.communicate()[0].split() for loop in loops]
    require(all(loop.returncode == 0 for loop in loops), "a bare loop failed")
    return [(float(whole), float(steady)) for whole, steady in said]
