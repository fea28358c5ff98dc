"""What a caller can choose about a translation, and nothing an engine invented."""

from __future__ import annotations

import enum
from dataclasses import dataclass

__all__ = ["Quality", "TranslationOptions"]


class Quality(enum.StrEnum):
    """How much search a sentence is worth."""

    DRAFT = "draft"
    STANDARD = "standard"
    BEST = "best"


_BEAMS = {Quality.DRAFT: 1, Quality.STANDARD: 4, Quality.BEST: 8}


@dataclass(frozen=True, slots=True)
class TranslationOptions:
    """The settings of one translation pass.

    Attributes:
        quality: ``standard`` searches exactly as Argos Translate does (beam of 4);
            ``draft`` is greedy; ``best`` uses a beam of 8 and takes, of its hypotheses, the likeliest of
            those with the fewest errors by the checks.
        beam_size: Overrides the beam that ``quality`` stands for; 0 leaves it.
        length_penalty: Argos Translate's own value.
        threads: Processor threads; 0 takes every physical core.
        device: ``cpu``, ``cuda`` or ``auto``, as CTranslate2 names them.
        batch_tokens: Most source tokens (padding counted) in one batch.
    """

    quality: Quality | str = Quality.STANDARD
    beam_size: int = 0
    length_penalty: float = 0.2
    threads: int = 0
    device: str = "cpu"
    batch_tokens: int = 1024

    @property
    def beam(self) -> int:
        """Number of hypotheses that the search keeps side by side."""
        return self.beam_size or _BEAMS[Quality(self.quality)]
