"""While one block is written down, the next one is listened to.

Listening (decoding, voice activity, languages) and writing use the processor differently and by turns; on a
machine with more than one core the one fills what the other leaves. Nothing but time depends on it: blocks
are cut and judged in the same order, by the same rules.
"""

from __future__ import annotations

import queue
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Event, Semaphore, Thread
from typing import Generic, TypeVar

from transcribe.engines.base import Clip, DetectRequest
from transcribe.engines.delegating import DelegatingEngine

__all__ = ["Stoppable", "prefetch", "take_until"]

_Item = TypeVar("_Item")
_POLL_S = 0.5  # a wait without end cannot be interrupted on every system
_GLANCES = 8  # heard in one go: a person who stops a run waits for no more
_ENCODED = 2  # … and encoded in one go


class _StoppedError(Exception):
    """The consumer stopped."""


@dataclass(frozen=True, slots=True)
class _Made(Generic[_Item]):
    """The next item, or why there is none."""

    items: tuple[_Item, ...] = ()
    error: BaseException | None = None


@dataclass
class Stoppable(DelegatingEngine):
    """An engine whose listening ends soon after ``stopped`` is set.

    Attributes:
        stopped: Set when the consumer stopped.
    """

    stopped: Event

    def detect_languages(self, clips: Sequence[Clip], *, closely: bool = False) -> list[Mapping[str, float]]:
        """Answer as the inner engine, a few clips at a time (see ``Transcriber``)."""
        heard: list[Mapping[str, float]] = []
        for first in range(0, len(clips), _GLANCES):
            if self.stopped.is_set():
                raise _StoppedError
            heard += self.inner.detect_languages(clips[first : first + _GLANCES], closely=closely)
        return heard

    def detect_within(self, requests: Sequence[DetectRequest]) -> list[list[Mapping[str, float]]]:
        """Answer as the inner engine, a few requests at a time (see ``Transcriber``)."""
        heard: list[list[Mapping[str, float]]] = []
        for first in range(0, len(requests), _GLANCES):
            if self.stopped.is_set():
                raise _StoppedError
            heard += self.inner.detect_within(requests[first : first + _GLANCES])
        return heard

    def prepare(self, clips: Sequence[Clip]) -> None:
        """Prepare as the inner engine, a few clips at a time (see ``Transcriber``)."""
        for first in range(0, len(clips), _ENCODED):
            if self.stopped.is_set():
                raise _StoppedError
            self.inner.prepare(clips[first : first + _ENCODED])


def take_until(stopped: Event, items: Iterable[_Item]) -> Iterator[_Item]:
    """Yield the items until the consumer has stopped.

    Args:
        stopped: Set when the consumer stops.
        items: Any.

    Yields:
        The same items.
    """
    for item in items:
        if stopped.is_set():
            raise _StoppedError
        yield item


def prefetch(items: Iterable[_Item], stopped: Event) -> Generator[_Item, None, None]:
    """Yield the items, the next one being made in a thread while one is used.

    Args:
        items: Made lazily; the thread alone touches them.
        stopped: Set when this generator is closed, so that what makes the items can end early.

    Yields:
        The same items in the same order. At most one is made ahead.

    Raises:
        BaseException: What making an item raised, after the items before it.
    """
    made: queue.SimpleQueue[_Made[_Item]] = queue.SimpleQueue()
    wanted = Semaphore(1)
    thread = Thread(target=_make, args=(items, made, wanted, stopped), name="listening", daemon=True)
    thread.start()
    try:
        while (found := _next(made)).items:
            wanted.release()
            yield found.items[0]
        if found.error is not None:
            raise found.error
    finally:
        stopped.set()
        wanted.release()
        thread.join()  # whatever it reads from may be closed now


def _next(made: queue.SimpleQueue[_Made[_Item]]) -> _Made[_Item]:
    while True:
        try:
            return made.get(timeout=_POLL_S)
        except queue.Empty:
            continue


def _make(
    items: Iterable[_Item], made: queue.SimpleQueue[_Made[_Item]], wanted: Semaphore, stopped: Event
) -> None:
    try:
        iterator = iter(items)
        while True:
            wanted.acquire()
            if stopped.is_set():
                return
            try:
                item = next(iterator)
            except StopIteration:
                made.put(_Made())
                return
            made.put(_Made((item,)))
    except _StoppedError:
        return
    except BaseException as error:  # noqa: BLE001 - raised again where the items are used
        made.put(_Made(error=error))
