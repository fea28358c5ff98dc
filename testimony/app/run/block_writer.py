"""Translate a finished block beside the transcription of the next one; commit blocks in order.

One thread does nothing but translate (the engine lets go of the interpreter while it works); the
transcript is written by the caller's thread alone, and a block is committed only after the one before
it. So what a resumed run finds is always the first so many blocks, whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from testimony.transcript.types import Block, Segment, Translation

__all__ = ["BlockWriter"]

Translate = Callable[[Sequence["Segment"]], list["Translation"]]
Commit = Callable[["Block", Sequence["Segment"], Sequence["Translation"]], None]


class BlockWriter:
    """Takes blocks as they are transcribed; at most one waits for its translation.

    Use it with ``with``: leaving it commits the block that waits. Where an exception leaves it (Ctrl-C
    too), a block whose translation is ready is still committed, and one whose translation is under way
    is given up: nobody was told that it was kept, and the next run makes it again, the same.

    Args:
        translate: Turns a block's segments over; called in the background thread.
        commit: Writes a block; called in the caller's thread, in the order of the blocks.
        beside: False for a job of one thread: its blocks are translated where it stands, one after the
            other, so that it takes no core from the recordings that run beside it.
    """

    def __init__(self, translate: Translate, commit: Commit, *, beside: bool = True) -> None:
        self._translate, self._commit, self._beside = translate, commit, beside
        self._thread = ThreadPoolExecutor(1, "translation")
        self._waiting: tuple[Block, Sequence[Segment], Future[list[Translation]]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        interrupted = kind is not None and not issubclass(kind, Exception)
        try:
            if kind is None or (self._waiting is not None and _succeeded(self._waiting[2])):
                self.settle()
        finally:
            self._thread.shutdown(wait=not interrupted, cancel_futures=True)

    def add(self, block: Block, segments: Sequence[Segment]) -> None:
        """Begin to translate a block; the one before it was settled.

        Raises:
            TranslationError: The block before could not be translated; it and this one are not kept.
        """
        self.settle()
        if self._beside:
            self._waiting = block, segments, self._thread.submit(self._translate, segments)
        else:
            self._commit(block, segments, self._translate(segments))

    def settle(self) -> None:
        """Wait for the translation of the block that waits, and commit it.

        Raises:
            TranslationError: It could not be translated; it is not kept.
        """
        if self._waiting is None:
            return
        block, segments, future = self._waiting
        translations = future.result()
        self._waiting = None
        self._commit(block, segments, translations)


def _succeeded(future: Future[list[Translation]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
