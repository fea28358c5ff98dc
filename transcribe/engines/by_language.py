"""Each language by the engine that hears it best, in one transcript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transcribe.engines.base import Clip, Decoded, DecodeRequest, DecodingOptions, Transcriber
from transcribe.engines.delegating import DelegatingEngine

__all__ = ["ByLanguage"]


@dataclass
class ByLanguage(DelegatingEngine):
    """Passes clips on to the engine of their language (see ``Transcriber``).

    Attributes:
        inner: The engine that detects languages, and writes those that have no engine of their own.
        engines: Language → the engine that writes it.
    """

    engines: Mapping[str, Transcriber]

    @property
    def languages(self) -> frozenset[str]:
        """What the first engine knows, and the languages that have an engine of their own."""
        return self.inner.languages | frozenset(self.engines)

    @property
    def max_window_ms(self) -> int:
        """The shortest of all."""
        return min(self.inner.max_window_ms, *(engine.max_window_ms for engine in self.engines.values()))

    def prepare(self, clips: Sequence[Clip]) -> None:
        """Do nothing: a clip alone does not say which engine it is for."""

    def decode(self, requests: Sequence[DecodeRequest], options: DecodingOptions) -> list[Decoded]:
        """Write down each clip by the engine of its language; results in the order of the requests."""
        rows: dict[int, list[int]] = {}
        engines: dict[int, Transcriber] = {}
        for row, request in enumerate(requests):
            engine = self.engines.get(request.language, self.inner)
            engines[id(engine)] = engine
            rows.setdefault(id(engine), []).append(row)
        found: dict[int, Decoded] = {}
        for key, chosen in rows.items():
            results = engines[key].decode([requests[row] for row in chosen], options)
            found.update(zip(chosen, results, strict=True))
        return [found[row] for row in range(len(requests))]
