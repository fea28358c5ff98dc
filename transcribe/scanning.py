"""Long utterances are scanned inside for a change of language.

Speakers who follow each other within a tenth of a second are one utterance to voice
activity. Between them the sound still dips: the utterance is cut at its dips, each part is
heard by itself, and it stays cut only where two parts are clearly in different languages.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from transcribe.blocks import quietest_frame
from transcribe.engine import Transcriber
from transcribe.language import Evidence, decide, weigh
from transcribe.options import SpeechOptions
from transcribe.silero import FRAME, FRAME_MS
from transcribe.voice_activity import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["cut_where_language_changes"]

_SCAN_FRAMES = 3_000 // FRAME_MS
_PART_FRAMES = 1_500 // FRAME_MS
_SURE = 0.8  # both parts must be this sure of their languages


def cut_where_language_changes(
    spans: Sequence[Span],
    evidence: Sequence[Evidence],
    samples: NDArray[np.float32],
    voice: NDArray[np.float32],
    engine: Transcriber,
    options: SpeechOptions,
) -> list[Span]:
    """Cut each utterance of more than 3 s where its language changes.

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
    del evidence
    parts = [_parts(span, samples, voice) for span in spans]
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


def _parts(span: Span, samples: NDArray[np.float32], voice: NDArray[np.float32]) -> list[Span]:
    """Cut at dips into parts of 1.5–3 s."""
    if span.end - span.start <= _SCAN_FRAMES:
        return [span]
    limits = [span.start]
    while span.end - limits[-1] > 2 * _PART_FRAMES:
        last = min(limits[-1] + _SCAN_FRAMES, span.end - _PART_FRAMES)
        limits.append(
            quietest_frame(
                voice, samples, limits[-1] + _PART_FRAMES, max(last, limits[-1] + _PART_FRAMES + 1)
            )
        )
    limits.append(span.end)
    return [Span(start, end, start, end) for start, end in itertools.pairwise(limits)]


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
