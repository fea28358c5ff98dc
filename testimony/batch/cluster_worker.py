"""What runs on the workers of a cluster: an engine process each, and one order at a time for it.

A Dask worker imports this module by its name, so Testimony must be installed there; nothing but paths, hashes
and settings comes with a task. ``dask`` itself is met in ``cluster`` and here alone.
"""

from __future__ import annotations

import hashlib
import platform
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from testimony.batch.engine_process import EngineProcess
from testimony.batch.types import Broken, Died, Order, Outcome, Step
from testimony.batch.wire import Hello
from testimony.transcript.errors import TestimonyError

__all__ = ["Description", "describe", "do_order", "release_engine", "this_code"]


@dataclass(frozen=True, slots=True)
class Description:
    """What must be the same on every machine.

    Attributes:
        code: SHA-256 over the source of Testimony.
        python: ``3.11``.
        host: Which machine says so.
    """

    code: str
    python: str
    host: str


@dataclass(slots=True)
class _Seat:
    """The engine of one worker; the lock lets one order at a time through."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    hello: Hello | None = None
    engine: EngineProcess | None = None


_seats: dict[str, _Seat] = {}


def describe() -> Description:
    """Describe the code of the process that this runs in."""
    return Description(this_code(), ".".join(platform.python_version_tuple()[:2]), platform.node())


@cache
def this_code() -> str:
    """SHA-256 (hex) over every module of the product that a worker runs."""
    import testimony
    import transcribe
    import translate

    digest = hashlib.sha256()
    for package in (testimony, transcribe, translate):
        root = Path(package.__path__[0])
        for file in sorted(root.rglob("*.py")):
            if "samples" not in file.parts:
                digest.update(f"{package.__name__}/{file.relative_to(root).as_posix()}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def do_order(order: Order, hello: Hello, stall_s: float, topic: str) -> Outcome | Died | Broken:
    """Do one recording in this worker's engine process; the worker outlives whatever happens there."""
    from distributed import get_worker

    worker = get_worker()
    hello = replace(hello, threads=hello.threads or worker.state.nthreads)
    seat = _seats.setdefault(worker.address, _Seat())
    with seat.lock:
        try:
            engine = _engine(seat, hello, stall_s)
            return _last(engine, order, lambda step: _tell(worker, topic, order, step))
        except TestimonyError as error:
            return Broken(error)


def release_engine() -> None:
    """End this worker's engine process, in the middle of whatever it does: the batch is over."""
    from distributed import get_worker

    seat = _seats.pop(get_worker().address, None)
    if seat is not None and seat.engine is not None:
        seat.engine.close()


def _engine(seat: _Seat, hello: Hello, stall_s: float) -> EngineProcess:
    if seat.engine is None or seat.hello != hello:
        if seat.engine is not None:
            seat.engine.close()
        seat.engine, seat.hello = EngineProcess(hello, stall_s), hello
    if not seat.engine.is_up:
        seat.engine.boot()
    return seat.engine


def _last(engine: EngineProcess, order: Order, tell: Callable[[Step], None]) -> Outcome | Died:
    for message in engine.work(order):
        if not isinstance(message, Step):
            return message
        tell(message)
    return Died("ended without a word")


def _tell(worker: Any, topic: str, order: Order, step: Step) -> None:
    worker.log_event(topic, [order.item.output, step.stage, step.done_ms, step.total_ms])
