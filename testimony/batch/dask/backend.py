"""The same plan on many machines, through Dask: the one adapter of ``distributed``.

The scheduler hands out tasks that hold paths, hashes and settings; recordings and transcripts lie on a path
that every machine mounts under the same name. Each worker keeps one engine process (``cluster_worker``).
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import queue
import re
import secrets
import time
import warnings
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from testimony.batch.dask import worker as cluster_worker
from testimony.batch.engine.machine import cores
from testimony.batch.engine.pool import News
from testimony.batch.engine.wire import Handshake
from testimony.batch.types import Broken, Died, Order, Outcome, Step
from testimony.transcript.errors import SettingsError, TestimonyError

__all__ = ["Address", "ClusterBackend", "hosts_of", "parse_address"]

_PATIENCE_S = 15.0
_LOOK_S = 5.0
_NO_WORKERS_S = 60.0
_FAILURES = 1_000
"""Workers that may die on a task before Dask itself gives it up; the batch counts tries by itself."""
_LOOPBACK = "127.0.0.1"
_CONFIGURATION = {
    "distributed.scheduler.allowed-failures": _FAILURES,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    # Dask watches itself many times a second: measured, a tenth of a core that the engines need.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.gil.enabled": False,
}
_URL = re.compile(r"(?P<scheme>tls|tcp)://(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):(?P<port>[0-9]{1,5})/?")
_HINT = "testimony batch --cluster tls://HOST:8786 (see docs/batch.md), or --cluster local:2"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a cluster is.

    Attributes:
        workers: Of a cluster within this process, 0 for one that is elsewhere.
        url: ``tls://host:8786`` or ``tcp://127.0.0.1:8786``; empty for a cluster within this process.
        files: CA, certificate and key, for TLS.
    """

    workers: int = 0
    url: str = ""
    files: tuple[str, str, str] = ("", "", "")

    @property
    def host(self) -> str:
        """The machine of the scheduler."""
        parts = _URL.fullmatch(self.url)
        return parts["host"].strip("[]") if parts else _LOOPBACK

    @property
    def port(self) -> int:
        """The scheduler's."""
        parts = _URL.fullmatch(self.url)
        return int(parts["port"]) if parts else 0


def parse_address(text: str, files: tuple[str, str, str]) -> Address:
    """Read what ``--cluster`` was given.

    Args:
        text: ``local:N``, ``tls://HOST:PORT``, or ``tcp://`` on the loopback.
        files: CA, certificate and key from the settings.

    Raises:
        SettingsError: No address, or one that would send paths through a network without TLS.
    """
    kind, _, rest = text.partition(":")
    if kind == "local":
        if not rest.isdecimal() or not 1 <= int(rest) <= 256:  # noqa: PLR2004 - as many as anybody has
            raise SettingsError(f"--cluster {text!r} does not say how many workers.", _HINT)
        return Address(workers=int(rest))
    parts = _URL.fullmatch(text)
    if parts is None:
        raise SettingsError(f"--cluster {text!r} is no address of a Dask scheduler.", _HINT)
    if parts["scheme"] == "tcp":
        if not _is_loopback(parts["host"].strip("[]")):
            raise SettingsError(
                f"--cluster {text} would send paths and hashes through the network in clear.",
                "use tls:// with a private CA; docs/batch.md says how",
            )
        return Address(url=text)
    for name, file in zip(("ca", "certificate", "key"), files, strict=True):
        if not file or not Path(file).is_file():
            what = f"there is no file {file}" if file else "none is set"
            raise SettingsError(
                f"--cluster {text} needs a private CA: [cluster] {name} in settings.toml: {what}.",
                "docs/batch.md says how to make the three files",
            )
    return Address(url=text, files=files)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def hosts_of(address: Address) -> frozenset[str]:
    """The names and addresses of the scheduler's machine, for the guard; to be asked within its door."""
    if address.workers:
        return frozenset({_LOOPBACK})
    loop = asyncio.new_event_loop()
    try:
        found = loop.run_until_complete(loop.getaddrinfo(address.host, address.port))
    except OSError:
        return frozenset({address.host})
    finally:
        loop.close()
    return frozenset({address.host, *(str(entry[4][0]) for entry in found)})


class ClusterBackend:
    """Hands recordings to the workers of a Dask cluster.

    Args:
        address: Where it is.
        hello: What engine processes are told first.
        stall_s: A recording without progress for so long is given up.
        scratch: For Dask's own files, which hold nothing of the recordings.

    Raises:
        SettingsError: Dask is not installed, the cluster does not answer, has no workers, or other code.
    """

    def __init__(self, address: Address, handshake: Handshake, stall_s: float, scratch: Path) -> None:
        self._address = address
        self._hello = _on_every_machine(handshake, address)
        self._stall_s = stall_s
        self._topic = f"testimony-{secrets.token_hex(4)}"
        self._news: queue.Queue[News] = queue.Queue()
        self._orders: dict[str, Order] = {}
        self._futures: dict[str, Any] = {}
        self._cluster: Any = None
        self._looked = 0.0
        self._alone_since: float | None = None
        self._room = 1
        self._resources: dict[str, float] | None = None
        cluster_worker.start_engines(self._hello, stall_s, address.workers)  # they load while Dask does
        try:
            self._client = self._open(scratch)
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
            self._hello,
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

    # Opening

    def _open(self, scratch: Path) -> Any:
        try:
            import dask
            import distributed
        except ImportError:
            raise SettingsError(
                "A cluster needs the package distributed, which is not installed.", "uv sync --extra cluster"
            ) from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        warnings.filterwarnings("ignore", module="distributed")
        dask.config.set(_CONFIGURATION | {"temporary-directory": str(scratch.absolute())})
        try:
            if self._address.workers:
                return self._open_here(distributed, scratch)
            return self._open_there(distributed)
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            raise SettingsError(
                f"The cluster at {self._address.url or 'local'} does not answer ({_short(error)}).",
                "is its scheduler running, and is this the address that it prints?",
            ) from error

    def _open_here(self, distributed: Any, scratch: Path) -> Any:
        """Scheduler and workers within this process, talking without sockets; engines work apart.

        Dask opens its web servers whether they are wanted or not, for everybody unless told otherwise: they
        get the loopback, and nothing to show.
        """
        from distributed.comm import inproc

        inproc.global_manager._ip = _LOOPBACK  # else it asks which way leads to 8.8.8.8
        self._cluster = distributed.LocalCluster(
            n_workers=self._address.workers,
            threads_per_worker=1,
            processes=False,
            dashboard_address=f"{_LOOPBACK}:0",
            worker_dashboard_address=f"{_LOOPBACK}:0",
            scheduler_kwargs={"dashboard": False},
            local_directory=str(scratch.absolute()),
            silence_logs=logging.CRITICAL,
            memory_limit=0,
        )
        return distributed.Client(self._cluster, set_as_default=False)

    def _open_there(self, distributed: Any) -> Any:
        security = None
        if self._address.url.startswith("tls:"):
            ca, certificate, key = self._address.files
            security = distributed.Security(
                require_encryption=True, tls_ca_file=ca, tls_client_cert=certificate, tls_client_key=key
            )
        return distributed.Client(
            self._address.url, security=security, timeout=_PATIENCE_S, set_as_default=False
        )

    def _check_workers(self) -> None:
        """Refuse a cluster that has other code: its transcripts would not be those of the plan."""
        self._wait_for_workers()
        self._look()
        here = cluster_worker.describe()
        for worker, found in self._client.run(cluster_worker.describe, on_error="return").items():
            if isinstance(found, BaseException):
                raise SettingsError(
                    f"The worker {worker} cannot run this Testimony ({_short(found)}).",
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
            self._client.wait_for_workers(1, timeout=_PATIENCE_S)
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
            workers = self._client.scheduler_info()["workers"].values()
        except Exception:  # noqa: BLE001 - whatever Dask raises when its scheduler is gone
            workers = ()
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

    def _hear(self, event: tuple[float, Any]) -> None:
        output, stage, done_ms, total_ms = event[1]
        order = self._orders.get(output)
        if order is not None:
            self._news.put((order, Step(stage, done_ms, total_ms)))

    def _finish(self, order: Order, future: Any) -> None:
        """Runs in a thread of Dask's."""
        self._futures.pop(order.item.output, None)
        message: Outcome | Died | Broken
        try:
            message = future.result(timeout=60)
        except TestimonyError as error:
            message = Broken(error)
        except BaseException as error:  # noqa: BLE001 - Dask's own, a cancelled future among them
            message = Died(f"was lost with its machine ({_short(error)})")
        self._news.put((order, message))


def _on_every_machine(handshake: Handshake, address: Address) -> Handshake:
    """Paths without a folder to stand on; threads as each worker was given them."""
    threads = max(1, cores() // address.workers) if address.workers else 0
    return replace(handshake, folder=handshake.folder.absolute(), threads=threads)


def _absolute(order: Order) -> Order:
    item = replace(order.item, recording=str(Path(order.item.recording).absolute()))
    return replace(order, item=item, folder=order.folder.absolute(), scratch=order.scratch.absolute())


def _short(error: BaseException) -> str:
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}: {text[0][:120]}" if text else type(error).__name__
