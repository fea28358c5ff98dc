"""Encodings of sound that was heard already, so that no window is encoded twice.

The encoder is most of the cost of Whisper. An utterance whose language was detected by the
model that also writes it is not encoded again; what no longer fits is forgotten, oldest first. The budget
holds the short windows of two blocks, so that an hour of sound needs no more memory than ten minutes.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from transcribe.engines.base import Clip

__all__ = ["BUDGET_BYTES", "EncodingCache", "PreparedEncodings"]

BUDGET_BYTES = 16 * 1024 * 1024
PREPARED_BYTES = 128 * 1024 * 1024  # sixteen full windows of the largest model: two blocks


class EncodingCache:
    """The newest encodings, by the sound they were made of; workers may share it.

    Args:
        budget: Bytes that it may hold.
    """

    def __init__(self, budget: int = BUDGET_BYTES) -> None:
        self._budget = budget
        self._held: OrderedDict[bytes, NDArray[Any]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, clip: Clip, frames: int) -> NDArray[np.float32] | None:
        """Return the encoding of this very sound in a window of so many frames, if it is still there."""
        return self._held.get(_key(clip, frames))

    def put(self, clip: Clip, frames: int, encoding: NDArray[np.float32]) -> None:
        """Keep the encoding of a clip of so many frames, and forget the oldest ones beyond the budget."""
        key = _key(clip, frames)
        with self._lock:
            if key in self._held:
                return
            self._held[key] = encoding
            self._bytes += encoding.nbytes
            while self._bytes > self._budget and self._held:
                self._bytes -= self._held.popitem(last=False)[1].nbytes


class PreparedEncodings(EncodingCache):
    """What will be decoded next, given out once.

    What a run that broke off never asked for is forgotten when newer encodings need the room.
    """

    def __init__(self, budget: int = PREPARED_BYTES) -> None:
        super().__init__(budget)

    def get(self, clip: Clip, frames: int) -> NDArray[np.float32] | None:
        """Give out the encoding of this very sound in a window of so many frames."""
        with self._lock:
            found = self._held.pop(_key(clip, frames), None)
            self._bytes -= found.nbytes if found is not None else 0
            return found


def _key(clip: Clip, frames: int) -> bytes:
    # By content: the address of a block that is gone may hold another sound by now.
    return hashlib.blake2b(clip.tobytes(), digest_size=16, salt=frames.to_bytes(4, "big")).digest()
