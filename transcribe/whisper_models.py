"""Loading a converted Whisper model from a folder, and from nowhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from testimony.transcript.errors import ModelDamaged
from transcribe.model_folder import check_model_folder, mel_bins, short_windows_ms

__all__ = ["WINDOW_FRAMES", "LoadedModel", "load_model"]

WINDOW_FRAMES = 3_000  # of 10 ms: the window of 30 s
_FRAME_MS = 10
_MAX_DEFAULT_THREADS = 4  # a single sequence gains little beyond


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A loaded model.

    Attributes:
        whisper: A ``faster_whisper.WhisperModel``.
        windows: Frames of the windows it was trained on, ascending; the last is 3,000.
    """

    whisper: Any
    windows: tuple[int, ...] = (WINDOW_FRAMES,)


def load_model(folder: Path, threads: int) -> LoadedModel:
    """Load a model after its files were checked.

    Raises:
        ModelMissing: If the folder does not exist.
        ModelDamaged: If a file of it is missing or cannot be loaded; the message names it.
    """
    check_model_folder(folder)
    mels = mel_bins(folder)
    windows = (*(length // _FRAME_MS for length in short_windows_ms(folder)), WINDOW_FRAMES)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # before the first import of anything that knows the hub
    try:
        import ctranslate2
        from faster_whisper import WhisperModel

        cuda = ctranslate2.get_cuda_device_count() > 0
        model = WhisperModel(
            str(folder),
            device="cuda" if cuda else "cpu",
            compute_type="float16" if cuda else "int8",
            cpu_threads=threads or _default_threads(),
            local_files_only=True,
        )
    except Exception as error:  # foreign exceptions stop at the adapter
        raise ModelDamaged(
            f"The speech model {folder / 'model.bin'} cannot be loaded: {error}.",
            "Install it again with `testimony models add`, or run `testimony models verify`.",
        ) from error
    if model.model.n_mels != mels:
        raise ModelDamaged(
            f"{folder / 'preprocessor_config.json'} speaks of {mels} mel bands, but model.bin needs "
            f"{model.model.n_mels}.",
            "Copy preprocessor_config.json from the model that was converted.",
        )
    # A window of twice as many frames as there are mel bands is taken for features by CTranslate2.
    return LoadedModel(model, tuple(frames for frames in windows if frames != 2 * mels))


def _default_threads() -> int:
    cores = os.cpu_count() or 1
    return max(1, min(_MAX_DEFAULT_THREADS, cores if cores <= 2 else cores // 2))  # noqa: PLR2004 - two threads a core
