"""Work in a process of its own, so that a crash of native code there ends nothing here."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

from testimony.transcript.errors import TestimonyError

__all__ = ["prepare_processes", "run_apart"]

Job = TypeVar("Job")
Answer = TypeVar("Answer")


def prepare_processes() -> None:
    """Start what every spawned process needs, while standard error is still a file.

    The review screen puts an object without a descriptor in its place, and no process could be spawned then.
    """
    if os.name == "posix":
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()


def run_apart(work: Callable[[Job], Answer], job: Job, patience_s: float) -> Answer:
    """Run a function of a module in a spawned process that may use no network.

    Args:
        work: Found by its name in the process; it may raise a ``TestimonyError``.
        job: What it is given; it is pickled.
        patience_s: Seconds after which a process that has said nothing is ended.

    Raises:
        TestimonyError: Raised by the work; or the process died or said nothing.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, work, job), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(patience_s):
            raise TestimonyError(f"The engine said nothing for {patience_s:.0f} s.", "try it again")
        answer = ours.recv()
    except EOFError:
        process.join(1)
        raise TestimonyError(
            f"The engine died (exit {process.exitcode}).", "testimony models verify"
        ) from None
    finally:
        ours.close()
        process.kill()
        process.join()
    if isinstance(answer, TestimonyError):
        raise answer
    done: Answer = answer
    return done


def _answer(pipe: Connection, work: Callable[[Job], Answer], job: Job) -> None:
    """The child's whole work."""
    from testimony.runtime.offline import forbid_network

    forbid_network(report_at_once=True)
    try:
        pipe.send(work(job))
    except TestimonyError as error:
        pipe.send(error)
    finally:
        pipe.close()
