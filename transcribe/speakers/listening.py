"""A recording's sound and its rows → a voiceprint for each row, in one pass and little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcribe.segmentation.sound import SAMPLES_PER_MS
from transcribe.speakers.pieces import Piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from transcribe.speakers.voiceprint import Voiceprint

__all__ = ["Stretch", "hear_pieces", "sounds_of"]


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
