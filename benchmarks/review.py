"""``python -m benchmarks review``: the screen at 20,000 and 100,000 segments, beside Textual's own lists.

Every figure is processor time of one process (the terminal's own drawing is no part of it); wall
time stands beside it where a person waits. "Above the floor" subtracts the same keys in an app with
one empty custom widget, measured in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import importlib
import resource
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from benchmarks.bars import Figure, print_figures
from testimony.session import Session
from testimony.transcript.types import Identity, Segment, Side, Translation

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot

    from tui.app import ReviewApp

__all__ = ["main"]

_TESTS = Path(__file__).parents[1] / "tests"
_SIZE = (120, 40)
_ROWS_A_BLOCK = 1_000
_ZH = "他们把我关在看守所三个月，每天只给两顿饭，不许我给家里打电话，也不说为什么。"
_EN = "They held me in a detention center for three months, gave us two meals a day, and never said why."


def _helper(name: str) -> Any:
    for folder in (str(_TESTS), str(_TESTS / "tui")):
        if folder not in sys.path:
            sys.path.insert(0, folder)
    return importlib.import_module(name)


def _make(path: Path, count: int) -> None:
    made = _helper("made_up_hearing")
    with made.begin(path, 1, count) as store:
        for index in range(count // _ROWS_A_BLOCK):
            block, segments, translations = made.block(index, _ROWS_A_BLOCK)
            pairs = [_longer(*pair) for pair in zip(segments, translations, strict=True)]
            store.commit_block(
                block, [one for one, _ in pairs], [one for _, one in pairs], speakers=made.SPEAKERS
            )
        store.finish(made.recording(count))


def _longer(segment: Segment, translation: Translation) -> tuple[Segment, Translation]:
    source, target = (_ZH, _EN) if segment.language == "zh" else (_EN, _ZH)
    cut = 8 + int(segment.id) * 7 % 30
    source, target = source[: cut * (1 if segment.language == "zh" else 3)], target[: cut * 3]
    return replace(segment, source=source, words=()), replace(translation, text=target)


class _Watch:
    """Wall and processor milliseconds of a stretch."""

    def __enter__(self) -> _Watch:
        gc.collect()
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall = (time.perf_counter() - self._wall) * 1000
        self.cpu = (time.process_time() - self._cpu) * 1000


async def _each(pilot: Pilot[Any], keys: list[str]) -> list[float]:
    """Processor milliseconds of each key, painted."""
    spent = []
    for key in keys:
        start = time.process_time()
        await pilot.press(key)
        await pilot.pause(0)
        spent.append((time.process_time() - start) * 1000)
    return spent


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


_KEYS = (["j"] * 12 + ["pagedown"] * 8 + ["k"] * 5 + ["pageup"] * 5) * 2


def _in_app(app: App[Any], work: Callable[[Pilot[Any]], Awaitable[None]]) -> _Watch:
    """Start an app, wait until it is painted, do some work in it; the watch is of the start."""
    watch = _Watch()

    async def run() -> None:
        watch.__enter__()
        async with app.run_test(size=_SIZE) as pilot:
            await pilot.pause(0)
            watch.__exit__()
            await work(pilot)

    asyncio.run(run())
    return watch


def _floor() -> tuple[float, float]:
    """Start and 95th percentile of a key in an app with one custom widget that repaints itself whole."""
    from textual.app import App, ComposeResult
    from textual.scroll_view import ScrollView
    from textual.strip import Strip

    class Empty(ScrollView, inherit_bindings=False):
        can_focus = True

        def render_line(self, y: int) -> Strip:  # noqa: ARG002
            return Strip.blank(self.size.width, self.rich_style)

        def on_key(self) -> None:
            self.refresh()

    class Floor(App[None]):
        def compose(self) -> ComposeResult:
            yield Empty()

    spent: list[float] = []

    async def work(pilot: Pilot[Any]) -> None:
        await _each(pilot, ["j"] * 5)
        spent.extend(await _each(pilot, _KEYS))

    return _in_app(Floor(), work).cpu, _p95(spent)


def _memory_mb() -> float:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _review(
    path: Path, label: str, floor: tuple[float, float], empty_mb: float, *, barred: bool
) -> list[Figure]:
    from tui.app import ReviewApp
    from tui.services import ReviewOptions

    reviewing = _helper("reviewing")
    figures: list[Figure] = []

    def add(what: str, value: float, bar: float, unit: str = "ms") -> None:
        figures.append(Figure(f"{label}: {what}", value, unit, bar if barred else None))

    with _Watch() as opening:
        session = Session.open(path, Identity("Ann Li"))
    with session:
        app = ReviewApp(session, reviewing.FakeServices(session), ReviewOptions())

        async def work(pilot: Pilot[Any]) -> None:
            await _work(app, pilot, add, floor[1])
            add("memory above an empty app", _memory_mb() - empty_mb, 60, "MB")

        start = _in_app(app, work)
    add("the file opened and the screen painted, above an empty app", opening.cpu + start.cpu - floor[0], 500)
    figures.append(Figure(f"{label}: of that, opening the file", opening.cpu, "ms"))
    return figures


async def _work(app: ReviewApp, pilot: Pilot[Any], add: Callable[..., None], floor: float) -> None:
    screen = app.review
    while not screen.view.rows.refine(1):
        pass
    await _each(pilot, ["j"] * 5)
    add("a key, 95th percentile above the floor", _p95(await _each(pilot, _KEYS)) - floor, 10)
    edits = []
    for number in range(7):
        segment = screen.view.rows.segments[screen.view.cursor]
        edit = partial(screen.session.correct, segment.id, Side.TARGET, f"again {number}")
        with _Watch() as watch:
            screen.try_edit(edit)
            await pilot.pause(0)
        edits.append(watch)
    add("an edit committed and painted, median", sorted(one.cpu for one in edits)[3], 40)
    add("the same, wall time", sorted(one.wall for one in edits)[3], 40)
    with _Watch() as seen:
        await pilot.resize_terminal(100, 30)
        await pilot.pause(0)
    add("resize, the visible part", seen.cpu, 100)
    with _Watch() as whole:
        while not screen.view.rows.refine(10):
            pass
    add("resize, all rows exact", seen.cpu + whole.cpu, 1_000)
    screen.session.find("warm")
    with _Watch() as found:
        screen.find("打电话")  # in a third of the rows
        await pilot.pause(0)
    add("find, painted", found.cpu, 50)


def _peers(path: Path) -> list[Figure]:
    """The same rows in DataTable and OptionList."""
    from textual.app import App, ComposeResult
    from textual.widgets import DataTable, OptionList
    from textual.widgets.option_list import Option

    with Session.open(path, Identity("Ann Li"), readonly=True) as session:
        rows = list(session.document.segments.values())

    class Table(App[None]):
        def compose(self) -> ComposeResult:
            yield DataTable[str]()

        def on_mount(self) -> None:
            table = self.query_one(DataTable)
            table.add_column("source", width=50)
            table.add_column("translation", width=50)
            for one in rows:
                table.add_row(one.source, one.target, height=None)

    class Options(App[None]):
        def compose(self) -> ComposeResult:
            yield OptionList(*(Option(f"{one.source}\n{one.target}") for one in rows))

    figures = []
    for name, app in (("DataTable, automatic height", Table()), ("OptionList", Options())):
        spent: list[float] = []

        async def work(pilot: Pilot[Any], spent: list[float] = spent) -> None:
            spent.extend(await _each(pilot, ["down"] * 10 + ["pagedown"] * 5))

        start = _in_app(app, work)
        figures.append(Figure(f"{name}, {len(rows):,} rows: start", start.cpu, "ms"))
        figures.append(Figure(f"{name}: a key, 95th percentile", _p95(spent), "ms"))
    return figures


def main(argv: list[str]) -> int:
    """Measure, print the tables; 0 when every bar is reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks review", description=__doc__)
    parser.add_argument("--segments", type=int, default=20_000, help="in thousands (default 20000)")
    parser.add_argument("--many", type=int, default=0, help="also this many, without bars (100000)")
    parser.add_argument("--peers", action="store_true", help="also the same rows in Textual's own lists")
    options = parser.parse_args(argv)
    floor = _floor()
    empty_mb = _memory_mb()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "case.testimony")
        _make(path, options.segments)
        gc.collect()
        empty_mb = max(empty_mb, _memory_mb())
        label = f"{options.segments:,} segments"
        figures = [
            Figure("floor: start of an empty app", floor[0], "ms"),
            Figure("floor: a key", floor[1], "ms"),
        ]
        figures += _review(path, label, floor, empty_mb, barred=True)
        reached = print_figures("Review screen, processor time", figures)
        if options.many:
            many = Path(folder, "many.testimony")
            _make(many, options.many)
            gc.collect()
            print_figures(
                "More rows, no bars",
                _review(many, f"{options.many:,} segments", floor, _memory_mb(), barred=False),
            )
        if options.peers:
            print_figures("Textual's own lists", _peers(path))
    return 0 if reached else 1
