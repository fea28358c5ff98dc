"""Engine processes of this machine, one recording each at a time."""

from __future__ import annotations

import contextlib
import queue
import threading
from typing import Protocol

from testimony.batch.engine.machine import WorkerPlan
from testimony.batch.engine.process import EngineProcess
from testimony.batch.engine.wire import Handshake
from testimony.batch.types import Broken, Died, Order, Outcome, Step
from testimony.transcript.errors import TestimonyError

__all__ = ["Backend", "LocalPool", "News"]

News = tuple[Order | None, Step | Outcome | Died | Broken]
"""What was heard of an order; ``Broken`` belongs to none."""


class Backend(Protocol):
    """Where recordings are done: this machine, or a cluster."""

    @property
    def room(self) -> int:
        """Number of orders that may be under way."""

    def put(self, order: Order) -> None:
        """Take an order."""

    def poll(self, seconds: float) -> News | None:
        """The next thing heard; None when nothing was heard in so many seconds."""

    def close(self) -> None:
        """End everything now; what was finished is on the disk."""


class LocalPool:
    """A thread for each engine process; the thread does nothing but wait for it.

    Args:
        handshake: What engine processes are told first.
        workers: How many processes, with how many threads each.
        stall_s: A recording without progress for so many seconds is given up.
    """

    def __init__(self, handshake: Handshake, workers: WorkerPlan, stall_s: float) -> None:
        self._orders: queue.Queue[Order | None] = queue.Queue()
        self._news: queue.Queue[News] = queue.Queue()
        gpus = [
            workers.gpus[number % len(workers.gpus)] if workers.gpus else None
            for number in range(workers.jobs)
        ]
        self._engines = [EngineProcess(handshake, stall_s, gpu) for gpu in gpus]
        self._threads = [
            threading.Thread(target=self._tend, args=(engine,), daemon=True) for engine in self._engines
        ]
        for engine in self._engines:
            engine.start()
        for thread in self._threads:
            thread.start()

    @property
    def room(self) -> int:
        """Number of processes: each takes one recording at a time."""
        return len(self._engines)

    def put(self, order: Order) -> None:
        """Give an order to whichever process is free first."""
        self._orders.put(order)

    def poll(self, seconds: float) -> News | None:
        """The next thing heard; None when nothing was heard in so many seconds."""
        with contextlib.suppress(queue.Empty):
            return self._news.get(timeout=seconds)
        return None

    def close(self) -> None:
        """Kill the processes; what they had finished is on the disk."""
        for _ in self._engines:
            self._orders.put(None)
        for engine in self._engines:
            engine.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def _tend(self, engine: EngineProcess) -> None:
        try:
            engine.boot()
            while (order := self._orders.get()) is not None:
                if not engine.is_up:
                    engine.boot()
                for message in engine.work(order):
                    self._news.put((order, message))
        except TestimonyError as error:
            self._news.put((None, Broken(error)))
