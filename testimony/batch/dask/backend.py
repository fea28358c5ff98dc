"""The same plan on many machines, through Dask: the one adapter of ``distributed``.

The scheduler hands out tasks that hold paths, hashes and settings; recordings and transcripts lie on a path
that every machine mounts under the same name. Each worker keeps one engine process (``cluster_worker``).
"""

from __future__ import annotations

import contextlib
import queue
import secrets
import time
from dataclasses import replace
from pathlib import Path

from testimony.batch.dask import worker as cluster_worker
from testimony.batch.dask.address import Address
from testimony.batch.dask.opening import PATIENCE_S, Future, Told, open_client, short
from testimony.batch.engine.machine import cores
from testimony.batch.engine.pool import News
from testimony.batch.engine.wire import Handshake
from testimony.batch.types import Broken, Died, Order, Outcome, Step
from testimony.transcript.errors import SettingsError, TestimonyError

__all__ = ["ClusterBackend"]

_LOOK_S = 5.0
_NO_WORKERS_S = 60.0


class ClusterBackend:
    """Hands recordings to the workers of a Dask cluster.

    Args:
        address: Where it is.
        handshake: What engine processes are told first.
        stall_s: A recording without progress for so many seconds is given up.
        scratch: For Dask's own files, which hold nothing of the recordings.

    Raises:
        SettingsError: Dask is not installed, the cluster does not answer, has no workers, or other code.
    """

    def __init__(self, address: Address, handshake: Handshake, stall_s: float, scratch: Path) -> None:
        self._address = address
        self._handshake = _on_every_machine(handshake, address)
        self._stall_s = stall_s
        self._topic = f"testimony-{secrets.token_hex(4)}"
        self._news: queue.Queue[News] = queue.Queue()
        self._orders: dict[str, Order] = {}
        self._futures: dict[str, Future] = {}
        self._looked = 0.0
        self._alone_since: float | None = None
        self._room = 1
        self._resources: dict[str, float] | None = None
        cluster_worker.start_engines(self._handshake, stall_s, address.workers)  # they load while Dask does
        try:
            self._client, self._cluster = open_client(address, scratch)
        except BaseException:
            cluster_worker.stop_spares()
            raise
        try:
            self._check_workers()
            self._client.subscribe_topic(self._topic, self._hear)
        except BaseException:
            self.close()
            raise

    @property
    def room(self) -> int:
        """Two recordings a worker, so that none waits for the next; one where it has several threads."""
        return self._room

    def put(self, order: Order) -> None:
        """Send an order's paths and hashes to whichever worker is free."""
        output = order.item.output
        order = _absolute(order)
        self._orders[output] = order
        future = self._client.submit(
            cluster_worker.do_order,
            order,
            self._handshake,
            self._stall_s,
            self._topic,
            pure=False,
            resources=self._resources,
        )
        self._futures[output] = future
        future.add_done_callback(lambda done: self._finish(order, done))

    def poll(self, seconds: float) -> News | None:
        """The next thing heard; now and then, count the workers."""
        with contextlib.suppress(queue.Empty):
            return self._news.get(timeout=seconds)
        if time.monotonic() - self._looked > _LOOK_S:
            self._look()
        return None

    def close(self) -> None:
        """Take back what is under way, end the engines and leave the cluster."""
        with contextlib.suppress(Exception):  # it may be gone
            self._client.cancel(list(self._futures.values()), force=True)
        with contextlib.suppress(Exception):
            self._client.run(cluster_worker.release_engine, on_error="ignore")
        cluster_worker.stop_spares()
        for closing in (self._client, self._cluster):
            with contextlib.suppress(Exception):
                if closing is not None:
                    closing.close(timeout=5)

    # Checking

    def _check_workers(self) -> None:
        """Refuse a cluster that has other code: its transcripts would not be those of the plan."""
        self._wait_for_workers()
        self._look()
        here = cluster_worker.describe()
        for worker, found in self._client.run(cluster_worker.describe, on_error="return").items():
            if isinstance(found, BaseException):
                raise SettingsError(
                    f"The worker {worker} cannot run this Testimony ({short(found)}).",
                    "install the same version there: uv sync --frozen --extra cluster",
                )
            if (found.code, found.python) != (here.code, here.python):
                raise SettingsError(
                    f"The worker {worker} on {found.host} has another version of Testimony or Python"
                    f" (code {found.code[:12]}, Python {found.python};"
                    f" here {here.code[:12]}, Python {here.python}).",
                    "install the same version on every machine, then restart its workers",
                )

    def _wait_for_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE_S)
        except (TimeoutError, OSError) as error:
            raise SettingsError(
                f"The cluster at {self._address.url or 'local'} has no workers.",
                f"start some: dask worker {self._address.url} --nthreads 1 (docs/batch.md)",
            ) from error

    # Listening

    def _look(self) -> None:
        """Count the workers: they come and go."""
        self._looked = time.monotonic()
        try:
            workers = list(self._client.scheduler_info()["workers"].values())
        except Exception:  # noqa: BLE001 - whatever Dask raises when its scheduler is gone
            workers = []
        if not workers:
            self._note_absence()
            return
        self._alone_since = None
        cards = sum(int(worker.get("resources", {}).get("GPU", 0)) for worker in workers)
        self._resources = {"GPU": 1} if cards else None
        self._room = cards or sum(2 if worker["nthreads"] == 1 else 1 for worker in workers)

    def _note_absence(self) -> None:
        now = time.monotonic()
        self._alone_since = self._alone_since or now
        if now - self._alone_since > _NO_WORKERS_S:
            raise SettingsError(
                f"The cluster at {self._address.url or 'local'} has lost its scheduler or all its workers.",
                "start them again; the same command goes on",
            )

    def _hear(self, event: Told) -> None:
        output, stage, done_ms, total_ms = event[1]
        order = self._orders.get(output)
        if order is not None:
            self._news.put((order, Step(stage, done_ms, total_ms)))

    def _finish(self, order: Order, future: Future) -> None:
        """Runs in a thread of Dask's."""
        self._futures.pop(order.item.output, None)
        message: Outcome | Died | Broken
        try:
            message = future.result(timeout=60)
        except TestimonyError as error:
            message = Broken(error)
        except BaseException as error:  # noqa: BLE001 - Dask's own, a cancelled future among them
            message = Died(f"was lost with its machine ({short(error)})")
        self._news.put((order, message))


def _on_every_machine(handshake: Handshake, address: Address) -> Handshake:
    """Paths without a folder to stand on; threads as each worker was given them."""
    threads = max(1, cores() // address.workers) if address.workers else 0
    return replace(handshake, folder=handshake.folder.absolute(), threads=threads)


def _absolute(order: Order) -> Order:
    item = replace(order.item, recording=str(Path(order.item.recording).absolute()))
    return replace(order, item=item, folder=order.folder.absolute(), scratch=order.scratch.absolute())
