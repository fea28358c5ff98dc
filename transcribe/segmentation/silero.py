"""The adapter of Silero voice activity detection (version 6, inside faster-whisper).

Silero is a recurrent network: it hears 32 ms at a time, with the 4 ms before them, and
remembers. Its memory is carried from piece to piece here, so that a recording of any
length is heard in constant memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from testimony.runtime.offline import silence_libraries
from testimony.transcript.errors import TranscriptionError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FRAME", "FRAME_MS", "SileroStream", "open_silero"]

FRAME = 512  # samples at 16 kHz, fixed by the network
FRAME_MS = 32
_CONTEXT = 64  # samples before each frame that the network also hears


class SileroStream:
    """Hears one track from its start to its end.

    Args:
        run: The network: ``(frames, h, c) -> (probabilities, h, c)``.
    """

    def __init__(self, run: Callable[..., Any]) -> None:
        import numpy as np

        self._run = run
        self._state = (np.zeros((1, 1, 128), np.float32), np.zeros((1, 1, 128), np.float32))
        self._tail = np.zeros(_CONTEXT, np.float32)

    def hear(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Hear the next whole frames.

        Args:
            samples: Mono, 16 kHz, a multiple of ``FRAME`` long. For the same result, always cut the
                track at the same places: rounding differs in the last bit with the number of frames.

        Returns:
            One probability of speech (0–1) a frame.

        Raises:
            TranscriptionError: If the network fails.
        """
        import numpy as np

        frames = samples.reshape(-1, FRAME)
        context = np.vstack([self._tail, frames[:-1, -_CONTEXT:]])
        try:
            heard, h, c = self._run(np.hstack([context, frames]).astype(np.float32), *self._state)
        except Exception as error:
            raise TranscriptionError(f"Voice activity detection failed: {error}.") from error
        self._state = (h, c)
        self._tail = frames[-1, -_CONTEXT:].astype(np.float32)
        return np.asarray(heard, dtype=np.float32).reshape(-1)


def _report_nothing() -> None:
    """Windows has no switch in the environment: there the library is told, once it is there."""
    from onnxruntime import disable_telemetry_events

    disable_telemetry_events()


def open_silero() -> SileroStream:
    """Return a stream that has heard nothing yet; the network itself is loaded once.

    Raises:
        TranscriptionError: If faster-whisper was installed without its network.
    """
    silence_libraries()  # before the first import of anything that reports or knows a hub
    try:
        from faster_whisper.vad import get_vad_model

        session = get_vad_model().session
        _report_nothing()
    except Exception as error:
        raise TranscriptionError(
            f"Voice activity detection cannot be loaded: {error}.", "Run `testimony doctor`."
        ) from error

    def run(frames: Any, h: Any, c: Any) -> Any:
        return session.run(None, {"input": frames, "h": h, "c": c})

    return SileroStream(run)
