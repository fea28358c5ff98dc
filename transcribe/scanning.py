"""Utterances are scanned inside for a change of language.

Speakers who follow each other within a tenth of a second are one utterance to voice activity. Between
them it still dips: the utterance is cut at its dips, each part is heard by itself, and it stays cut only
where two parts are surely in different languages.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from transcribe.language import Evidence, decide
from transcribe.segmentation.silero import FRAME_MS
from transcribe.segmentation.voice_activity import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["merge_parts", "parts_of"]

_EDGE_FRAMES = 400 // FRAME_MS  # a shorter part says nothing of its language
_DIP = 0.5  # between two voices 100–150 ms apart, two frames or more fell below it in 16 of 16 pairs tried
_DIP_FRAMES = 2
_SURE = 0.8  # both parts must be this sure of their languages


def parts_of(span: Span, voice: NDArray[np.float32]) -> list[Span]:
    """Cut an utterance at the dips of voice activity inside it.

    Args:
        span: The utterance.
        voice: Probability of speech of each frame of the track.

    Returns:
        Its parts in time order; the span itself if voice activity never dips.
    """
    cuts = _dips(span, voice)
    if not cuts:
        return [span]
    limits = [span.start, *cuts, span.end]
    return [Span(start, end, start, end) for start, end in itertools.pairwise(limits)]


def _dips(span: Span, voice: NDArray[np.float32]) -> list[int]:
    """Return the middles of the dips, those next to the ends left out."""
    cuts: list[int] = []
    run = 0
    for frame in range(span.start, span.end):
        if voice[frame] < _DIP:
            run += 1
            continue
        at = frame - (run + 1) // 2
        last = cuts[-1] if cuts else span.start
        if run >= _DIP_FRAMES and at - last >= _EDGE_FRAMES and span.end - at >= _EDGE_FRAMES:
            cuts.append(at)
        run = 0
    return cuts


def merge_parts(parts: Sequence[Span], evidence: Sequence[Evidence]) -> list[Span]:
    """Join neighbouring parts again unless both are surely in different languages.

    Args:
        parts: Of one utterance, in time order.
        evidence: What was heard of each.

    Returns:
        One part, or several that follow each other in different languages.
    """
    verdicts = decide(evidence)
    merged: list[Span] = []
    language, sure = "", -math.inf
    for part, verdict in zip(parts, verdicts, strict=True):
        differs = verdict.language != language and min(sure, verdict.probability) >= _SURE
        if merged and not differs:
            merged[-1] = replace(merged[-1], end=part.end, padded_end=part.padded_end)
            if verdict.probability > sure:
                language, sure = verdict.language, verdict.probability
        else:
            merged.append(part)
            language, sure = verdict.language, verdict.probability
    return merged
