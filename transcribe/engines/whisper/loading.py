"""Loading a converted Whisper model from a folder, and from nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from testimony.runtime.offline import silence_libraries
from testimony.transcript.errors import ModelDamaged
from transcribe.confidence import CALIBRATION, UNMEASURED, Confidence, confidence_of
from transcribe.engines.whisper.model_folder import (
    alignment_heads,
    check_model_folder,
    mel_bins,
    short_windows_ms,
    weights_sha256,
)
from transcribe.threads import threads_of

__all__ = ["ROOM_FRAMES", "WINDOW_FRAMES", "LoadedModel", "confidence_in", "languages_of", "load_model"]

WINDOW_FRAMES = 3_000  # of 10 ms: the window of 30 s
ROOM_FRAMES = 10  # so much silence after a clip in a short window that the model was trained on
_GLANCES = (1_000, 1_500)  # … and in which others still tell a language (docs/decisions/0021)
_GLANCE_ROOM = 200
_WRITES = (1_000, 1_500, 2_000, 2_500)  # … and in which they still write (docs/decisions/0201)
_WRITE_ROOM = 100
_FRAME_MS = 10
_WORKERS = 2  # two sequences at once on half the threads each gain more than one on all of them
_MAX_ROWS = 8
_KEYS_BYTES = 80 * 1024 * 1024  # what the decoder may keep of the windows that it reads at once
_POSITIONS = 1_500
_MELS = 80  # what faster-whisper takes for granted
_UNKNOWN_LAYERS = 32


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A loaded model.

    Attributes:
        whisper: A ``faster_whisper.WhisperModel``.
        windows: Frames of the windows it was trained on, ascending; the last is 3,000.
        glances: Frames of the windows that are enough to tell a language by, ascending; likewise.
        room: Frames of silence that a clip keeps behind it in a window that is only glanced at.
        writes: Frames of the windows that are enough to write in, ascending; likewise.
        write_room: Frames of silence that a clip keeps behind it there.
        workers: Batches that it works on at the same time.
        rows: Clips in a batch, at most.
        rows_encoded: Clips that are encoded in one call. On a processor more than one save no time (the
            attention of a row takes 9 MB a head), and alone a clip's encoding depends on nothing else.
        confidence: Below what its words are doubted.
    """

    whisper: Any
    windows: tuple[int, ...] = (WINDOW_FRAMES,)
    glances: tuple[int, ...] = (WINDOW_FRAMES,)
    room: int = ROOM_FRAMES
    writes: tuple[int, ...] = (WINDOW_FRAMES,)
    write_room: int = ROOM_FRAMES
    workers: int = 1
    rows: int = _MAX_ROWS
    rows_encoded: int = 1
    confidence: Confidence = UNMEASURED


def load_model(folder: Path, threads: int) -> LoadedModel:
    """Load a model after its files were checked.

    Raises:
        ModelMissing: If the folder does not exist.
        ModelDamaged: If a file of it is missing or cannot be loaded; the message names it.
    """
    check_model_folder(folder)
    mels = mel_bins(folder)
    threads = threads_of(threads)
    windows = (*(length // _FRAME_MS for length in short_windows_ms(folder)), WINDOW_FRAMES)
    model, workers, on_card = _open(folder, threads)
    mels = _agreed_mels(folder, model, mels)
    # A window of twice as many frames as there are mel bands is taken for features by CTranslate2.
    windows = tuple(frames for frames in windows if frames != 2 * mels)
    trained = len(windows) > 1
    return LoadedModel(
        model,
        windows=windows,
        glances=windows if trained else (*_GLANCES, WINDOW_FRAMES),
        room=ROOM_FRAMES if trained else _GLANCE_ROOM,
        writes=windows if trained else (*_WRITES, WINDOW_FRAMES),
        write_room=ROOM_FRAMES if trained else _WRITE_ROOM,
        workers=workers,
        rows=_rows(folder, model, workers),
        rows_encoded=_MAX_ROWS if on_card else 1,
        confidence=confidence_in(folder),
    )


def _open(folder: Path, threads: int) -> tuple[Any, int, bool]:
    """Load the weights: the model, how many batches it works on at once, whether on a graphics card."""
    silence_libraries()  # before the first import of anything that reports or knows a hub
    try:
        import ctranslate2
        from faster_whisper import WhisperModel

        cuda = ctranslate2.get_cuda_device_count() > 0
        workers = 1 if cuda else min(_WORKERS, threads)
        model = WhisperModel(
            str(folder),
            device="cuda" if cuda else "cpu",
            compute_type="float16" if cuda else "int8",
            cpu_threads=max(1, threads // workers),
            num_workers=workers,
            local_files_only=True,
        )
    except Exception as error:  # foreign exceptions stop at the adapter
        raise ModelDamaged(
            f"The speech model {folder / 'model.bin'} cannot be loaded: {error}.",
            "Install it again with `testimony models add`, or run `testimony models verify`.",
        ) from error
    return model, workers, cuda


def _agreed_mels(folder: Path, model: Any, mels: int | None) -> int:
    """The mel bands that a file of the model and its weights agree on; the weights' where no file says it."""
    if mels is None:
        return _hear_as_trained(model)
    if model.model.n_mels != mels:
        raise ModelDamaged(
            f"{folder / 'preprocessor_config.json'} speaks of {mels} mel bands, but model.bin needs "
            f"{model.model.n_mels}.",
            "Copy preprocessor_config.json from the model that was converted.",
        )
    return mels


def confidence_in(folder: Path) -> Confidence:
    """The limits for the weights in a folder; none were shipped for weights trained on short windows.

    Raises:
        ModelDamaged: The folder's ``calibration.json`` cannot be used.
    """
    if short_windows_ms(folder) and not (folder / CALIBRATION).is_file():
        return UNMEASURED
    return confidence_of(folder, weights_sha256(folder))


def languages_of(model: Any) -> frozenset[str]:
    """The codes of the languages whose tokens a ``faster_whisper.WhisperModel`` has."""
    if not model.model.is_multilingual:
        return frozenset({"en"})
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    return frozenset(
        code for code in _LANGUAGE_CODES if model.hf_tokenizer.token_to_id(f"<|{code}|>") is not None
    )


def _hear_as_trained(model: Any) -> int:
    """Make features of as many mel bands as the weights need, where no file of the model says how many."""
    from faster_whisper.feature_extractor import FeatureExtractor

    mels = int(model.model.n_mels)
    if mels != _MELS:
        model.feature_extractor = FeatureExtractor(feature_size=mels)
    return mels


def _rows(folder: Path, model: Any, workers: int) -> int:
    """So many windows at once that the decoder's keys and values (float32) take 80 MB at most."""
    heads = alignment_heads(folder)
    layers = 1 + max(layer for layer, _ in heads) if heads else _UNKNOWN_LAYERS
    row = 2 * 4 * _POSITIONS * _width(model) * layers
    return max(1, min(_MAX_ROWS, _KEYS_BYTES // row // workers))


def _width(model: Any) -> int:
    """The width of the model, from the shortest encoding that there is."""
    import numpy as np
    from ctranslate2 import StorageView

    silence = np.zeros((1, model.model.n_mels, 8), np.float32)
    return int(np.array(model.model.encode(StorageView.from_array(silence), to_cpu=True)).shape[2])
