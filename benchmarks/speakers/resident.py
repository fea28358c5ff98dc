"""Resident memory of ten hours of voices: ``python -m benchmarks.speakers.resident``."""

from __future__ import annotations

import json
import resource
import sys

import numpy as np

from transcribe.speakers.assigning import assign_speakers
from transcribe.speakers.encoder import open_voice_encoder
from transcribe.speakers.overlap import OverlapFinder
from transcribe.speakers.pieces import Piece
from transcribe.speakers.voiceprint import Voiceprint

__all__ = ["made_up_pieces"]

_ROWS = 20_000
_WARM = 300
_LANGUAGES = ("zh", "en")


def made_up_pieces(seed: int, count: int = _ROWS) -> list[Piece]:
    """Pieces of six made-up voices, 1.5 s each."""
    rng = np.random.default_rng(seed)
    common = rng.standard_normal((7, 192))
    pieces = []
    for number in range(count):
        vector = 0.6 * common[0] + 0.62 * common[1 + number % 6] + 0.52 * rng.standard_normal(192)
        voice = Voiceprint((vector / np.linalg.norm(vector)).astype(np.float32), 2.0)
        pieces.append(Piece(number * 1_800, number * 1_800 + 1_500, voice, 0, _LANGUAGES[number % 2]))
    return pieces


def main() -> int:
    """Print the peak in MB: with numpy and onnxruntime loaded, with the networks at work, after ten hours."""
    import onnxruntime  # noqa: F401  its own memory is there without speakers too

    assign_speakers(made_up_pieces(1, _WARM))
    peaks = {"loaded": _peak_mb()}
    encoder = open_voice_encoder()
    finder = OverlapFinder(encoder.model, [(0, 60_000)])
    sound = (np.random.default_rng(1).standard_normal((1, 960_000)) * 0.05).astype(np.float32)
    for chunk in finder.watch(sound[:, at : at + 16_000] for at in range(0, sound.shape[1], 16_000)):
        encoder.embed(chunk[0])
    encoder.embed(sound[0, :96_000])
    peaks["networks"] = _peak_mb()
    assign_speakers(made_up_pieces(1))
    peaks["ten hours"] = _peak_mb()
    print(json.dumps(peaks))
    return 0


def _peak_mb() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    sys.exit(main())
