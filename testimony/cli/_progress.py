"""Progress bars on a terminal's stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from testimony.cli._terminal import own_terminal
from testimony.transcript.progress import Progress, ProgressListener, ignore_progress

__all__ = ["show_bytes", "show_progress"]

_STAGES = {
    "decode": "Reading the sound",
    "transcribe": "Transcribing",
    "translate": "Translating",
    "speakers": "Telling voices",
}


@contextmanager
def show_progress(*, quiet: bool = False) -> Iterator[ProgressListener]:
    """Progress bars with the time left, on a terminal's stderr and nowhere else."""
    if quiet or not sys.stderr.isatty():
        yield ignore_progress
        return
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<18}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Bars(*columns, **own_terminal()) as bars:
        tasks = {stage: bars.add_task(name, total=None, visible=False) for stage, name in _STAGES.items()}

        def listen(step: Progress) -> None:
            task = tasks[step.stage]
            bars.update(task, completed=step.done_ms, total=step.total_ms or None, visible=True)

        yield listen


@contextmanager
def show_bytes(name: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar for so many bytes, on a terminal's stderr and nowhere else; told how many there are."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<18}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Bars(*columns, **own_terminal()) as bars:
        task = bars.add_task(name, total=total or None)
        yield lambda here: bars.update(task, completed=here)
