"""Pieces of sound → blocks of at most two minutes, cut where nobody speaks.

A block is the unit of work that is decoded and committed whole, so its limits are a
function of the audio alone: a run that was killed cuts the same blocks again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from testimony.transcript.types import Block
from transcribe.segmentation.loudness import loudness_of
from transcribe.segmentation.silero import FRAME, FRAME_MS
from transcribe.segmentation.sound import SAMPLES_PER_MS, Sound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["MAX_FRAMES", "MIN_FRAMES", "BlockSound", "cut_blocks", "quietest_frame", "runs_of"]

MAX_FRAMES = 120_000 // FRAME_MS
MIN_FRAMES = 60_000 // FRAME_MS  # long enough to fill windows, short enough to lose little when killed
_SILENT = 0.35  # Silero's own limit below which speech has ended
_ENOUGH = 1_000 // FRAME_MS  # a longer silence is no better a place to cut
_SMOOTH = 5  # frames (160 ms): one quiet frame inside a consonant is no pause


@dataclass(frozen=True, slots=True)
class BlockSound:
    """A block with its sound.

    Attributes:
        block: Which one it is; its times are whole milliseconds.
        sound: Its samples and voice activity.
        last: True for the last block of the recording.
    """

    block: Block
    sound: Sound
    last: bool = False


def cut_blocks(sounds: Iterable[Sound]) -> Iterator[BlockSound]:
    """Cut the recording into blocks.

    Args:
        sounds: Contiguous from the start of the recording; all but the last hold whole frames.

    Yields:
        Blocks in time order that touch each other; never more than one block and one piece is held.
    """
    held: list[Sound] = []
    index = 0
    for sound in sounds:
        held.append(sound)
        while _frames(held) > MAX_FRAMES:  # so that something always remains, and the last one is known
            whole = _join(held)
            first, rest = _split(whole, _best_cut(whole))
            yield _named(index, first)
            index, held = index + 1, [rest]
    if held and (last := _join(held)).samples.shape[1]:
        yield _named(index, last, last=True)


def quietest_frame(voice: NDArray[np.float32], samples: NDArray[np.float32], first: int, last: int) -> int:
    """Find the frame at which a cut through speech does least harm.

    Args:
        voice: One probability a frame.
        samples: Mono, ``FRAME`` a frame; the last frame may be short.
        first: The first frame that may be chosen.
        last: One beyond the last.

    Returns:
        The frame around which voice activity and loudness, smoothed over 160 ms, are lowest.
    """
    import numpy as np

    low, high = max(0, first - _SMOOTH), min(len(voice), last + _SMOOTH)
    loudness = loudness_of(samples[low * FRAME : high * FRAME], high - low)
    score = np.convolve(loudness / 30 + voice[low:high], np.ones(_SMOOTH) / _SMOOTH, mode="same")
    return first + int(np.argmin(score[first - low : last - low]))


def _frames(sounds: list[Sound]) -> int:
    return sum(sound.voice.shape[1] for sound in sounds)


def _join(sounds: list[Sound]) -> Sound:
    import numpy as np

    if len(sounds) == 1:
        return sounds[0]
    return Sound(
        sounds[0].start,
        np.concatenate([sound.samples for sound in sounds], axis=1),
        np.concatenate([sound.voice for sound in sounds], axis=1),
    )


def _split(sound: Sound, frame: int) -> tuple[Sound, Sound]:
    at = frame * FRAME
    return (
        Sound(sound.start, sound.samples[:, :at], sound.voice[:, :frame]),
        Sound(sound.start + at, sound.samples[:, at:].copy(), sound.voice[:, frame:].copy()),
    )


def _named(index: int, sound: Sound, *, last: bool = False) -> BlockSound:
    end = sound.start + sound.samples.shape[1]
    return BlockSound(Block(index, sound.start // SAMPLES_PER_MS, end // SAMPLES_PER_MS), sound, last)


def _best_cut(sound: Sound) -> int:
    """Cut in the middle of the latest long silence of all tracks, else at the quietest point."""
    import numpy as np

    voice = sound.voice.max(axis=0)[:MAX_FRAMES]
    best, best_length = 0, 0
    for start, end in runs_of(voice < _SILENT):
        length = min(end - max(start, MIN_FRAMES), _ENOUGH)
        if length >= max(best_length, 2):
            best, best_length = end - (length + 1) // 2, length
    if best_length:
        return best
    loudest = sound.samples[np.argmax(np.abs(sound.samples).max(axis=1))]
    return quietest_frame(voice, loudest, MAX_FRAMES - 30_000 // FRAME_MS, MAX_FRAMES)


def runs_of(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return (first, one beyond the last) of each run of True."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
