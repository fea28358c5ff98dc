"""The adapter of kaldi-native-fbank: sound → the features that the speaker network was trained on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["BINS", "RATE", "features_of", "is_narrow"]

RATE = 16_000
BINS = 80
_UPPER, _MIDDLE = slice(62, 80), slice(26, 56)  # bins above 4.2 kHz, and from 0.8 to 3 kHz
_FOLLOWS = 2.5  # nepers of energy between loud and quiet moments; real voices reach 3.4, telephones 1.7
_BELOW = -2.5


def features_of(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Compute log mel energies, as 3D-Speaker trains CAM++: 25 ms every 10 ms, no dither.

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
    return np.asarray(frames, dtype=np.float32)


def is_narrow(features: NDArray[np.float32]) -> bool:
    """True where nothing above 4 kHz follows the speech, as on a telephone.

    Args:
        features: As ``features_of`` gives them.
    """
    import numpy as np

    upper, middle = features[:, _UPPER].mean(axis=1), features[:, _MIDDLE].mean(axis=1)
    loud, quiet = np.percentile(upper, (95, 10))
    return bool(loud - quiet < _FOLLOWS and loud - np.percentile(middle, 95) < _BELOW)


def _bank() -> Any:
    from kaldi_native_fbank import FbankOptions, OnlineFbank

    options = FbankOptions()
    options.frame_opts.dither = 0.0
    options.mel_opts.num_bins = BINS
    return OnlineFbank(options)
