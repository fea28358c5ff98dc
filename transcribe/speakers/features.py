"""The adapter of kaldi-native-fbank: sound → the features that the speaker network was trained on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["BINS", "RATE", "features_of"]

RATE = 16_000
BINS = 80


def features_of(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Compute log mel energies, as 3D-Speaker trains CAM++: 25 ms every 10 ms, no dither, mean taken off.

    Args:
        samples: Mono, 16 kHz, from -1 to 1, at least 400 samples.

    Returns:
        Shape (frames, 80).
    """
    import numpy as np

    bank = _bank()
    bank.accept_waveform(RATE, samples)
    bank.input_finished()
    frames = np.stack([bank.get_frame(index) for index in range(bank.num_frames_ready)])
    return np.asarray(frames - frames.mean(axis=0, keepdims=True), dtype=np.float32)


def _bank() -> Any:
    from kaldi_native_fbank import FbankOptions, OnlineFbank

    options = FbankOptions()
    options.frame_opts.dither = 0.0
    options.mel_opts.num_bins = BINS
    return OnlineFbank(options)
