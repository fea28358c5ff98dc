"""How fast a transcript of 20,000 segments opens, takes an edit, folds and finds; how it grows."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median

from benchmarks.bars import Figure
from benchmarks.from_tests import helper
from testimony.app.session import Session, author_of
from testimony.transcript import edits, review
from testimony.transcript.find import TextIndex
from testimony.transcript.record import history
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import Identity, Segment, Side

__all__ = ["growth", "speed"]

_ANN = Identity("Ann Li")


def _timed(work: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """Median wall milliseconds and processor milliseconds of a call; what it gives back is not freed."""
    walls, cpus, kept = [], [], []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        kept.append(work())
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return median(walls), median(cpus)


def _both(what: str, milliseconds: tuple[float, float], bar: float | None) -> list[Figure]:
    return [
        Figure(what, milliseconds[0], "ms", bar),
        Figure(f"{what}, processor time", milliseconds[1], "ms"),
    ]


def speed(folder: Path, segments: int, edit_count: int) -> list[Figure]:
    """A fresh transcript, and the same one after years of work."""
    path = _fresh(folder, segments)
    figures = _looked_at(path, f"{segments} segments", bars=True)
    _many_edits(path, edit_count)
    label = f"{segments} segments, {edit_count} edits"
    with Session.open(path, _ANN):
        pass  # closing leaves a snapshot
    return figures + _looked_at(path, label, bars=False)


def growth(folder: Path, segments: int, edit_count: int) -> list[Figure]:
    """The size after each tenth of the edits."""
    path = _fresh(folder, segments)
    start = path.stat().st_size / 1e6
    sizes = _many_edits(path, edit_count)
    steps = [later - earlier for earlier, later in pairwise(sizes)]
    with Session.open(path, _ANN):
        pass
    label = f"{segments} segments"
    with TranscriptStore.open(path, readonly=True) as store:
        seconds = _timed(lambda: store.verify().problems, 1)
        problems = len(store.verify().problems)
    return [
        Figure(f"{label}, as the run left them", start, "MB"),
        Figure(f"{label}, {edit_count} edits, with the snapshot", path.stat().st_size / 1e6, "MB", 150),
        Figure(
            "largest step between tenths of the edits over the smallest", max(steps) / min(steps), "", 1.3
        ),
        Figure("verify of the whole file", seconds[0] / 1000, "s"),
        Figure("problems found", problems, "", 0),
    ]


def _fresh(folder: Path, segments: int) -> Path:
    path = folder / "long.testimony"
    path.unlink(missing_ok=True)
    helper("made_up_hearing").make(path, blocks=max(1, segments // 50), rows=50).close()
    return path


def _looked_at(path: Path, label: str, *, bars: bool) -> list[Figure]:
    """Open, edit, fold, find; the folds of a long history have no bar of their own."""
    figures = _both(f"{label}: open to first rows (all of them)", _timed(lambda: _opened(path)), 300)
    with Session.open(path, _ANN) as session:
        numbers = iter(range(10**6))
        one_edit = _timed(lambda: session.correct("7", Side.TARGET, f"again {next(numbers)}"), 41)
        figures += _both(f"{label}: one edit committed with fsync", one_edit, 20)
        figures += _finding(session, label)
        figures.append(Figure(f"{label}: entries in its history", float(session.store.last_entry())))
    with TranscriptStore.open(path, readonly=True, quick=True) as store:
        from_snapshot = _timed(lambda: _folded(store, quick=True))
        figures += _both(f"{label}: full fold, from the snapshot if any", from_snapshot, 500)
    with TranscriptStore.open(path, readonly=True) as store:
        from_log = _timed(lambda: _folded(store))
        figures += _both(f"{label}: full fold, from the sealed tables", from_log, 500 if bars else None)
    return figures


def _opened(path: Path) -> list[Segment]:
    with Session.open(path, _ANN) as session:
        return list(session.document.segments.values())


def _folded(store: TranscriptStore, *, quick: bool = False) -> object:
    return TranscriptStore(store.file, quick=quick).load()


def _finding(session: Session, label: str) -> list[Figure]:
    document = session.document
    cold = _timed(lambda: TextIndex().find(document, "新疆"))
    session.find("x")
    figures = [Figure(f"{label}: find, the first time", cold[0], "ms")]
    for text in ("新疆", "e", "not there"):
        hits = len(session.find(text))
        took = _timed(partial(session.find, text))
        figures += _both(f"{label}: find “{text}” ({hits} hits)", took, 30)
    index = TextIndex()
    index.find(document, "x")
    changed = edits.apply(document, review.correct(document, "9", Side.SOURCE, "新", _ANN))
    walls = []
    for one in (changed, document) * 3:
        wall = time.perf_counter()
        index.find(one, "新疆")
        walls.append((time.perf_counter() - wall) * 1000)
    return [*figures, Figure(f"{label}: find after an edit, worst of six", max(walls), "ms", 30)]


def _many_edits(path: Path, count: int) -> list[float]:
    """Edits as a reviewer makes them, in few transactions; megabytes after each tenth of them."""
    sizes, dice = [], random.Random(1)
    with TranscriptStore.open(path) as store:
        store.acquire()
        document = store.document()
        ids, segments = list(document.segments), dict(document.segments)
        # In place: a copy of twenty thousand rows an edit would measure copying.
        object.__setattr__(document, "segments", segments)
        made = 0
        for tenth in range(1, 11):
            with store.file.writing() as connection:
                while made < count * tenth // 10:
                    edit = _some_edit(document, dice.choice(ids), dice)
                    if not edit.changes:
                        continue
                    before, after = edits.stored(edit)
                    kind, subject, author = edit.kind.value, edit.subject, author_of(_ANN)
                    history.append(connection, kind, subject, after, before=before, author=author)
                    segments[edit.changes[0].id] = edit.changes[0].after  # type: ignore[assignment]
                    made += 1
            store.log.refresh()
            sizes.append(path.stat().st_size / 1e6)
    return sizes


def _some_edit(document: edits.Document, one: str, dice: random.Random) -> edits.Edit:
    side = dice.choice(review.BOTH_SIDES)
    if dice.random() < 0.4:
        return review.approve(document, [one], [side], _ANN)
    text = getattr(document.segments[one], side.value)
    return review.correct(document, one, side, f"{text[:60]} {dice.randrange(999)}", _ANN)
