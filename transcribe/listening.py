"""The language of each utterance of a track, from as little encoding as will do.

1. Continuous sound of up to 8 s is encoded once, and the language of every utterance inside it is read
   from its part of the encoding.
2. What that leaves open is encoded alone in a short window, and if still in doubt in a full one.
3. An utterance whose parts sounded different is cut there if each part, heard alone, is in another language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcribe.engines.base import Clip, DetectRequest, Transcriber
from transcribe.language import Evidence, weigh
from transcribe.options import SpeechOptions
from transcribe.scanning import merge_parts, parts_of
from transcribe.segmentation.silero import FRAME, FRAME_MS
from transcribe.segmentation.voice_activity import Span
from transcribe.thresholds import THRESHOLDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Track", "hear_languages"]

_HALVES = 2  # one part is no cut

_TOGETHER = 8_000 // FRAME_MS  # with 2 s of silence behind it this is a window of 10 s
_SHORT_MS = 1_000  # the neighbours of a shorter utterance outweigh it in a shared encoding
_APART = 1_500 // FRAME_MS  # a longer pause is not worth encoding


@dataclass(frozen=True, slots=True)
class Track:
    """One track of a block.

    Attributes:
        samples: Mono float32, 16 kHz.
        voice: Probability of speech of each frame.
        start_ms: Where the block starts in the recording.
    """

    samples: NDArray[np.float32]
    voice: NDArray[np.float32]
    start_ms: int

    def clip(self, span: Span) -> Clip:
        """Cut out the sound of a span with its padding."""
        return self.samples[span.padded_start * FRAME : span.padded_end * FRAME]


def hear_languages(
    spans: Sequence[Span], track: Track, engine: Transcriber, options: SpeechOptions
) -> tuple[list[Span], list[Evidence]]:
    """Tell the language of each utterance, and cut those that hold two.

    Args:
        spans: The utterances of the track, in time order.
        track: Its sound.
        engine: Detects languages.
        options: The job; ``draft`` cuts nothing and hears nothing in a full window.

    Returns:
        The utterances in time order, and what was heard of each.
    """
    scans = options.quality != "draft"
    parts = [parts_of(span, track.voice) if scans else [span] for span in spans]
    heard = _hear_together(spans, parts, track, engine, options)
    evidence = [group[0] for group in heard]
    _hear_again(evidence, spans, track, engine, options)
    result: list[tuple[Span, Evidence]] = []
    for span, whole, group, inside in zip(spans, evidence, parts, heard, strict=True):
        cut = merge_parts(group, inside[1:]) if len(group) > 1 else [span]
        result.extend(_confirmed(cut, track, engine, options) or [(span, whole)])
    return [span for span, _ in result], [found for _, found in result]


def _hear_together(
    spans: Sequence[Span],
    parts: Sequence[Sequence[Span]],
    track: Track,
    engine: Transcriber,
    options: SpeechOptions,
) -> list[list[Evidence]]:
    """Hear each utterance, and each of its parts where it has several, in the sound around it."""
    asked = [[span, *group] if len(group) > 1 else [span] for span, group in zip(spans, parts, strict=True)]
    requests: list[DetectRequest] = []
    for first, last in _together(spans):
        start, end = spans[first].padded_start, spans[last].padded_end
        stretches = tuple(
            ((one.padded_start - start) * FRAME_MS, (one.padded_end - start) * FRAME_MS)
            for group in asked[first : last + 1]
            for one in group
        )
        requests.append(DetectRequest(track.samples[start * FRAME : end * FRAME], stretches))
    answers = iter([answer for found in engine.detect_within(requests) for answer in found])
    return [[_weigh(next(answers), one, track, options) for one in group] for group in asked]


def _together(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Group neighbours into continuous sound of at most 8 s: first and last of each group."""
    groups: list[tuple[int, int]] = []
    for row, span in enumerate(spans):
        first = groups[-1][0] if groups else row
        near = row > 0 and span.start - spans[row - 1].end <= _APART
        if near and span.padded_end - spans[first].padded_start <= _TOGETHER:
            groups[-1] = (first, row)
        else:
            groups.append((row, row))
    return groups


def _hear_again(
    evidence: list[Evidence],
    spans: Sequence[Span],
    track: Track,
    engine: Transcriber,
    options: SpeechOptions,
) -> None:
    """Hear what is not clear in a window of its own: a short one, then a full one if it is still in doubt."""
    still = {"draft": 0.0, "standard": THRESHOLDS.uncertain_language, "best": THRESHOLDS.clear_language}
    for closely, limit in ((False, THRESHOLDS.clear_beside_others), (True, still[options.quality])):
        open_ = [row for row, item in enumerate(evidence) if not _is_clear(item, limit)]
        clips = [track.clip(spans[row]) for row in open_]
        again = engine.detect_languages(clips, closely=closely)
        for row, probabilities in zip(open_, again, strict=True):
            evidence[row] = _weigh(probabilities, spans[row], track, options)


def _confirmed(
    cut: Sequence[Span], track: Track, engine: Transcriber, options: SpeechOptions
) -> list[tuple[Span, Evidence]]:
    """Hear the parts of an utterance alone; nothing if they are in one language after all."""
    if len(cut) < _HALVES:
        return []
    clips = [track.samples[part.start * FRAME : part.end * FRAME] for part in cut]
    heard = engine.detect_languages(clips)
    evidence = [_weigh(one, part, track, options) for one, part in zip(heard, cut, strict=True)]
    kept = merge_parts(cut, evidence)
    if len(kept) < _HALVES:
        return []
    if len(kept) < len(cut):
        again = engine.detect_languages([track.clip(part) for part in kept])
        evidence = [_weigh(one, part, track, options) for one, part in zip(again, kept, strict=True)]
    return list(zip(kept, evidence, strict=True))


def _weigh(heard: Mapping[str, float], span: Span, track: Track, options: SpeechOptions) -> Evidence:
    start_ms, end_ms = track.start_ms + span.start * FRAME_MS, track.start_ms + span.end * FRAME_MS
    return weigh(heard, options.languages, start_ms, end_ms)


def _is_clear(evidence: Evidence, limit: float) -> bool:
    if not limit:
        return True
    if limit > THRESHOLDS.clear_language and evidence.end_ms - evidence.start_ms < _SHORT_MS:
        return False
    return (
        max(evidence.probabilities.values()) >= limit
        and evidence.other <= THRESHOLDS.other_languages
        and not evidence.cantonese
    )
