"""Clips → the encodings that Whisper writes from: batches, features, and what was encoded before."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from transcribe.engines.base import Clip
from transcribe.engines.whisper.encoder_cache import EncodingCache
from transcribe.engines.whisper.loading import WINDOW_FRAMES, LoadedModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FRAME_SAMPLES", "alike", "encode", "rows_of", "stored"]

FRAME_SAMPLES = 160  # of 10 ms
# In a batch of two a row costs a third more, in one of eight no less (docs/decisions/0022-decoding.md).
_ENOUGH_ROWS = 4
_Item = TypeVar("_Item")


def _batches(items: Sequence[_Item], size: int) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


def alike(
    clips: Sequence[Clip], model: LoadedModel, windows: Sequence[int], room: int
) -> Iterator[tuple[int, list[int]]]:
    """Yield the frames of a window, and clips that are heard together in windows of that length."""
    lengths = [
        next((frames for frames in windows if frames >= len(clip) // FRAME_SAMPLES + room), WINDOW_FRAMES)
        for clip in clips
    ]
    for frames in sorted(set(lengths)):
        rows = [row for row, length in enumerate(lengths) if length == frames]
        size = min(model.rows, -(-len(rows) // max(1, len(rows) // _ENOUGH_ROWS)))
        yield from ((frames, batch) for batch in _batches(rows, size))


def _features(model: Any, clips: Sequence[Clip], frames: int) -> NDArray[np.float32]:
    """Make the features as faster-whisper does: log-mel, then zeros to the end of the window."""
    import numpy as np
    from faster_whisper.audio import pad_or_trim

    rows = [pad_or_trim(model.feature_extractor(clip)[..., :-1], frames) for clip in clips]
    return np.ascontiguousarray(np.stack(rows), dtype=np.float32)


def encode(
    loaded: LoadedModel, clips: Sequence[Clip], frames: int, *known: EncodingCache
) -> list[NDArray[np.float32]]:
    """Encode clips, but for those that were encoded before; new ones are kept in the last place.

    Returns:
        For each clip, float32 of shape (positions, width), in main memory: rows are picked out of them.
    """
    import numpy as np
    from ctranslate2 import StorageView

    model = loaded.whisper
    rows = [_found(clip, frames, known) for clip in clips]
    missing = [index for index, row in enumerate(rows) if row is None]
    for part in _batches(missing, loaded.rows_encoded):
        features = StorageView.from_array(_features(model, [clips[index] for index in part], frames))
        encoded = np.array(model.model.encode(features, to_cpu=True), dtype=np.float32)
        for index, row in zip(part, encoded, strict=True):
            rows[index] = row
            known[-1].put(clips[index], frames, row)
    return [row for row in rows if row is not None]


def _found(clip: Clip, frames: int, known: Sequence[EncodingCache]) -> NDArray[np.float32] | None:
    found = (cache.get(clip, frames) for cache in known)
    return next((row for row in found if row is not None), None)


def stored(rows: Sequence[NDArray[np.float32]]) -> Any:
    """Lay rows together for the engine: a CTranslate2 storage of shape (rows, positions, width)."""
    import numpy as np
    from ctranslate2 import StorageView

    return StorageView.from_array(np.stack(rows))


def rows_of(encoded: Any, rows: Sequence[int], of: int) -> Any:
    """Pick rows out of an encoding of so many."""
    import numpy as np
    from ctranslate2 import StorageView

    if len(rows) == of:
        return encoded
    return StorageView.from_array(np.ascontiguousarray(np.array(encoded)[list(rows)]))
