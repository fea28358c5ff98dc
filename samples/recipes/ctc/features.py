"""Filter-bank features exactly as sherpa-onnx makes them before a Zipformer CTC model."""

from __future__ import annotations

import kaldi_native_fbank as knf
import numpy as np
from numpy.typing import NDArray

RATE = 16_000
BANDS = 80
FRAMES_PER_SECOND = 100


def _options() -> knf.FbankOptions:
    options = knf.FbankOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.dither = 0.0
    options.frame_opts.snip_edges = False
    options.mel_opts.num_bins = BANDS
    options.mel_opts.low_freq = 20.0
    options.mel_opts.high_freq = -400.0
    return options


_OPTIONS = _options()


def filter_bank(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give features of shape (frames, 80), 100 frames a second, of samples at 16 kHz in −1..1."""
    bank = knf.OnlineFbank(_OPTIONS)
    bank.accept_waveform(RATE, samples)
    bank.input_finished()
    return np.stack([bank.get_frame(index) for index in range(bank.num_frames_ready)])
