"""What voice activity rejected, heard again at a lower threshold.

Voice activity drops quiet speech, telephone speech, and Chinese more than English. What it
passed over and what a lower threshold and the loudness both take for speech becomes a row
without text, so that a person listens to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from transcribe.segmentation.loudness import floor_of, loudness_of
from transcribe.segmentation.voice_activity import Span, find_spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["rejected_speech"]

_LOWER = 0.25
_MIN_FRAMES = 10  # 320 ms: shorter sounds are breaths and clicks
_ABOVE_FLOOR_DB = 10.0


def rejected_speech(
    voice: NDArray[np.float32], samples: NDArray[np.float32], taken: Sequence[Span]
) -> list[Span]:
    """Find faint speech that was not transcribed.

    Args:
        voice: One probability a frame.
        samples: The track.
        taken: The utterances that were.

    Returns:
        Spans of at least 320 ms that touch no utterance, reach a probability of 0.25, and are 10 dB
        louder than the quietest tenth of the block.
    """
    loudness = loudness_of(samples, len(voice))
    floor = floor_of(loudness)
    return [
        span
        for span in find_spans(voice, samples, begin=_LOWER)
        if span.end - span.start >= _MIN_FRAMES
        and not any(span.start < other.padded_end and other.padded_start < span.end for other in taken)
        and float(loudness[span.start : span.end].mean()) > floor + _ABOVE_FLOOR_DB
    ]
