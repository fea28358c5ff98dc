"""How a batch tells what happens: events for scripts, a bar on a terminal, a line a recording elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import click

from testimony.batch.planning import Plan, Planned
from testimony.batch.reports.tally import Tally
from testimony.batch.running import Event, Listener
from testimony.batch.types import Outcome, Step
from testimony.cli._terminal import own_terminal
from testimony.cli.run import print_event
from testimony.text.terminal import one_line

__all__ = ["Telling", "open_telling"]


@dataclass(frozen=True, slots=True)
class Telling:
    """What hears of a batch: of its plans, and of each step and end."""

    told: Callable[[Plan], None]
    on_event: Listener


@contextmanager
def open_telling(folder: Path, *, as_json: bool) -> Iterator[Telling]:
    """Choose how to tell it."""
    if as_json:
        yield _events(folder)
    elif sys.stderr.isatty():
        with _bar() as telling:
            yield telling
    else:
        yield Telling(_say_plan, _say_end)


def _events(folder: Path) -> Telling:
    seen: set[str] = set()

    def told(plan: Plan) -> None:
        for planned in (*plan.done, *plan.refused):
            if planned.item.output not in seen:  # a watched folder is planned again and again
                seen.add(planned.item.output)
                _print_outcome(folder, planned)

    def on_event(what: Event) -> None:
        if isinstance(what.what, Outcome):
            seen.add(what.item.output)
            _print_outcome(folder, Planned(what.item, what.what))
        elif what.what.stage != "decode":
            step = what.what
            values = {"stage": step.stage, "done_ms": step.done_ms, "total_ms": step.total_ms}
            print_event("progress", what.item.recording, values)

    return Telling(told, on_event)


def _print_outcome(folder: Path, planned: Planned) -> None:
    item, outcome = planned.item, planned.outcome
    if outcome.status == "failed":
        values = {"exit_code": outcome.exit_code, "message": outcome.message, "hint": outcome.hint}
        print_event("failed", item.recording, values)
        return
    print_event(
        planned.status,
        item.recording,
        {
            "transcript": str(folder / item.output),
            "exports": [str(folder / name) for name in outcome.exports],
            "segments": outcome.segments,
            "duration_ms": outcome.duration_ms,
            "seconds": outcome.seconds,
        },
    )
    sys.stdout.flush()


def _say_plan(plan: Plan) -> None:
    if plan.done:
        click.echo(f"{len(plan.done)} of {plan.total} recordings are done already.", err=True)
    for planned in plan.refused:
        click.echo(_line(planned.item.recording, planned.outcome), err=True)


def _say_end(what: Event) -> None:
    if isinstance(what.what, Outcome):
        tally = what.tally
        left = tally.left_s()
        ahead = f", {_span(left)} left" if left is not None and tally.behind < tally.total else ""
        line = _line(what.item.recording, what.what)
        click.echo(f"[{tally.behind}/{tally.total}{ahead}] {line}", err=True)


def _line(recording: str, outcome: Outcome) -> str:
    if outcome.status == "failed":
        return f"FAILED ({outcome.exit_code}) {outcome.message}"
    doubts = sum(outcome.flags.values())
    spoken = f"{outcome.duration_ms / 60_000:.1f} minutes in {outcome.seconds:.1f} s"
    found = f"{_count(outcome.segments, 'segment')}, {_count(doubts, 'doubt')}"
    return f"{recording}: {outcome.status}, {found}, {spoken}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _span(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


@contextmanager
def _bar() -> Iterator[Telling]:
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (
        TextColumn("{task.fields[count]:>12}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[left]}"),
        TextColumn("{task.description}", style="dim"),
    )
    with Progress(*columns, **own_terminal()) as bar:
        task = bar.add_task("", total=1.0, count="", left="")

        def told(plan: Plan) -> None:
            settled = plan.total - len(plan.tasks)
            bar.update(task, completed=0, count=f"{settled}/{plan.total}", visible=bool(plan.tasks))
            for planned in plan.refused:
                bar.console.print(
                    escape(one_line(_line(planned.item.recording, planned.outcome))), style="red"
                )

        def on_event(what: Event) -> None:
            name = escape(one_line(Path(what.item.recording).name)) if isinstance(what.what, Step) else ""
            bar.update(task, completed=what.tally.share, description=name, **_standing(what.tally))
            if isinstance(what.what, Outcome) and what.what.status == "failed":
                bar.console.print(escape(one_line(_line(what.item.recording, what.what))), style="red")

        yield Telling(told, on_event)


class _Standing(TypedDict):
    """What the bar shows beside itself."""

    count: str
    left: str


def _standing(tally: Tally) -> _Standing:
    left, failed = tally.left_s(), f", {tally.failed} failed" if tally.failed else ""
    return {
        "count": f"{tally.behind}/{tally.total}{failed}",
        "left": f"{_span(left)} left" if left is not None else "",
    }
