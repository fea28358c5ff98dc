"""What flows out of a recording: samples at 16 kHz, and where sound is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from testimony.transcript.types import Recording

__all__ = ["SAMPLE_RATE", "AudioChunk", "DamagedGap", "GapCause", "SoundReader", "mix_down", "samples_to_ms"]

SAMPLE_RATE = 16_000
"""Hz. What Whisper and the voice activity detector were trained on; every room downstream counts on it."""


class GapCause(StrEnum):
    """Why sound is missing."""

    CORRUPT = "corrupt"
    """Packets could not be decoded; silence stands in their place."""
    MISSING = "missing"
    """The container's times jump: sound was never written, or was lost before it reached the file."""
    NOT_A_NUMBER = "not_a_number"
    """Samples were NaN, infinite or absurdly large; silence stands in their place."""
    CUT_OFF = "cut_off"
    """The file ends before the sound that it announces."""


@dataclass(frozen=True, slots=True)
class DamagedGap:
    """A stretch of the recording that could not be heard.

    Attributes:
        start_ms: Where the sound stops being sound.
        end_ms: Where it is sound again, always after ``start_ms``. A ``CUT_OFF`` gap begins in the last half
            second of what could be decoded (a word may be cut there) and lasts as long as the container says
            that the sound does, past the decoded end; where it does not say, to the decoded end.
        cause: Why.
    """

    start_ms: int
    end_ms: int
    cause: GapCause = GapCause.CORRUPT


@dataclass(frozen=True, slots=True)
class AudioChunk:
    """A stretch of decoded sound; each begins where the one before it ended.

    Attributes:
        start_ms: From the first sample of the recording.
        samples: float32 in -1…1, shape (channels, n), ``SAMPLE_RATE``.
    """

    start_ms: int
    samples: NDArray[np.float32]

    @property
    def end_ms(self) -> int:
        """Where the next chunk begins (rounded down for the last one)."""
        return self.start_ms + samples_to_ms(int(self.samples.shape[1]))


def samples_to_ms(samples: int) -> int:
    """Whole milliseconds in a number of samples at ``SAMPLE_RATE``."""
    return samples * 1000 // SAMPLE_RATE


def mix_down(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """One channel out of several.

    The mean of the channels, unless they cancel each other (a microphone wired in reverse makes left the
    negative of right, and the mean silence): then the loudest channel alone. "Cancel" means that the mean
    has less than a hundredth of the power of the loudest channel (-20 dB); a single voice on one of eight
    channels loses 18 dB in the mean and is not mistaken for it.

    Args:
        samples: float32, shape (channels, n).

    Returns:
        float32, shape (n,).
    """
    import numpy as np

    first: NDArray[np.float32] = samples[0]
    if samples.shape[0] == 1 or samples.shape[1] == 0:
        return first
    mean: NDArray[np.float32] = samples.mean(axis=0, dtype=np.float32)
    powers = np.square(samples, dtype=np.float32).mean(axis=1)
    loudest: NDArray[np.float32] = samples[int(powers.argmax())]
    return loudest if float(np.square(mean).mean()) * 100 < float(powers.max()) else mean


class SoundReader(Protocol):
    """A recording being decoded, here or in a confined process; closed by its context manager."""

    path: Path
    channels: int
    sample_rate: int
    duration_ms: int
    started_at: str | None
    track: int
    tracks: int

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    @property
    def damage(self) -> tuple[DamagedGap, ...]:
        """Where sound is missing, as far as it is known."""
        ...

    def chunks(self) -> Iterator[AudioChunk]:
        """The sound, in order and contiguous, in chunks of five seconds; can be read once."""
        ...

    def recording(self) -> Recording:
        """What a transcript keeps about the recording, once all of it was read."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...
