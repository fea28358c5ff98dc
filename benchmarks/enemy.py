"""Hostile transcripts under every command, faults at every system call, random changes after purges.

python -m benchmarks enemy hostile [COUNT] [FIRST]     made-up and damaged files, each under every command
python -m benchmarks enemy faults [STEP] [ACT …]       every STEPth call of edit, run, … fails or kills
python -m benchmarks enemy changes [COUNT]     random changes of rows, schema and pages after two purges
python -m benchmarks enemy cost [ROWS]         open, edit, export: what verifying costs
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.bars import Figure, print_figures
from benchmarks.enemy_changes import changes
from benchmarks.enemy_cost import cost
from benchmarks.enemy_hostile import hostile
from benchmarks.from_tests import helper
from testimony.app.session import Session, author_of
from testimony.transcript import review
from testimony.transcript.types import Identity, Side

__all__ = ["main"]

_ALLOCATIONS = 300  # of each command, spread over all of them
_ANN = Identity("Ann Li")


def main(argv: list[str]) -> int:
    """Run one of them; figures on stdout."""
    acts = {
        "hostile": (_hostile, 2000),
        "faults": (faults, 1),
        "changes": (_changes, 10_000),
        "cost": (cost, 20_000),
    }
    if not argv or argv[0] not in acts:
        print(__doc__)
        return 2
    act, usual = acts[argv[0]]
    with tempfile.TemporaryDirectory() as folder:
        figures = act(Path(folder), int(argv[1]) if len(argv) > 1 else usual)
    return 0 if print_figures(f"Enemy ground: {argv[0]}", figures) else 1


def _source(path: Path) -> Path:
    """A transcript with a good deal of history, two purges in it."""
    helper("made_up_hearing").make(path, blocks=2, rows=12).close()
    with Session.open(path, _ANN) as session:
        session.correct("1", Side.TARGET, "I left Xinjiang last March.")
        session.approve(["1", "2", "5"])
        session.speakers.rename("S1", name="THE WITNESS", role="witness")
        session.commit(review.link(session.document, "rendition", ["1"], ["2"]))
        session.marks.add_note("4", "coughs")
        session.undo()
        for segment_id in ("3", "20"):
            session.store.maintenance.purge([segment_id], author_of(_ANN))
            session.document = session.store.document()
            session.correct("8", Side.SOURCE, f"after the purge of {segment_id}")
    return path


def _hostile(folder: Path, count: int) -> list[Figure]:
    first = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    return hostile(_source(folder / "source.testimony"), folder, range(first, first + count))


def faults(folder: Path, step: int) -> list[Figure]:
    """Every STEPth system call of each kind killed, failed with EIO and ENOSPC; allocations that fail."""
    tests, figures = helper("faults"), []
    for act in sys.argv[4:] or tests.ACTS:
        place = folder / act / "case"
        place.mkdir(parents=True)
        found = tests.moments(place, act)
        calls = [
            tests.Fault(call, number, error)
            for call, numbers in found.items()
            for number in list(numbers)[::step]
            for error in ("KILL", "EIO", "ENOSPC")
        ]
        most = tests.allocations(place, act)
        numbers = range(1, most, max(1, most * step // _ALLOCATIONS))
        figures += _fault_figures(
            f"{act}: system calls that failed or killed, of {sum(map(len, found.values()))}",
            ((one, tests.try_fault(place, act, one)) for one in calls),
        )
        figures += _fault_figures(
            f"{act}: allocations of Python that failed, of under {most}",
            ((f"{act} allocation {one}", tests.try_no_memory(place, act, one)) for one in numbers),
        )
    return figures


def _fault_figures(what: str, tried: Iterator[tuple[object, Any]]) -> list[Figure]:
    count = lost = left = 0
    for fault, outcome in tried:
        count, lost, left = count + 1, lost + bool(outcome.lost), left + bool(outcome.left)
        if outcome.lost or outcome.left:
            print(f"{what}: {fault}: {outcome}", file=sys.stderr, flush=True)
    return [
        Figure(what, count),
        Figure("… after which something acknowledged was missing, or a bug came up", lost, "", 0),
        Figure("… after which words or files were left", left, "", 0),
    ]


def _changes(folder: Path, count: int) -> list[Figure]:
    return changes(_source(folder / "source.testimony"), count)
