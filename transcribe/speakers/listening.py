"""A recording's sound and its rows → a voiceprint for each row, in one pass and little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transcribe.segmentation.sound import SAMPLES_PER_MS
from transcribe.speakers.edges import EDGE_REACH_MS, speech_edges
from transcribe.speakers.pieces import Piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from transcribe.speakers.voiceprint import Voiceprint

__all__ = ["EDGE_MS", "Stretch", "hear_pieces", "hear_rows", "sounds_of"]

EDGE_MS = 64  # an utterance is given this much sound before and after its speech


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where somebody speaks.

    Attributes:
        channel: Counted from 0; 0 where the channels are mixed.
        language: BCP-47 tag, or ``und``.
    """

    start_ms: int
    end_ms: int
    channel: int = 0
    language: str = "und"


def hear_pieces(
    tracks: Iterable[NDArray[np.float32]],
    stretches: Sequence[Stretch],
    embed: Callable[[NDArray[np.float32]], Voiceprint | None],
) -> Iterator[Piece]:
    """Make the voiceprint of each stretch.

    Args:
        tracks: The sound, contiguous from its start, shape (tracks, n) (``in_tracks``).
        stretches: In order of their starts.
        embed: Makes a voiceprint (``VoiceEncoder.embed``).

    Yields:
        One piece a stretch, in order; without a voice where the sound ends before the stretch does.
    """
    for stretch, sound in sounds_of(tracks, stretches):
        voice = embed(sound)
        yield Piece(stretch.start_ms, stretch.end_ms, voice, stretch.channel, stretch.language)


def hear_rows(
    tracks: Iterable[NDArray[np.float32]],
    stretches: Sequence[Stretch],
    embed: Callable[[NDArray[np.float32]], Voiceprint | None],
) -> Iterator[tuple[Piece, tuple[int, int]]]:
    """Make the voiceprint of each utterance, and find where exactly its speech begins and ends.

    Args:
        tracks: As for ``hear_pieces``.
        stretches: Utterances with ``EDGE_MS`` of sound at either end, in order of their starts.
        embed: Makes a voiceprint (``VoiceEncoder.embed``).

    Yields:
        For each stretch its piece, as ``hear_pieces`` gives it, and the beginning and end of its speech in
        ms of the recording.
    """
    wide = [
        replace(one, start_ms=max(0, one.start_ms - EDGE_REACH_MS), end_ms=one.end_ms + EDGE_REACH_MS)
        for one in stretches
    ]
    for stretch, (around, sound) in zip(stretches, sounds_of(tracks, wide), strict=True):
        begin, end = stretch.start_ms - around.start_ms, stretch.end_ms - around.start_ms
        voice = embed(sound[begin * SAMPLES_PER_MS : end * SAMPLES_PER_MS])
        first, last = speech_edges(sound, begin + EDGE_MS, end - EDGE_MS)
        piece = Piece(stretch.start_ms, stretch.end_ms, voice, stretch.channel, stretch.language)
        yield piece, (around.start_ms + first, around.start_ms + last)


def sounds_of(
    tracks: Iterable[NDArray[np.float32]], stretches: Sequence[Stretch]
) -> Iterator[tuple[Stretch, NDArray[np.float32]]]:
    """Cut the sound of each stretch out of a recording that is read once.

    Yields:
        Each stretch, in order, with its samples (mono, 16 kHz); fewer where the recording is shorter.
    """
    import numpy as np

    arrays = iter(tracks)
    held, begin, ended = np.zeros((1, 0), np.float32), 0, False
    for stretch in stretches:
        first, last = stretch.start_ms * SAMPLES_PER_MS, stretch.end_ms * SAMPLES_PER_MS
        parts = [held]
        reach = begin + held.shape[1]
        while reach < last and not ended:
            array = next(arrays, None)
            if array is None:
                ended = True
                continue
            parts.append(array)
            reach += array.shape[1]
        if len(parts) > 1:
            held = np.concatenate([part for part in parts if part.shape[1]] or parts[:1], axis=1)
        drop = max(0, min(first - begin, held.shape[1]))
        held, begin = held[:, drop:], begin + drop
        track = min(stretch.channel, held.shape[0] - 1)
        yield stretch, held[track, : max(0, last - begin)]
