"""Opens a Dask client: to workers within this process, or to a scheduler elsewhere.

``distributed`` does not declare its types; ``Client`` and ``Future`` are the parts of them that a batch uses.
"""

from __future__ import annotations

import importlib.util
import logging
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypedDict, TypeVar

from testimony.batch.dask.address import LOOPBACK, Address
from testimony.batch.types import Broken, Died, Outcome
from testimony.transcript.errors import SettingsError

__all__ = [
    "PATIENCE_S",
    "Client",
    "Closable",
    "Future",
    "SchedulerInfo",
    "Told",
    "WorkerInfo",
    "open_client",
    "short",
]

PATIENCE_S = 15.0
_FAILURES = 1_000
"""Workers that may die on a task before Dask itself gives it up; the batch counts tries by itself."""
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

Told = tuple[float, tuple[str, str, int, int]]
"""Unix time in seconds; then the output, the stage, milliseconds done and in all."""
Given = TypeVar("Given")


class WorkerInfo(TypedDict, total=False):
    """A worker as its scheduler describes it: number of threads, and of each resource such as ``GPU``."""

    nthreads: int
    resources: Mapping[str, float]


class SchedulerInfo(TypedDict):
    """The workers by address."""

    workers: Mapping[str, WorkerInfo]


class Closable(Protocol):
    """What is closed at the end of a batch."""

    def close(self, timeout: float) -> None:
        """Close it, waiting so many seconds at most."""


class Future(Protocol):
    """A task that was sent."""

    def result(self, timeout: float) -> Outcome | Died | Broken:
        """What came of it; waits so many seconds at most, raises what the task raised."""

    def add_done_callback(self, callback: Callable[[Future], None]) -> None:
        """Call this when it has ended."""


class Client(Closable, Protocol):
    """The connection to a scheduler."""

    def submit(self, function: Callable[..., object], *arguments: object, **options: object) -> Future:
        """Send a task."""

    def cancel(self, futures: Sequence[Future], force: bool) -> None:
        """Take tasks back."""

    def run(self, function: Callable[[], Given], on_error: str) -> Mapping[str, Given | BaseException]:
        """Run a function on each worker: by the worker's address, what it gave or raised."""

    def subscribe_topic(self, topic: str, handler: Callable[[Told], None]) -> None:
        """Hear what workers tell under a name."""

    def wait_for_workers(self, count: int, timeout: float) -> None:
        """Wait until there are that many workers, for so many seconds at most."""

    def scheduler_info(self) -> SchedulerInfo:
        """What the scheduler knows."""


def open_client(address: Address, scratch: Path) -> tuple[Client, Closable | None]:
    """Connect.

    Args:
        address: Where the cluster is.
        scratch: For Dask's own files.

    Returns:
        The client, and the cluster within this process where there is one; both are to be closed.

    Raises:
        SettingsError: Dask is not installed, or the cluster does not answer.
    """
    if importlib.util.find_spec("distributed") is None:
        raise SettingsError(
            "A cluster needs the package distributed, which is not installed.", "uv sync --extra cluster"
        )
    import dask

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module="distributed")
    dask.config.set(_CONFIGURATION | {"temporary-directory": str(scratch.absolute())})
    try:
        return _open_here(address, scratch) if address.workers else (_open_there(address), None)
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        raise SettingsError(
            f"The cluster at {address.url or 'local'} does not answer ({short(error)}).",
            "is its scheduler running, and is this the address that it prints?",
        ) from error


def _open_here(address: Address, scratch: Path) -> tuple[Client, Closable]:
    """Scheduler and workers within this process, talking without sockets; engines work apart.

    Dask opens its web servers whether they are wanted or not, for everybody unless told otherwise: they
    get the loopback, and nothing to show.
    """
    import distributed
    from distributed.comm import inproc

    inproc.global_manager._ip = LOOPBACK  # else it asks which way leads to 8.8.8.8
    cluster: Closable = distributed.LocalCluster(
        n_workers=address.workers,
        threads_per_worker=1,
        processes=False,
        dashboard_address=f"{LOOPBACK}:0",
        worker_dashboard_address=f"{LOOPBACK}:0",
        scheduler_kwargs={"dashboard": False},
        local_directory=str(scratch.absolute()),
        silence_logs=logging.CRITICAL,
        memory_limit=0,
    )
    return distributed.Client(cluster, set_as_default=False), cluster


def _open_there(address: Address) -> Client:
    import distributed

    security = None
    if address.url.startswith("tls:"):
        ca, certificate, key = address.files
        security = distributed.Security(
            require_encryption=True, tls_ca_file=ca, tls_client_cert=certificate, tls_client_key=key
        )
    client: Client = distributed.Client(
        address.url, security=security, timeout=PATIENCE_S, set_as_default=False
    )
    return client


def short(error: BaseException) -> str:
    """The kind of an error and the first line of what it says, at most 120 characters of it."""
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}: {text[0][:120]}" if text else type(error).__name__
