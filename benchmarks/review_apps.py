"""What the benchmark of the review screen measures: an empty app, Textual's own lists, our screen.

Every measurement runs in a process of its own, so that no memory or cache of one helps another.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import sys
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from testimony.app.session import Session
from testimony.transcript.types import Identity, Segment, Side

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot

__all__ = ["KINDS", "helper", "measure"]

KINDS = ("Testimony", "DataTable", "OptionList")
Measured = dict[str, float]
_TESTS = Path(__file__).parents[1] / "tests"
_SIZE = (120, 40)
_KEYS = (["down"] * 12 + ["pagedown"] * 8 + ["up"] * 5 + ["pageup"] * 5) * 2
_FEW_KEYS = ["down"] * 5 + ["pagedown"] * 3  # for lists that take seconds a key
_WORDS = ("打电话", "detention", "看守所", "never said", "个月")


def helper(name: str) -> Any:
    """A module of the tests: made-up hearings, services without engines."""
    for folder in (str(_TESTS), str(_TESTS / "tui")):
        if folder not in sys.path:
            sys.path.insert(0, folder)
    return importlib.import_module(name)


class Watch:
    """Wall and processor milliseconds of a stretch."""

    def __enter__(self) -> Watch:
        gc.collect()
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall = (time.perf_counter() - self._wall) * 1000
        self.cpu = (time.process_time() - self._cpu) * 1000


def memory_mb() -> float:
    """Resident memory of this process."""
    gc.collect()
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


async def _p95(pilot: Pilot[Any], keys: list[str]) -> float:
    """Processor milliseconds of a key, painted: the 95th percentile."""
    spent = []
    for key in keys:
        start = time.process_time()
        await pilot.press(key)
        await pilot.pause(0)
        spent.append((time.process_time() - start) * 1000)
    return quantiles(spent, n=20)[-1]


def _in_app(app: App[Any], work: Callable[[Pilot[Any]], Awaitable[None]]) -> Watch:
    """Start an app, wait until it is painted, do some work in it; the watch is of the start."""
    watch = Watch()

    async def run() -> None:
        watch.__enter__()
        async with app.run_test(size=_SIZE) as pilot:
            await pilot.pause(0)
            watch.__exit__()
            await work(pilot)

    asyncio.run(run())
    return watch


def _floor() -> tuple[float, float]:
    """Start, and a key, of an app with one custom widget that repaints itself whole."""
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

    keys: list[float] = []

    async def work(pilot: Pilot[Any]) -> None:
        await _p95(pilot, ["j"] * 5)
        keys.append(await _p95(pilot, _KEYS))

    return _in_app(Floor(), work).cpu, keys[0]


async def _resized(pilot: Pilot[Any], times: int) -> float:
    spent = []
    for number in range(times):
        with Watch() as watch:
            await pilot.resize_terminal(100 + 10 * (number % 2), 30)
            await pilot.pause(0)
        spent.append(watch.cpu)
    return median(spent)


def measure(kind: str, path: Path) -> Measured:
    """All figures of one kind of list over one transcript, in milliseconds and megabytes."""
    from tui.app import ReviewApp  # noqa: F401 - imports are no part of any figure

    start, key = _floor()
    empty = memory_mb()
    found = {"Testimony": _ours, "DataTable": _table, "OptionList": _options}[kind](path, empty)
    found["start"] -= start
    found["key"] -= key
    return {"floor: start": start, "floor: key": key, **found}


def _ours(path: Path, empty_mb: float) -> Measured:
    from tui.app import ReviewApp
    from tui.review.finding.finding import Finding
    from tui.services import ReviewOptions

    found: Measured = {}
    with Watch() as opening:
        session = Session.open(path, Identity("Ann Li"))
    with session:
        app = ReviewApp(session, helper("reviewing").FakeServices(session), ReviewOptions())

        async def work(pilot: Pilot[Any]) -> None:
            screen = app.review
            finding = next(one for one in screen.desk.parts if isinstance(one, Finding))
            while not screen.desk.panes.view.rows.refine(1):
                pass
            await _p95(pilot, ["j"] * 5)
            found["key"] = await _p95(pilot, _KEYS)
            await _edits(app, pilot, found)
            found["resize"] = await _resized(pilot, 5)
            with Watch() as whole:
                while not screen.desk.panes.view.rows.refine(10):
                    pass
            found["resize, all"] = found["resize"] + whole.cpu
            with Watch() as index:
                screen.desk.session.find("\uffff")
            found["index"] = index.cpu
            spent = []
            for word in _WORDS:
                with Watch() as watch:
                    finding.look_for(word)
                    await pilot.pause(0)
                spent.append(watch.cpu)
            found["find"] = median(spent)
            found["memory"] = memory_mb() - empty_mb

        painted = _in_app(app, work)
    return {"opening": opening.cpu, "start": opening.cpu + painted.cpu, **found}


async def _edits(app: Any, pilot: Pilot[Any], found: Measured) -> None:
    edits = []
    for number in range(7):
        segment = app.review.desk.panes.view.rows.segments[app.review.desk.panes.view.cursor]
        edit = partial(app.review.desk.session.correct, segment.id, Side.TARGET, f"again {number}")
        with Watch() as watch:
            app.review.desk.try_edit(edit)
            await pilot.pause(0)
        edits.append(watch)
    found["edit"] = median(one.cpu for one in edits)
    found["edit, wall"] = median(one.wall for one in edits)


def _rows(path: Path) -> list[Segment]:
    with Session.open(path, Identity("Ann Li"), readonly=True) as session:
        return list(session.document.segments.values())


def _peer(app: App[Any], edit: Callable[[App[Any], int], None], empty_mb: float) -> Measured:
    found: Measured = {}

    async def work(pilot: Pilot[Any]) -> None:
        await _p95(pilot, ["down"] * 2)
        found["key"] = await _p95(pilot, _FEW_KEYS)
        edits = []
        for number in range(2):
            with Watch() as watch:
                edit(app, number)
                await pilot.pause(0)
            edits.append(watch.cpu)
        found["edit"] = median(edits)
        found["resize"] = await _resized(pilot, 2)
        found["memory"] = memory_mb() - empty_mb

    return {"start": _in_app(app, work).cpu, **found}


def _table(path: Path, empty_mb: float) -> Measured:
    from textual.app import App, ComposeResult
    from textual.widgets import DataTable

    rows = _rows(path)

    class Table(App[None]):
        def compose(self) -> ComposeResult:
            yield DataTable[str]()

        def on_mount(self) -> None:
            table = self.query_one(DataTable)
            table.add_column("source", width=50, key="source")
            table.add_column("translation", width=50, key="target")
            for one in rows:
                table.add_row(one.source, one.target, height=None, key=one.id)

    def edit(app: App[Any], number: int) -> None:
        app.query_one(DataTable).update_cell(rows[5].id, "target", f"again {number}")

    return _peer(Table(), edit, empty_mb)


def _options(path: Path, empty_mb: float) -> Measured:
    from textual.app import App, ComposeResult
    from textual.widgets import OptionList
    from textual.widgets.option_list import Option

    rows = _rows(path)

    class Options(App[None]):
        def compose(self) -> ComposeResult:
            yield OptionList(*(Option(f"{one.source}\n{one.target}", id=one.id) for one in rows))

    def edit(app: App[Any], number: int) -> None:
        app.query_one(OptionList).replace_option_prompt(rows[5].id, f"again {number}")

    return _peer(Options(), edit, empty_mb)
