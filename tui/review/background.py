"""Work that takes long, in a thread beside the screen; what goes wrong in it is said and ends nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from testimony.transcript.errors import TestimonyError
from tui.review.desk import Desk

__all__ = ["in_background"]

Result = TypeVar("Result")


def in_background(
    desk: Desk, name: str, work: Callable[[], Result], done: Callable[[Result], object], *, group: str
) -> None:
    """Run ``work`` in a thread, then ``done`` with its result on the screen's own.

    Args:
        desk: Whose last line says what went wrong.
        name: What is done, for the error of something unforeseen: ``Splitting``.
        work: Must not touch the screen.
        done: Called where ``work`` succeeded.
        group: Starting another of the same group gives up waiting for the one before.
    """
    app = desk.host.app

    def run() -> None:
        try:
            result = work()
        except TestimonyError as error:
            app.call_from_thread(desk.tell_error, error)
        except Exception as error:  # noqa: BLE001 - the edge of a worker: the review goes on
            failure = TestimonyError(f"{name} failed ({type(error).__name__}).")
            app.call_from_thread(desk.tell_error, failure)
        else:
            app.call_from_thread(done, result)

    desk.host.run_worker(run, thread=True, exclusive=True, group=group, exit_on_error=False)
