"""``python -m benchmarks.batch_faults batch …``: the command, with engine processes that fall over.

Recordings whose names hold ``crash`` kill their engine process as a broken codec would, ``hang`` never come
back, ``memory`` are killed from outside as by a system without memory. The product has no such thing: the
command is given another maker of jobs, which every batch has, and that one does it.
"""

from __future__ import annotations

import importlib
import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.cli import _orders, main
from testimony.cli._orders import MakeJobs

if TYPE_CHECKING:
    from testimony.app.run.job import RunJob
    from testimony.batch.types import Overrides

__all__ = ["FaultyMaker"]


@dataclass(frozen=True, slots=True)
class FaultyMaker(MakeJobs):
    """Makes jobs as the product does, but for the recordings that are poison."""

    command: int = field(default_factory=os.getpid)

    def __call__(self, recording: Path, output: Path, overrides: Overrides) -> RunJob:
        """The job, if the process lives on."""
        if os.getpid() != self.command and output.name != "none":
            if "crash" in recording.name:
                os.kill(os.getpid(), signal.SIGSEGV)
            if "memory" in recording.name:
                os.kill(os.getpid(), signal.SIGKILL)
            if "hang" in recording.name:
                time.sleep(3600)
        return MakeJobs.__call__(self, recording, output, overrides)


if __name__ == "__main__":
    # By this name, and not as __main__, it is found again in the engine processes.
    _orders.MakeJobs = importlib.import_module("benchmarks.batch_faults").FaultyMaker  # type: ignore[misc]
    main()
