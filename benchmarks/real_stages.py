"""Processor time of the product's speech room by stage, while it transcribes on one thread."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from transcribe.engines.base import Clip, Decoded, DecodeRequest, DecodingOptions, DetectRequest
from transcribe.engines.delegating import DelegatingEngine

__all__ = ["STAGES", "Timed"]

STAGES = (
    "languages, encoded with neighbours",
    "languages, encoded alone",
    "languages, in full windows",
    "writing",
    "writing again",
    "all else (decoding, voice activity, voices, rows)",
)


@dataclass
class Timed(DelegatingEngine):
    """An engine whose calls are timed.

    Attributes:
        seconds: Stage → processor seconds so far.
    """

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))

    def detect_within(self, requests: Sequence[DetectRequest]) -> list[list[Mapping[str, float]]]:
        """Answer as the inner engine."""
        start = time.process_time()
        found = self.inner.detect_within(requests)
        self.seconds[STAGES[0]] += time.process_time() - start
        return found

    def detect_languages(self, clips: Sequence[Clip], *, closely: bool = False) -> list[Mapping[str, float]]:
        """Answer as the inner engine."""
        start = time.process_time()
        found = self.inner.detect_languages(clips, closely=closely)
        self.seconds[STAGES[2 if closely else 1]] += time.process_time() - start
        return found

    def decode(self, requests: Sequence[DecodeRequest], options: DecodingOptions) -> list[Decoded]:
        """Answer as the inner engine."""
        start = time.process_time()
        found = self.inner.decode(requests, options)
        again = bool(requests) and requests[0].plain
        self.seconds[STAGES[4 if again else 3]] += time.process_time() - start
        return found
