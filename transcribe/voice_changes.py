"""Utterances are cut where another speaker takes over without a pause, before they are decoded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from testimony.transcript.errors import ModelMissing
from transcribe.segmentation.silero import FRAME
from transcribe.segmentation.voice_activity import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from transcribe.speakers.changes import ChangeFinder

__all__ = ["cut_where_voice_changes"]


def cut_where_voice_changes(spans: Sequence[Span], samples: NDArray[np.float32]) -> list[Span]:
    """Cut the utterances of one track in which a second voice is heard after the first.

    Args:
        spans: The utterances, in time order.
        samples: The track, mono, 16 kHz.

    Returns:
        The utterances in time order; those of one voice are as they were. The same for the same sound.
    """
    finder = _finder()
    if finder is None:
        return list(spans)
    return [part for span in spans for part in _parts(span, samples, finder)]


def _parts(span: Span, samples: NDArray[np.float32], finder: ChangeFinder) -> list[Span]:
    changes = finder.changes(samples[span.start * FRAME : span.end * FRAME])
    frames = [span.start + at // FRAME for at in changes]
    limits = [span.padded_start, *frames, span.padded_end]
    starts, ends = [span.start, *frames], [*frames, span.end]
    return [
        Span(start, end, first, last)
        for start, end, first, last in zip(starts, ends, limits, limits[1:], strict=False)
    ]


@cache
def _finder() -> ChangeFinder | None:
    """Loaded once; None in an installation that came without the speaker model."""
    from transcribe.speakers.changes import ChangeFinder
    from transcribe.speakers.encoder import open_voice_encoder

    try:
        return ChangeFinder(open_voice_encoder())
    except ModelMissing:
        return None
