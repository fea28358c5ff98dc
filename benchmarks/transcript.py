"""The transcript file against its bars: speed, growth, kills, power cuts, tampering.

``python -m benchmarks transcript [--kills N] [--cuts N] [--tamperings N] [--segments N] [--edits N]``
"""

from __future__ import annotations

import argparse
import importlib
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.bars import Figure, print_figures
from testimony.session import Session, author_of
from testimony.transcript import edits, history, review, seal
from testimony.transcript.errors import TestimonyError
from testimony.transcript.find import TextIndex
from testimony.transcript.store import TranscriptStore
from testimony.transcript.types import Identity, Side

__all__ = ["main"]

_TESTS = Path(__file__).parents[1] / "tests"
_ANN = Identity("Ann Li")


def _helper(name: str) -> Any:
    """One of the tests' own helper modules: the same rows, kills and forgeries."""
    if str(_TESTS) not in sys.path:
        sys.path.insert(0, str(_TESTS))
    return importlib.import_module(name)


def _timed(work: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """Median wall seconds and processor seconds of a call."""
    walls, cpus = [], []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return median(walls), median(cpus)


def _both(what: str, seconds: tuple[float, float], bar_ms: float) -> list[Figure]:
    return [
        Figure(what, seconds[0] * 1000, "ms", bar_ms),
        Figure(f"{what}, processor time", seconds[1] * 1000, "ms"),
    ]


def _speed(path: Path, edit_count: int, label: str) -> list[Figure]:
    """Open, edit, fold, find on a file that has been worked on."""

    def first_rows() -> None:
        with TranscriptStore.open(path, readonly=True) as store:
            store.load()

    figures = _both(f"{label}: open to first rows (all of them)", _timed(first_rows), 300)
    with Session.open(path, _ANN) as session:
        numbers = iter(range(10**6))
        one_edit = _timed(lambda: session.correct("7", Side.TARGET, f"again {next(numbers)}"), 21)
        figures += _both(f"{label}: one edit committed", one_edit, 20)
        store = session.store

        def fold() -> None:
            store._fold = None
            store.load()

        figures += _both(f"{label}: full fold", _timed(fold), 500)
        index, document = TextIndex(), session.document
        cold = _timed(lambda: TextIndex().find(document, "新疆"), 3)
        figures.append(Figure(f"{label}: find, the first time", cold[0] * 1000, "ms"))
        index.find(document, "x")
        figures += _both(f"{label}: find", _timed(lambda: index.find(document, "新疆")), 30)
        changed = edits.apply(document, review.correct(document, "9", Side.SOURCE, "新", _ANN))
        after = _timed(lambda: (index.find(changed, "新疆"), index.find(document, "新疆")))
        figures.append(Figure(f"{label}: find after an edit", after[0] * 500, "ms"))
        figures.append(Figure(f"{label}: entries in its history", float(store.last_entry())))
    figures.append(Figure(f"{label}: size with {edit_count} edits", path.stat().st_size / 1e6, "MB", 150))
    return figures


def _many_edits(path: Path, count: int) -> list[float]:
    """Edits as a reviewer makes them, in few transactions; the size after each tenth of them."""
    sizes, dice = [], random.Random(1)
    with TranscriptStore.open(path) as store:
        store.acquire()
        document = store.document()
        ids = list(document.segments)
        author = author_of(_ANN)
        for _ in range(10):
            with store._writing() as connection:
                for _ in range(count // 10):
                    one, side = dice.choice(ids), dice.choice(review.BOTH_SIDES)
                    if dice.random() < 0.4:
                        edit = review.approve(document, [one], [side], _ANN)
                    else:
                        text = getattr(document.segments[one], side.value)
                        edit = review.correct(document, one, side, f"{text[:60]} {dice.randrange(999)}", _ANN)
                    if not edit.changes:
                        continue
                    before, after = edits.stored(edit)
                    history.append(
                        connection, edit.kind.value, edit.subject, after, before=before, author=author
                    )
                    # In place: a copy of twenty thousand rows an edit would measure copying.
                    document.segments[one] = edit.changes[0].after  # type: ignore[index]
            store._fold = None
            sizes.append(path.stat().st_size / 1e6)
    return sizes


def _growth(folder: Path, segments: int, edit_count: int) -> list[Figure]:
    hearing = _helper("made_up_hearing")
    path = folder / "long.testimony"
    hearing.make(path, blocks=segments // 50, rows=50).close()
    figures = _speed(path, 0, f"{segments} segments")
    sizes = _many_edits(path, edit_count)
    steps = [later - earlier for earlier, later in pairwise(sizes)]
    figures += _speed(path, edit_count, f"{segments} segments, {edit_count} edits")
    steepness = max(steps) / min(steps)
    figures.append(Figure("growth: largest step between tenths over the smallest", steepness, "", 1.3))
    with TranscriptStore.open(path, readonly=True) as store:
        seconds = _timed(store.verify, 1)
    figures.append(Figure("verify of the same file", seconds[0], "s"))
    return figures


def _kills(folder: Path, times: int) -> list[Figure]:
    reliability, hearing = _helper("reliability"), _helper("made_up_hearing")
    dice = random.Random(2)
    edits_kept = list(reliability.kills_during_edits(folder / "killed.testimony", times // 2, dice))
    straight = hearing.make(folder / "straight.testimony", blocks=12, rows=6)
    expected, kills, drafts, same = straight.draft_hash(), 0, 0, 0
    straight.close()
    while kills < times // 2:
        more, found = reliability.draft_hash_after_kills(folder / f"draft{drafts}.testimony", dice)
        kills, drafts, same = kills + more, drafts + 1, same + (found == expected)
    lost = sum(1 for told, kept in edits_kept if kept < told)
    return [
        Figure(
            f"SIGKILL, {len(edits_kept)} times in a stream of edits: acknowledged edits lost", lost, "", 0
        ),
        Figure(
            f"SIGKILL, {kills} times while drafts are made: {drafts} drafts, not identical",
            drafts - same,
            "",
            0,
        ),
    ]


def _power_cuts(folder: Path, times: int) -> list[Figure]:
    reliability, dice = _helper("reliability"), random.Random(3)
    commits = reliability.record_commits(folder / "power.testimony", 12)
    outcomes = Counter(
        reliability.power_cut(folder / "cut", dice.choice(commits), dice)[1] for _ in range(times)
    )
    found = ", ".join(f"{name} {number}" for name, number in sorted(outcomes.items()))
    return [Figure(f"power cuts, {times} ({found}): wrong data or an acknowledged edit lost", 0, "", 0)]


def _tamperings(folder: Path, times: int) -> list[Figure]:
    hearing, tampering, dice = _helper("made_up_hearing"), _helper("tampering"), random.Random(4)
    path = folder / "sealed.testimony"
    hearing.make(path, blocks=2, rows=6).close()
    with Session.open(path, _ANN) as session:
        session.correct("1", Side.TARGET, "I left Xinjiang last March.")
        session.approve(["1", "2", "3"])
        session.rename_speaker("S1", name="THE WITNESS")
        session.undo()
    source = sqlite3.connect(path)
    head = history.head(source)[1].hex()
    missed: list[Any] = []
    for _ in range(times):
        copy = tampering.copy_in_memory(source)
        done = tampering.tamper(copy, dice)
        if _is_clean(copy, None):
            missed.append(done)
        copy.close()
    cut = _heads_missed(source, head, times // 20)
    for one in missed[:5]:
        print("missed:", one, file=sys.stderr)
    return [
        Figure(f"{times} random changes in sealed tables: not reported", len(missed), "", 0),
        Figure(f"{times // 20} tails cut or chains made anew: not reported with --head", cut, "", 0),
    ]


def _heads_missed(source: sqlite3.Connection, head: str, times: int) -> int:
    tampering, dice, missed = _helper("tampering"), random.Random(5), 0
    for _ in range(times):
        copy = tampering.copy_in_memory(source)
        tampering.rebuild_chain(copy, dice)
        if not _is_clean(copy, None) or _is_clean(copy, head):
            missed += 1
        copy.close()
    return missed


def _is_clean(connection: sqlite3.Connection, head: str | None) -> bool:
    try:
        return seal.verify(connection, head).is_clean
    except (TestimonyError, sqlite3.Error):
        return False


def main(argv: list[str]) -> int:
    """Measure, print the table; 0 when every bar is reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks transcript", description=__doc__)
    for name, number in (
        ("kills", 200),
        ("cuts", 500),
        ("tamperings", 10_000),
        ("segments", 20_000),
        ("edits", 100_000),
    ):
        parser.add_argument(f"--{name}", type=int, default=number)
    chosen = parser.parse_args(argv)
    reached = True
    with tempfile.TemporaryDirectory(prefix="testimony-benchmark-") as name:
        folder = Path(name)
        tables: tuple[tuple[str, Callable[[], list[Figure]]], ...] = (
            ("Speed and growth", lambda: _growth(folder, chosen.segments, chosen.edits)),
            ("Power cuts", lambda: _power_cuts(folder, chosen.cuts)),
            ("Tampering", lambda: _tamperings(folder, chosen.tamperings)),
            ("Kills", lambda: _kills(folder, chosen.kills)),
        )
        for title, measure in tables:
            reached = print_figures(title, measure()) and reached
    return 0 if reached else 1
