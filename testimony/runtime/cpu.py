"""How many cores there are to use, and that they are for the engines: numpy's own arithmetic takes one."""

from __future__ import annotations

import os

__all__ = ["leave_threads_to_engines", "usable_cores"]


def leave_threads_to_engines() -> None:
    """Keep numpy's matrix library to one thread, unless the person's environment says otherwise.

    Its products here are small (the mel bands of a clip); several threads only wait for each other, at full
    load: on two cores half an hour of speech took 14.3–16.5 s of processor with them and 10.0 s without.
    It reads the variable when numpy is first imported, so this comes before.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def usable_cores() -> int:
    """Count the cores that the system lets this process use (its affinity, where there is one)."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(affinity(0)) if affinity else os.cpu_count() or 1
