"""Utterances are scanned inside for a change of language.

Speakers who follow each other within a tenth of a second are one utterance to voice
activity. Between them it still dips: the utterance is cut at its dips, each part is heard by
itself, and it stays cut only where two parts are clearly in different languages. What is over
3 s and not clearly in one language (``best``: all that is over 3 s) is also cut at its quiet points.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from transcribe.engines.base import Transcriber
from transcribe.language import Evidence, decide, weigh
from transcribe.options import SpeechOptions
from transcribe.segmentation.blocks import quietest_frame
from transcribe.segmentation.silero import FRAME, FRAME_MS
from transcribe.segmentation.voice_activity import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["cut_where_language_changes"]

_SCAN_FRAMES = 3_000 // FRAME_MS
_PART_FRAMES = 1_500 // FRAME_MS
_EDGE_FRAMES = 400 // FRAME_MS  # a shorter part says nothing of its language
_DIP = 0.5  # between two voices 100–150 ms apart, two frames or more fell below it in 16 of 16 pairs tried
_DIP_FRAMES = 2
_OPEN_BELOW = 0.95  # an utterance less sure than this is scanned where it does not dip, too
_SURE = 0.8  # both parts must be this sure of their languages


def cut_where_language_changes(
    spans: Sequence[Span],
    evidence: Sequence[Evidence],
    samples: NDArray[np.float32],
    voice: NDArray[np.float32],
    engine: Transcriber,
    options: SpeechOptions,
) -> list[Span]:
    """Cut each utterance where its language changes.

    Args:
        spans: The utterances of one track of a block.
        evidence: What was heard of each as a whole.
        samples: The track.
        voice: Its voice activity.
        engine: Detects the languages of the parts.
        options: The job.

    Returns:
        The utterances in time order; those in one language are as they were.
    """
    parts = [
        _parts(span, samples, voice, closely=_closely(span, item, options))
        for span, item in zip(spans, evidence, strict=True)
    ]
    clips = [
        samples[part.start * FRAME : part.end * FRAME] for group in parts if len(group) > 1 for part in group
    ]
    heard = iter(engine.detect_languages(clips))
    result: list[Span] = []
    for group in parts:
        if len(group) == 1:
            result.append(group[0])
            continue
        weighed = [
            weigh(next(heard), options.languages, part.start * FRAME_MS, part.end * FRAME_MS)
            for part in group
        ]
        result.extend(_merge(group, weighed))
    return result


def _closely(span: Span, evidence: Evidence, options: SpeechOptions) -> bool:
    if span.end - span.start <= _SCAN_FRAMES:
        return False
    return options.quality == "best" or max(evidence.probabilities.values()) < _OPEN_BELOW


def _parts(
    span: Span, samples: NDArray[np.float32], voice: NDArray[np.float32], *, closely: bool
) -> list[Span]:
    """Cut at dips of voice activity; if looked at closely, also at quiet points 1.5–3 s apart."""
    cuts = _dips(span, voice)
    if closely:
        limits = [span.start, *cuts, span.end]
        for start, end in itertools.pairwise(limits):
            cuts.extend(_quiet_points(start, end, samples, voice))
    limits = [span.start, *sorted(cuts), span.end]
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


def _quiet_points(
    start: int, end: int, samples: NDArray[np.float32], voice: NDArray[np.float32]
) -> list[int]:
    cuts: list[int] = []
    while end - start > 2 * _PART_FRAMES:
        last = max(start + _PART_FRAMES + 1, min(start + _SCAN_FRAMES, end - _PART_FRAMES))
        start = quietest_frame(voice, samples, start + _PART_FRAMES, last)
        cuts.append(start)
    return cuts


def _merge(parts: Sequence[Span], evidence: Sequence[Evidence]) -> list[Span]:
    """Join neighbours again unless both are sure of different languages."""
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
