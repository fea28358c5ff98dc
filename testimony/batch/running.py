"""The one loop of a batch: hand out recordings, hear what became of them, write it down.

A recording whose engine process dies is tried again, last of all and three times at most; one that makes no
progress is stopped and not tried again in this run. Everything else that can go wrong with a recording is an
outcome like any other, and the loop goes on.
"""

from __future__ import annotations

import contextlib
import shutil
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from testimony.batch.engine.pool import Backend
from testimony.batch.ledger import Ledger
from testimony.batch.lock import FolderLock
from testimony.batch.planning import Plan, Planned, Task, Wanted
from testimony.batch.reports.tally import Tally
from testimony.batch.types import Broken, Died, Item, Order, Outcome, Step
from testimony.runtime.exit_codes import ExitCode

__all__ = ["Event", "Listener", "Runner"]

ATTEMPTS = 3
_SLICE_S = 0.5
_FULL_DISK = 8 << 20
_DISK_CODES = (int(ExitCode.EXPORT), int(ExitCode.TRANSCRIPT_FILE))


@dataclass(frozen=True, slots=True)
class Event:
    """What a listener hears: a step or the end of one recording, and where the whole batch stands."""

    item: Item
    what: Step | Outcome
    tally: Tally


Listener = Callable[[Event], None]


@dataclass(slots=True)
class Runner:
    """Runs plans, one after another where a folder is watched.

    Attributes:
        wanted: Of every recording.
        backend: Where recordings are done.
        scratch: For exports under way.
        results: What became of each recording, in the order it was known.
        untried: Recordings that were not begun because the disk is full.
    """

    wanted: Wanted
    backend: Backend
    ledger: Ledger
    lock: FolderLock
    scratch: Path
    on_event: Listener
    results: dict[str, Planned] = field(default_factory=dict)
    untried: int = 0
    _broken: int = 0
    _attempts: dict[str, int] = field(default_factory=dict)

    def run(self, plan: Plan) -> None:
        """Do all that a plan holds.

        Raises:
            TestimonyError: No engine process can work.
            KeyboardInterrupt: Ctrl-C; what was finished is written down.
        """
        tally = Tally(((task.item.output, task.size) for task in plan.tasks), plan.total - len(plan.tasks))
        for settled in (*plan.done, *plan.refused):
            self.results.setdefault(settled.item.output, settled)
        tasks = deque(plan.tasks)
        in_flight: dict[str, Task] = {}
        while tasks or in_flight:
            self._hand_out(tasks, in_flight)
            self.lock.beat()
            poll = self.backend.poll(_SLICE_S)
            if poll is None:
                continue
            order, message = poll
            if isinstance(message, Broken):
                self._break(message)
                if order is not None and order.item.output in in_flight:
                    tasks.appendleft(in_flight.pop(order.item.output))  # not its fault
            elif order is not None and order.item.output in in_flight:
                if isinstance(message, Step):
                    tally.step(order.item.output, message.done_ms, message.total_ms)
                    self.on_event(Event(order.item, message, tally))
                else:
                    ended = in_flight.pop(order.item.output)
                    self._hand_out(tasks, in_flight)  # first: no engine waits while this is recorded
                    self._end(ended, message, tally, tasks)

    def _hand_out(self, tasks: deque[Task], in_flight: dict[str, Task]) -> None:
        while tasks and len(in_flight) < self.backend.room:
            task = tasks.popleft()
            in_flight[task.item.output] = task
            self._begin(task)

    def _begin(self, task: Task) -> None:
        output = task.item.output
        record = self.ledger.records.get(output)
        order = Order(
            task.item,
            self.wanted.folder,
            self.scratch,
            self.wanted.formats,
            task.settings,
            take_over=record is not None and record.unfinished > 0,
            sweep=task.again or output in self._attempts,
            fresh_exports=self.wanted.force,
        )
        self._attempts[output] = self._attempts.get(output, 0) + 1
        self.ledger.begin(task.item, self.wanted.formats)
        self.backend.put(order)

    def _end(self, task: Task, message: Outcome | Died, tally: Tally, tasks: deque[Task]) -> None:
        output, attempts = task.item.output, self._attempts[task.item.output]
        if isinstance(message, Died):
            if message.again and attempts < ATTEMPTS:
                tasks.append(task)
                return
            message = _given_up(task, message, attempts)
        self._attempts.pop(output)
        self.ledger.end(task.item, message, attempts)
        self.results[output] = Planned(task.item, message)
        tally.end(output, failed=message.status == "failed")
        self.on_event(Event(task.item, message, tally))
        if message.exit_code in _DISK_CODES and self._disk_is_full():
            self.untried += len(tasks)
            tasks.clear()

    def _break(self, message: Broken) -> None:
        self._broken += 1
        if not self.results or self._broken >= self.backend.room:
            raise message.error

    def _disk_is_full(self) -> bool:
        with contextlib.suppress(OSError):
            return shutil.disk_usage(self.wanted.folder).free < _FULL_DISK
        return False


def _given_up(task: Task, died: Died, attempts: int) -> Outcome:
    tries = f", {attempts} times" if attempts > 1 else ""
    return Outcome(
        "failed",
        task.settings,
        exit_code=int(ExitCode.TRANSCRIPTION),
        message=f"{task.item.recording}: the engine process that worked on it {died.reason}{tries}.",
        hint="the same command tries it again, last of all"
        if died.again
        else "the same command with a longer --timeout, if the recording is sound",
    )
