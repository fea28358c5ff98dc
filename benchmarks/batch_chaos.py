"""A thousand recordings, some of them poison, while engine processes and the batch itself are killed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.bars import Figure
from benchmarks.batch_sounds import cut_recordings, require

__all__ = ["measure_chaos"]

WORKER_KILLS, BATCH_KILLS = 20, 5
TIMEOUT_MIN = 0.12
_REASONS = {"crash": "signal 11", "hang": "no progress", "garbage": "not a recording"}


def measure_chaos(place: Path, count: int, *, seed: int = 5) -> list[Figure]:
    """Run the command until it ends by itself; compare what it left with what it was given."""
    dice = random.Random(seed)
    folder, out = place / "recordings", place / "out"
    poison = count // 20
    kinds = ["good"] * (count - poison) + [list(_REASONS)[number % 3] for number in range(poison)]
    dice.shuffle(kinds)
    names = [f"{kind}-{number:04d}" for number, kind in enumerate(kinds)]
    for path in cut_recordings(folder, count, 1.8, iter(names)):
        if path.stem.startswith("garbage"):
            path.write_bytes(dice.randbytes(4_000))
    scale = min(1.0, count / 1_000)
    kills = ["worker"] * round(WORKER_KILLS * scale) + ["batch"] * max(1, round(BATCH_KILLS * scale))
    dice.shuffle(kills)
    began = time.perf_counter()
    runs, killed = _run_until_done(folder, out, _moments(kills, count - poison, dice), dice)
    seconds = time.perf_counter() - began
    return [
        *_judge(out, names),
        Figure("engine processes killed", killed["worker"]),
        Figure("batches killed", killed["batch"]),
        Figure("times the command was typed", runs),
        Figure("wall time", seconds, "s"),
    ]


def _moments(kills: list[str], good: int, dice: random.Random) -> list[tuple[int, str]]:
    """Whom to kill when so many transcripts are there."""
    when = sorted(dice.sample(range(good // 50, good - good // 20), len(kills)))
    return list(zip(when, kills, strict=True))


def _run_until_done(
    folder: Path, out: Path, moments: list[tuple[int, str]], dice: random.Random
) -> tuple[int, Counter[str]]:
    command = [sys.executable, "-m", "benchmarks.batch_faults", "batch", str(folder), "--out", str(out)]
    command += ["--model", "demo", "--quality", "draft", "--jobs", "2", "--timeout", str(TIMEOUT_MIN)]
    runs, killed = 0, Counter[str]()
    while True:
        runs += 1
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None:
            time.sleep(0.02 + dice.random() * 0.05)
            if moments and _transcripts(out) >= moments[0][0]:
                whom = moments.pop(0)[1]
                if whom == "batch":
                    process.kill()
                    process.wait()
                    killed["batch"] += 1
                elif victims := list(_children(process.pid)):
                    os.kill(dice.choice(victims), signal.SIGKILL)
                    killed["worker"] += 1
        if process.returncode != -signal.SIGKILL:
            require(process.returncode == 10, process.returncode)
            return runs, killed


def _transcripts(out: Path) -> int:
    try:
        return sum(path.suffix == ".testimony" for path in out.iterdir())
    except FileNotFoundError:
        return 0


def _children(parent: int) -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] not in "ZX":
            yield int(path.parent.name)


def _judge(out: Path, names: list[str]) -> list[Figure]:
    """Good ones: whole, transcribed once. Bad ones: in the report, with the reason that is theirs."""
    from testimony.transcript.record.store import TranscriptStore

    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    rows: dict[str, dict[str, Any]] = {Path(row["recording"]).stem: row for row in report["recordings"]}
    ledger = (out / ".testimony-batch" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    ends = [line for line in map(json.loads, ledger) if "end" in line]
    done = Counter(Path(line["end"]).stem for line in ends if line["outcome"]["status"] == "done")
    good = [name for name in names if name.startswith("good")]
    whole = 0
    for name in good:
        with TranscriptStore.open(out / f"{name}.testimony", readonly=True) as store:
            log = Counter(entry.entry.kind for entry in store.log.entries())
            once = (log["create"], log["block"], log["finish"]) == (1, 1, 1)
            whole += store.complete and once and rows[name]["status"] in ("done", "skipped")
    bad = [name for name in names if not name.startswith("good")]
    told = sum(
        rows[name]["status"] == "failed" and _REASONS[name.split("-")[0]] in rows[name]["message"]
        for name in bad
    )
    left = [
        path.name for path in out.iterdir() if path.name.startswith(".") and path.name != ".testimony-batch"
    ]
    return [
        Figure(f"good recordings ({len(good)}) not done exactly once", len(good) - whole, bar=0),
        Figure("good recordings transcribed twice", sum(times > 1 for times in done.values()), bar=0),
        Figure(f"bad recordings ({len(bad)}) not reported with their reason", len(bad) - told, bar=0),
        Figure("files left over", len(left), bar=0),
    ]
