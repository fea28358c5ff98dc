"""How far a batch is, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Iterable

__all__ = ["Tally"]

_ENOUGH = 0.005


class Tally:
    """Counts recordings, and reckons the time left by their sizes.

    A file's size stands for its length, which is not known before it is opened; recordings of one recorder
    agree well, and of the one that is under way its own share is known.

    Args:
        sizes: Bytes of each recording that is to be done, by its output.
        settled: Recordings about which everything was known before.
    """

    def __init__(self, sizes: Iterable[tuple[str, int]], settled: int = 0) -> None:
        self._sizes = {output: max(1, size) for output, size in sizes}
        self._all = sum(self._sizes.values())
        self._done = 0
        self._partly: dict[str, float] = {}
        self._began = time.monotonic()
        self._settled = settled
        self.ended = 0
        self.failed = 0

    @property
    def total(self) -> int:
        """Number of recordings in all."""
        return len(self._sizes) + self._settled

    @property
    def behind(self) -> int:
        """Number of recordings that have ended or were settled before."""
        return self.ended + self._settled

    @property
    def share(self) -> float:
        """Share of this run's work that is done, 0 to 1."""
        return min(1.0, (self._done + sum(self._partly.values())) / self._all) if self._all else 1.0

    def step(self, output: str, done_ms: int, total_ms: int) -> None:
        """A recording got further."""
        if total_ms:
            self._partly[output] = self._sizes.get(output, 0) * min(1.0, done_ms / total_ms)

    def end(self, output: str, *, failed: bool) -> None:
        """A recording is behind us."""
        self._partly.pop(output, None)
        self._done += self._sizes.get(output, 0)
        self.ended += 1
        self.failed += failed

    def left_s(self) -> float | None:
        """Seconds that the rest will take at the pace so far; None while that cannot be said."""
        share = self.share
        if share < _ENOUGH:
            return None
        return (time.monotonic() - self._began) * (1 - share) / share
