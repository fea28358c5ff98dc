"""What an engine process does with one recording: job, run, exports, and one outcome whatever happens."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.app.engines import Engines
from testimony.batch.exports import export_paths, exported_already, write_exports
from testimony.batch.types import Item, JobMaker, Order, Outcome, Stamp, Step
from testimony.runtime.exit_codes import exit_code_of
from testimony.transcript.errors import (
    Locked,
    RecordingNotFound,
    TestimonyError,
    TranscriptFileError,
    TranscriptionError,
)

if TYPE_CHECKING:
    from testimony.app.run.job import RunJob, RunOutcome
    from testimony.transcript.progress import Progress

__all__ = ["NOWHERE", "Worker", "settings_digest", "stamp_of"]

NOWHERE = Path(".testimony-batch", "none")
"""The output of a job that is only looked at for its models and settings."""

_LOCKED_TRIES, _LOCKED_WAIT_S = 20, 0.5
"""A killed batch's engine process lives on for a moment, and holds its transcript."""
_STEP_S = 0.25


def settings_digest(job: RunJob) -> str:
    """SHA-256 (hex) over models with their hashes, settings and versions: all but the recording."""
    from testimony.app.run.passes import provenance_of

    made_by = {name: asdict(one) for name, one in provenance_of(job).items()}
    return hashlib.sha256(json.dumps(made_by, sort_keys=True).encode()).hexdigest()


def stamp_of(path: str | Path) -> Stamp | None:
    """Size, modification time and inode of a file; None where there is none."""
    try:
        facts = os.stat(path)  # noqa: PTH116  a hundred thousand of them
    except (OSError, ValueError):
        return None
    return facts.st_size, facts.st_mtime_ns, facts.st_ino


class Worker:
    """The engines of one process, and what is done with them.

    Args:
        maker: How a recording becomes a job.
        threads: Of each engine, where the settings leave it open.
    """

    def __init__(self, maker: JobMaker, threads: int) -> None:
        self._maker = maker
        self._threads = threads
        self._engines = Engines()

    def load(self, item: Item) -> str:
        """Load the engines that this item's job needs, without looking at it; gives its ``settings_digest``.

        Raises:
            TestimonyError: A model is missing or damaged.
        """
        job = self._job(item, NOWHERE)
        self._engines.transcriber(job.speech, job.language_model, job.speech_options)
        self._engines.translator(job.packages, job.translation_options, job.glossary)
        return settings_digest(job)

    def do(self, order: Order, on_event: Callable[[Step], None]) -> Outcome:
        """Do one recording; every failure is an outcome."""
        began = time.monotonic()
        stamp, hashed_ns = stamp_of(order.item.recording), time.time_ns()
        outcome = self._try(order, on_event)
        return replace(outcome, stamp=stamp, hashed_ns=hashed_ns, seconds=round(time.monotonic() - began, 3))

    def _try(self, order: Order, on_event: Callable[[Step], None]) -> Outcome:
        settings = ""
        try:
            _refuse_missing(order.item)
            job = self._job(order.item, order.output)
            settings = settings_digest(job)
            _check_settings(settings, order)
            _prepare_folder(job.output, sweep=order.sweep)
            _refuse_outside(order)
            ran = self._run(replace(job, take_over=order.take_over), on_event)
            exports = _export(order, job, ran)
        except TestimonyError as error:
            message = _naming(order, error.message)
            code = int(exit_code_of(error))
            return Outcome("failed", settings, exit_code=code, message=message, hint=error.hint)
        except MemoryError:
            return _failed_for_memory(order, settings)
        except Exception as error:  # noqa: BLE001 - one item of a batch: the others go on
            return _failed_by_bug(order, settings, error)
        return Outcome(
            ran.status,
            settings,
            sha256=ran.recording.sha256,
            exports=exports,
            segments=ran.segments,
            duration_ms=ran.recording.duration_ms,
            flags=ran.flags,
            warnings=ran.warnings,
        )

    def _job(self, item: Item, output: Path) -> RunJob:
        job = self._maker(Path(item.recording), output, item.overrides)
        speech, translation = job.speech_options, job.translation_options
        return replace(
            job,
            speech_options=replace(speech, threads=speech.threads or self._threads),
            translation_options=replace(translation, threads=translation.threads or self._threads),
        )

    def _run(self, job: RunJob, on_event: Callable[[Step], None]) -> RunOutcome:
        from testimony.app.run.pipeline import run

        listener = _throttled(on_event)
        for left in reversed(range(_LOCKED_TRIES)):
            try:
                return run(job, listener, self._engines)
            except Locked:
                if not left:
                    raise
                time.sleep(_LOCKED_WAIT_S)
        raise AssertionError


def _throttled(on_event: Callable[[Step], None]) -> Callable[[Progress], None]:
    last = 0.0

    def listen(step: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if step.stage != "decode" or now - last > _STEP_S:
            last = now
            on_event(Step(step.stage, step.done_ms, step.total_ms))

    return listen


def _refuse_outside(order: Order) -> None:
    """Refuse a folder inside the output folder that leads out of it by a link."""
    if not order.output.parent.resolve().is_relative_to(order.folder.resolve()):
        raise TranscriptFileError(
            f"{order.output.parent} leads out of {order.folder} by a link, and nothing is written there.",
            f"ls -la {order.folder}",
        )


def _prepare_folder(output: Path, *, sweep: bool) -> None:
    """Make the transcript's folder, and remove what a killed run left of this very transcript.

    That means to look through the folder, which may hold a hundred thousand others: only where it must be.
    """
    from testimony.transcript.record.disk.leftovers import sweep as sweep_leftovers
    from testimony.transcript.record.disk.sqlite_errors import guard

    with guard(output):
        output.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not sweep:
        return
    sweep_leftovers(output, holding=not output.exists())


def _export(order: Order, job: RunJob, ran: RunOutcome) -> tuple[str, ...]:
    from testimony.export import Exhibit

    item = order.item
    wanted = dict(export_paths(item.output, order.formats))
    kept: list[str] = []
    if ran.status == "skipped" and not order.fresh_exports and order.formats:
        present = {path.relative_to(order.folder).as_posix() for path in order.output.parent.iterdir()}
        for name in order.formats:
            if there := exported_already(item.output, [name], present):
                kept += there
                del wanted[name]
    if not wanted:
        return tuple(kept)
    exhibit = Exhibit(case=item.overrides.case, matter=item.overrides.matter)
    return (*kept, *write_exports(job, order.folder, order.scratch, wanted, exhibit))


def _check_settings(found: str, order: Order) -> None:
    if order.settings and found != order.settings:
        raise TranscriptionError(
            f"{order.item.recording} was not done: here are other models, settings or versions than where the"
            " batch was planned.",
            "install the same Testimony and models on every machine (testimony doctor shows them)",
        )


def _refuse_missing(item: Item) -> None:
    if stamp_of(item.recording) is None:
        named = f" ({item.where})" if item.where else ""
        raise RecordingNotFound(f"{item.recording} does not exist{named}.", "correct its path")


def _naming(order: Order, message: str) -> str:
    """A sentence about one of a thousand says which."""
    names = (Path(order.item.recording).stem, Path(order.item.output).stem)
    return message if any(name in message for name in names) else f"{order.item.recording}: {message}"


def _failed_for_memory(order: Order, settings: str) -> Outcome:
    return Outcome(
        "failed",
        settings,
        exit_code=int(exit_code_of(TranscriptionError(""))),
        message=f"{order.item.recording} needs more memory than there is.",
        hint="the same command with a lower --jobs",
    )


def _failed_by_bug(order: Order, settings: str, error: Exception) -> Outcome:
    # Not the message of the error: it may carry words of the testimony.
    return Outcome(
        "failed",
        settings,
        exit_code=int(exit_code_of(error)),
        message=f"{order.item.recording}: internal error ({type(error).__name__}).",
        hint=f"testimony --debug run {order.item.recording} -o {order.output}",
    )
