"""A whole batch: lock the output folder, plan, run, report; and again for a folder that is watched."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from testimony.batch.engine.machine import WorkerPlan, plan_workers
from testimony.batch.engine.pool import Backend, LocalPool
from testimony.batch.engine.wire import Handshake
from testimony.batch.engine.work import NOWHERE, settings_digest, stamp_of
from testimony.batch.finding import SUFFIXES, find_recordings, name_outputs
from testimony.batch.ledger import Ledger, home_of
from testimony.batch.lock import FolderLock
from testimony.batch.manifest import read_manifest
from testimony.batch.planning import Plan, make_plan, take_shard
from testimony.batch.reports.report import Report, write_report
from testimony.batch.request import Request, Summary
from testimony.batch.running import Listener, Runner
from testimony.batch.types import Item, Stamp
from testimony.transcript.errors import RecordingNotFound, SettingsError, TestimonyError
from testimony.transcript.record.collector import collector_paused

if TYPE_CHECKING:
    from testimony.app.run.job import RunJob

__all__ = ["run_batch"]

POLL_S = 3.0


@dataclass(slots=True)
class _Batch:
    """A batch under way; ``told`` hears of each plan before it is run."""

    request: Request
    ledger: Ledger
    lock: FolderLock
    scratch: Path
    on_event: Listener
    told: Callable[[Plan], None]
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    clock: float = field(default_factory=time.monotonic)
    workers: str = "no process was needed"
    items: Sequence[Item] = ()
    runner: Runner | None = None
    summary: Summary = field(default_factory=Summary)

    def run_once(self, items: Sequence[Item], *, retry_failed: bool = True) -> None:
        """Plan over these recordings and do what is to be done."""
        self.items = items
        wanted = replace(self.request.wanted, retry_failed=retry_failed)
        with collector_paused():
            plan = make_plan(items, wanted, self.ledger, self._digest_of)
        self.told(plan)
        if plan.tasks and self.runner is None:
            self.runner = self._start(plan)
        if self.runner is not None:
            self.runner.run(plan)
        self._report(plan, interrupted=False)

    def _digest_of(self, item: Item) -> str:
        return settings_digest(_job_of(self.request, item))

    def _start(self, plan: Plan) -> Runner:
        request, first = self.request, plan.tasks[0].item
        job = _job_of(request, first)
        models = [job.speech, *job.packages, *job.second_packages, *(info for _, info in job.by_language)]
        models += [job.language_model] if job.language_model else []
        models += [job.witness.model] if job.witness and job.witness.model else []
        workers = plan_workers(
            sum(model.size_bytes for model in models),
            jobs=request.jobs,
            threads=request.threads,
            work=1_000_000 if request.watch else len(plan.tasks),
        )
        handshake = Handshake(
            request.maker, workers.threads, first, request.wanted.folder, plan.tasks[0].settings
        )
        backend = self._backend(handshake, workers)
        return Runner(request.wanted, backend, self.ledger, self.lock, self.scratch, self.on_event)

    def _backend(self, handshake: Handshake, workers: WorkerPlan) -> Backend:
        if self.request.cluster is None:
            self.workers = workers.as_text
            return LocalPool(handshake, workers, self.request.stall_s)
        backend = self.request.cluster(handshake, self.request.stall_s, self.scratch)
        self.workers = "a cluster"
        return backend

    def _report(self, plan: Plan | None, *, interrupted: bool) -> None:
        results = dict(self.runner.results) if self.runner is not None else {}
        for settled in (*plan.done, *plan.refused) if plan is not None else ():
            results.setdefault(settled.item.output, settled)
        untried = self.runner.untried if self.runner is not None else 0
        report = Report(
            source=str(self.request.source),
            folder=str(self.request.wanted.folder),
            started_at=_text(self.started),
            ended_at=_text(datetime.now(UTC)),
            seconds=time.monotonic() - self.clock,
            workers=self.workers,
            version=self.request.version,
            items=self.items,
            results=results,
            shard=self.request.shard_text,
            interrupted=interrupted or untried > 0,
        )
        summary = self.summary
        summary.counts, summary.interrupted, summary.trouble = report.counts(), interrupted, []
        if plan is not None and not self.items and not self.request.shard:
            summary.trouble.append(
                f"{self.request.source} holds no recording; names such as a.m4a are found."
            )
        if untried:
            folder = self.request.wanted.folder
            summary.trouble.append(f"{folder}: the disk is full; {untried} recordings were not tried.")
        if self.ledger.trouble:
            summary.trouble.append(f"{self.ledger.path} could not be written: {self.ledger.trouble}.")
        try:
            with collector_paused():
                summary.report = write_report(report, self.request.wanted.folder)
        except TestimonyError as error:
            summary.trouble.append(error.message)

    def interrupt(self) -> None:
        """Report what is known when the batch ends before its time."""
        self._report(None, interrupted=True)


def run_batch(request: Request, on_event: Listener, told: Callable[[Plan], None]) -> Summary:
    """Run a batch to its end, or until Ctrl-C.

    Args:
        request: What to do.
        on_event: Hears of every step and end.
        told: Hears of the plan before it is run; of each plan where a folder is watched.

    Raises:
        Locked: Another batch works on the output folder.
        SettingsError: The manifest makes no sense.
        TestimonyError: A model is missing, or the output folder cannot be used.
    """
    folder = request.wanted.folder
    home = home_of(folder)
    with (
        FolderLock(folder, home, request.shard) as lock,
        _scratch(home, request) as scratch,
        _open_ledger(home, request) as ledger,
    ):
        batch = _Batch(request, ledger, lock, scratch, on_event, told)
        try:
            if request.watch:
                _watch(batch)
            batch.run_once(_items(request, ledger))
        except KeyboardInterrupt:
            _stop(batch)
            batch.interrupt()
        except TestimonyError:
            if batch.runner is not None:  # no engine works any more: what was done is still worth a report
                batch.interrupt()
            raise
        finally:
            _stop(batch)
        return batch.summary


def _open_ledger(home: Path, request: Request) -> Ledger:
    with collector_paused():
        return Ledger(home, f"ledger{request.file_part}")


def _stop(batch: _Batch) -> None:
    if batch.runner is not None:
        batch.runner.backend.close()


def _watch(batch: _Batch) -> NoReturn:
    """Look again and again; a recording is taken up once it has stood still between two looks."""
    seen: dict[str, Stamp | None] | None = None
    tried = False
    while True:
        began = time.monotonic()
        items = _items(batch.request, batch.ledger)
        stamps = {item.recording: stamp_of(item.recording) for item in items}
        if seen is not None:
            still = [item for item in items if stamps[item.recording] == seen.get(item.recording, ())]
            if not tried or still != list(batch.items) or _changed(batch, still):
                batch.run_once(still, retry_failed=not tried)
                tried = True
        seen = stamps
        pause = max(POLL_S, 10 * (time.monotonic() - began))
        while (left := began + pause - time.monotonic()) > 0:
            batch.lock.beat()
            time.sleep(min(left, 1.0))


def _changed(batch: _Batch, items: Sequence[Item]) -> bool:
    records = batch.ledger.records
    for item in items:
        record = records.get(item.output)
        if record is None or record.outcome is None or record.outcome.stamp != stamp_of(item.recording):
            return True
    return False


def _items(request: Request, ledger: Ledger) -> list[Item]:
    """The recordings of a folder or a manifest; the shard's part of them."""
    if request.source.is_dir():
        known = {record.recording: output for output, record in ledger.records.items()}
        found = find_recordings(request.source, request.wanted.folder)
        items = name_outputs(request.source, found, known)
    else:
        if not request.source.exists():
            raise RecordingNotFound(f"There is no folder or manifest {request.source}.", "ls")
        if request.source.name.lower().endswith(SUFFIXES):
            raise SettingsError(
                f"{request.source} is a recording, not a folder or a manifest.",
                f"testimony run {request.source}",
            )
        items = read_manifest(request.source)
    return take_shard(items, request.shard)


def _job_of(request: Request, item: Item) -> RunJob:
    """A job as this item's would be, to know its models and settings by."""
    try:
        return request.maker(Path(item.recording), NOWHERE, item.overrides)
    except TestimonyError as error:
        if not item.where:
            raise
        raise type(error)(f"{item.where}: {error.message}", error.hint) from error


@contextlib.contextmanager
def _scratch(home: Path, request: Request) -> Iterator[Path]:
    """A folder for exports under way, empty at the start and gone at the end."""
    folder = home / f"work{request.file_part}"
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):  # who needs it will say that it is not there
        folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
