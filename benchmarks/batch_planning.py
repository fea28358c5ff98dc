"""Planning over recordings that are all done: the command from start to end, with its report."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from benchmarks.bars import Figure
from benchmarks.batch_sounds import require, run_testimony

__all__ = ["measure_planning"]

_BAR_S = 10.0


def measure_planning(place: Path, count: int) -> list[Figure]:
    """Make ``count`` recordings, transcripts and ledger lines, and type the command."""
    folder, out = place / "recordings", place / "out"
    _make_done(folder, out, count)
    began = time.perf_counter()
    command = ("batch", str(folder), "--out", str(out), "--model", "demo")
    run_testimony(*command)
    seconds = time.perf_counter() - began
    counts = _counts(out)
    require(counts["skipped"] == count, counts)
    # One of them changes: it is found, and it alone.
    touched = folder / "00" / "recording-000000.wav"
    touched.write_bytes(b"something else now")
    run_testimony(*command, code=10)
    counts = _counts(out)
    require((counts["skipped"], counts["failed"]) == (count - 1, 1), counts)
    return [Figure(f"plan and report over {count:,} recordings already done", seconds, "s", bar=_BAR_S)]


def _counts(out: Path) -> dict[str, int]:
    return json.loads((out / "report.json").read_text(encoding="utf-8"))["counts"]  # type: ignore[no-any-return]


def _make_done(folder: Path, out: Path, count: int) -> None:
    """What a batch over so many recordings leaves: all of it as the product writes it, but for the words."""
    from testimony.app.jobs import RunChoices
    from testimony.batch.engine.work import NOWHERE, settings_digest, stamp_of
    from testimony.batch.ledger import Ledger, home_of
    from testimony.batch.types import Item, Outcome, Overrides
    from testimony.cli._orders import MakeJobs

    settings = settings_digest(MakeJobs(RunChoices(model="demo"))(Path("x"), NOWHERE, Overrides()))
    out.mkdir()
    long_ago = time.time_ns() - 3600 * 10**9
    with Ledger(home_of(out)) as ledger:
        for number in range(count):
            name = f"{number // 1000:02d}/recording-{number:06d}"
            recording, transcript = folder / f"{name}.wav", out / f"{name}.testimony"
            for path in (recording, transcript):
                if number % 1000 == 0:
                    path.parent.mkdir(parents=True)
                path.write_bytes(b"%d" % number)
            _age(recording, long_ago)
            outcome = Outcome(
                "done",
                settings,
                sha256=f"{number:064x}",
                stamp=stamp_of(recording),
                hashed_ns=time.time_ns(),
                segments=12,
                duration_ms=60_000,
                flags={"low_confidence": 1},
                seconds=12.5,
            )
            item = Item(str(recording), f"{name}.testimony")
            ledger.begin(item, ())
            ledger.end(item, outcome, 1)


def _age(path: Path, at_ns: int) -> None:
    os.utime(path, ns=(at_ns, at_ns))
