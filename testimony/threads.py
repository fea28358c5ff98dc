"""Threads are for the engines: numpy's own arithmetic takes one."""

from __future__ import annotations

import os

__all__ = ["leave_threads_to_engines"]


def leave_threads_to_engines() -> None:
    """Keep numpy's matrix library to one thread, unless the person's environment says otherwise.

    Its products here are small (the mel bands of a clip); several threads only wait for each other, at full
    load: on two cores half an hour of speech took 14.3–16.5 s of processor with them and 10.0 s without.
    It reads the variable when numpy is first imported, so this comes before.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
