"""Probabilities of speech → utterances: kept apart, at most 20 s, padded but never overlapping.

A cut needs 128 ms without speech. With 300 ms, neighbours 0.35 s apart merged in 10 of 16
changes of language tried; below 100 ms the stops inside words begin to cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcribe.segmentation.blocks import quietest_frame
from transcribe.segmentation.loudness import floor_of, loudness_of
from transcribe.segmentation.silero import FRAME_MS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["BEGIN", "MAX_UTTERANCE_MS", "Span", "find_spans"]

MAX_UTTERANCE_MS = 20_000
BEGIN = 0.5  # Silero's own threshold
_END = 0.35
_MIN_SILENCE = 4  # frames: 128 ms
_MIN_SPEECH = 3  # frames: 96 ms; shorter ones are clicks
_LOUD_DB = 10.0  # above the background
_HINT = 0.2
_REACH = 25  # frames: 800 ms
_PAD = 6  # frames: 192 ms, so that a soft first consonant is heard
_MAX = MAX_UTTERANCE_MS // FRAME_MS - 2 * _PAD


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of speech, in frames of 32 ms from the start of the block.

    Attributes:
        start: First frame with speech.
        end: One beyond the last frame with speech.
        padded_start: First frame that is decoded; not before the neighbour's padded end.
        padded_end: One beyond the last frame that is decoded.
    """

    start: int
    end: int
    padded_start: int
    padded_end: int


def find_spans(
    voice: NDArray[np.float32], samples: NDArray[np.float32], *, begin: float = BEGIN
) -> list[Span]:
    """Find the stretches of speech in one track of a block.

    Args:
        voice: One probability a frame.
        samples: Mono, 16 kHz.
        begin: Probability at which speech begins.

    Returns:
        Spans in time order; neighbours are at least 128 ms apart, unless the later one was loud before
        it was believed to be speech, or one speech of more than 20 s was cut at its quietest point.
    """
    cut: list[tuple[int, int]] = []
    loudness = loudness_of(samples, len(voice))
    found = _triggered(voice, begin, min(_END, begin - 0.15))
    for start, end in _reach_back(found, loudness >= floor_of(loudness) + _LOUD_DB, voice >= _HINT):
        cut.extend(_shorten(voice, samples, start, end))
    return _pad(cut, len(voice))


def _triggered(voice: NDArray[np.float32], begin: float, end: float) -> list[tuple[int, int]]:
    """Follow the probabilities with two thresholds, as Silero's authors do."""
    found: list[tuple[int, int]] = []
    start, quiet = -1, -1
    for frame, probability in enumerate(voice.tolist()):
        if probability >= begin:
            start, quiet = (frame if start < 0 else start), -1
        elif start >= 0 and probability < end:
            quiet = frame if quiet < 0 else quiet
            if frame - quiet + 1 >= _MIN_SILENCE:
                found.append((start, quiet))
                start, quiet = -1, -1
    if start >= 0:
        found.append((start, quiet if quiet >= 0 else len(voice)))
    return [(first, last) for first, last in found if last - first >= _MIN_SPEECH]


def _reach_back(
    spans: list[tuple[int, int]], loud: NDArray[np.bool_], hinted: NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """Move starts back to where the sound begins.

    Voice activity is slow to believe a voice on the telephone: it missed up to 0.65 s of eight in 150
    utterances of made hearings. A start moves back to a loud frame, over frames that are loud or hint
    at a voice and over less than 128 ms of others, by 0.8 s at most and never into the one before.
    """
    moved: list[tuple[int, int]] = []
    for start, end in spans:
        limit = max(moved[-1][1] if moved else 0, start - _REACH)
        earliest, quiet = start, 0
        for frame in range(start - 1, limit - 1, -1):
            quiet = 0 if loud[frame] or hinted[frame] else quiet + 1
            if quiet >= _MIN_SILENCE:
                break
            earliest = frame if loud[frame] else earliest
        moved.append((earliest, end))
    return moved


def _shorten(
    voice: NDArray[np.float32], samples: NDArray[np.float32], start: int, end: int
) -> list[tuple[int, int]]:
    """Cut speech of more than 20 s without a pause at its quietest points."""
    parts: list[tuple[int, int]] = []
    while end - start > _MAX:
        at = quietest_frame(voice, samples, start + _MAX // 2, start + _MAX)
        parts.append((start, at))
        start = at
    return [*parts, (start, end)]


def _pad(spans: list[tuple[int, int]], frames: int) -> list[Span]:
    """Give each span up to 192 ms on both sides; neighbours share the silence between them."""
    padded: list[Span] = []
    for index, (start, end) in enumerate(spans):
        before = spans[index - 1][1] if index else 0
        after = spans[index + 1][0] if index + 1 < len(spans) else frames
        room_before = start - before if index == 0 else (start - before) - (start - before) // 2
        room_after = after - end if index + 1 == len(spans) else (after - end) // 2
        padded.append(Span(start, end, start - min(_PAD, room_before), end + min(_PAD, room_after)))
    return padded
