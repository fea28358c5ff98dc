"""Samples to an Opus file whose bytes depend on nothing but the samples and the library versions."""

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

_RATE = 16_000
_FRAME = 320


def write(path: Path, samples: NDArray[np.float32], bit_rate: int = 28_000) -> None:
    """Write mono float samples at 16 kHz as Ogg Opus."""
    with av.open(str(path), "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libopus", rate=_RATE, layout="mono")
        stream.bit_rate = bit_rate
        stream.options = {"application": "voip", "flags": "+bitexact"}
        data = np.clip(samples * 32767, -32768, 32767).astype(np.int16)
        for start in range(0, data.size, _FRAME):
            part = np.zeros(_FRAME, dtype=np.int16)
            piece = data[start : start + _FRAME]
            part[: piece.size] = piece
            frame = av.AudioFrame.from_ndarray(part[None, :], format="s16", layout="mono")
            frame.sample_rate = _RATE
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
