"""What runs on the workers of a cluster: an engine process each, and one order at a time for it.

A Dask worker imports this module by its name, so Testimony must be installed there; nothing but paths, hashes
and settings comes with a task. ``distributed`` is met in this folder alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import platform
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Protocol

from testimony.batch.engine.process import EngineProcess
from testimony.batch.engine.wire import Handshake
from testimony.batch.types import Broken, Died, Order, Outcome, Step
from testimony.transcript.errors import TestimonyError

__all__ = [
    "Description",
    "describe",
    "do_order",
    "release_engine",
    "start_engines",
    "stop_spares",
    "this_code",
]

_TELL_S = 1.0
"""Each word of progress passes through the scheduler, which may take its time from the engines."""


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
    handshake: Handshake | None = None
    engine: EngineProcess | None = None


class _Worker(Protocol):
    """The part of Dask's worker that tells the batch something."""

    def log_event(self, topic: str, message: object) -> None:
        """Send a message to whoever hears the topic."""


_seats: dict[str, _Seat] = {}
_spares: list[tuple[Handshake, EngineProcess]] = []


def start_engines(handshake: Handshake, stall_s: float, count: int) -> None:
    """Start engines for workers of this very process, which take them when their first order comes."""
    for _ in range(count):
        engine = EngineProcess(handshake, stall_s)
        engine.start()
        _spares.append((handshake, engine))


def stop_spares() -> None:
    """End the engines that no worker took."""
    while _spares:
        _spares.pop()[1].close()


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


def do_order(order: Order, handshake: Handshake, stall_s: float, topic: str) -> Outcome | Died | Broken:
    """Do one recording in this worker's engine process; the worker outlives whatever happens there."""
    from distributed import get_worker

    worker = get_worker()
    handshake = replace(handshake, threads=handshake.threads or worker.state.nthreads)
    seat = _seats.setdefault(worker.address, _Seat())
    with seat.lock:
        try:
            engine = _engine(seat, handshake, stall_s)
            return _last(engine, order, lambda step: _tell(worker, topic, order, step))
        except TestimonyError as error:
            return Broken(error)


def release_engine() -> None:
    """End this worker's engine process, in the middle of whatever it does: the batch is over."""
    from distributed import get_worker

    seat = _seats.pop(get_worker().address, None)
    if seat is not None and seat.engine is not None:
        seat.engine.close()


def _engine(seat: _Seat, handshake: Handshake, stall_s: float) -> EngineProcess:
    if seat.engine is None or seat.handshake != handshake:
        if seat.engine is not None:
            seat.engine.close()
        spare = _spare_for(handshake)
        seat.engine, seat.handshake = spare or EngineProcess(handshake, stall_s), handshake
        if spare is not None:
            spare.boot()
    if not seat.engine.is_up:
        seat.engine.boot()
    return seat.engine


def _spare_for(handshake: Handshake) -> EngineProcess | None:
    if any(for_whom == handshake for for_whom, _ in _spares):
        with contextlib.suppress(IndexError):  # another worker was faster
            return _spares.pop()[1]
    return None


def _last(engine: EngineProcess, order: Order, on_event: Callable[[Step], None]) -> Outcome | Died:
    told = time.monotonic()
    for message in engine.work(order):
        if not isinstance(message, Step):
            return message
        if time.monotonic() - told > _TELL_S:
            told = time.monotonic()
            on_event(message)
    return Died("ended without a word")


def _tell(worker: _Worker, topic: str, order: Order, step: Step) -> None:
    worker.log_event(topic, [order.item.output, step.stage, step.done_ms, step.total_ms])
