"""An engine in front of an engine: it answers as the inner one, but for what is overridden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transcribe.engines.base import (
    Clip,
    Decoded,
    DecodeRequest,
    DecodingOptions,
    DetectRequest,
    Transcriber,
)

__all__ = ["DelegatingEngine", "WithDetector"]


@dataclass
class DelegatingEngine:
    """Passes everything on (see ``Transcriber``).

    Attributes:
        inner: The engine that answers.
    """

    inner: Transcriber

    @property
    def languages(self) -> frozenset[str]:
        """As the inner engine's."""
        return self.inner.languages

    @property
    def max_window_ms(self) -> int:
        """As the inner engine's."""
        return self.inner.max_window_ms

    @property
    def fills_windows(self) -> bool:
        """As the inner engine's."""
        return self.inner.fills_windows

    def detect_languages(self, clips: Sequence[Clip], *, closely: bool = False) -> list[Mapping[str, float]]:
        """Answer as the inner engine."""
        return self.inner.detect_languages(clips, closely=closely)

    def detect_within(self, requests: Sequence[DetectRequest]) -> list[list[Mapping[str, float]]]:
        """Answer as the inner engine."""
        return self.inner.detect_within(requests)

    def prepare(self, clips: Sequence[Clip]) -> None:
        """Do as the inner engine."""
        self.inner.prepare(clips)

    def decode(self, requests: Sequence[DecodeRequest], options: DecodingOptions) -> list[Decoded]:
        """Answer as the inner engine."""
        return self.inner.decode(requests, options)


@dataclass
class WithDetector(DelegatingEngine):
    """An engine for whose clips another engine detects the language.

    Attributes:
        detector: The engine that detects languages.
    """

    detector: Transcriber

    @property
    def languages(self) -> frozenset[str]:
        """The languages that both know."""
        return self.inner.languages & self.detector.languages

    def detect_languages(self, clips: Sequence[Clip], *, closely: bool = False) -> list[Mapping[str, float]]:
        """Answer as the detector."""
        return self.detector.detect_languages(clips, closely=closely)

    def detect_within(self, requests: Sequence[DetectRequest]) -> list[list[Mapping[str, float]]]:
        """Answer as the detector."""
        return self.detector.detect_within(requests)
