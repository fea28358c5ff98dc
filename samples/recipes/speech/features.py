"""Log-mel features exactly as faster-whisper makes them, with augmentation in the spectrum.

Colouring a recording (a telephone's band, a codec's low-pass, a microphone) is a multiplication of
its power spectrum, and another vocal tract is a warping of the mel filters; both cost next to
nothing here, and need no second synthesis.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

RATE = 16000
FFT = 400
HOP = 160
BINS = FFT // 2 + 1
MELS = 80
WARPS = (0.86, 0.90, 0.94, 0.97, 1.0, 1.03, 1.06, 1.11, 1.16)
NEUTRAL_WARP = WARPS.index(1.0)


def mel_filters(warp: float = 1.0) -> np.ndarray:
    """Whisper's Slaney mel filters, shape (80, 201), with frequencies divided by ``warp``."""
    linear = np.linspace(0.0, 45.245640471924965, MELS + 2)
    corners = 200.0 / 3 * linear
    log_part = linear >= 15.0
    corners[log_part] = 1000.0 * np.exp(np.log(6.4) / 27.0 * (linear[log_part] - 15.0))
    frequencies = np.fft.rfftfreq(FFT, 1.0 / RATE) / warp
    ramps = corners[:, None] - frequencies[None, :]
    widths = np.diff(corners)[:, None]
    weights = np.maximum(0, np.minimum(-ramps[:-2] / widths[:-1], ramps[2:] / widths[1:]))
    return (weights * (2.0 / (corners[2:] - corners[:-2]))[:, None]).astype(np.float32)


class LogMel:
    """Waveforms to features, a batch at a time."""

    def __init__(self) -> None:
        self.filters = torch.tensor(np.stack([mel_filters(warp) for warp in WARPS]))
        self.window = torch.hann_window(FFT)

    def __call__(self, audio: Tensor, ends: list[int], gains: Tensor, warps: Tensor) -> Tensor:
        """Return features (batch, 80, frames), zero from each row's end on.

        Args:
            audio: float32 samples, shape (batch, samples).
            ends: samples of audio in each row; later ones are padding.
            gains: power gain of each frequency bin, shape (batch, 201).
            warps: index into :data:`WARPS` for each row.
        """
        spectrum = torch.stft(audio, FFT, HOP, window=self.window, return_complex=True)[..., :-1]
        power = spectrum.real.square() + spectrum.imag.square()
        mel = torch.bmm(self.filters[warps] * gains[:, None, :], power)
        frames = torch.tensor([-(-end // HOP) for end in ends])
        beyond = torch.arange(mel.shape[2])[None, None, :] >= frames[:, None, None]
        mel = mel.masked_fill_(beyond, 0.0).clamp_(min=1e-10).log10_()
        mel = torch.maximum(mel, mel.amax(dim=(1, 2), keepdim=True) - 8.0)
        return ((mel + 4.0) / 4.0).masked_fill_(beyond, 0.0)
