"""What a folder with a CTranslate2 Whisper model must hold, checked before the engine sees it.

The engine's own messages name neither the file nor the remedy, and a missing
``tokenizer.json`` would send it to the network.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from testimony.transcript.errors import ModelDamaged, ModelMissing

__all__ = ["alignment_heads", "check_model_folder", "mel_bins", "short_windows_ms", "weights_sha256"]

_HINT = "Install the model again with `testimony models add`, or see `testimony models list`."
_WINDOW_S = 30
_PREPROCESSOR = "preprocessor_config.json"


def check_model_folder(folder: Path) -> None:
    """Check that every file is there and can be read.

    Args:
        folder: A folder with a converted model.

    Raises:
        ModelMissing: If there is no such folder.
        ModelDamaged: If a file is missing, empty or unreadable; the message names it.
    """
    if not folder.is_dir():
        raise ModelMissing(f"There is no model folder {folder}.", "See `testimony models list`.")
    for name in ("model.bin", "config.json", "tokenizer.json"):
        _need(folder / name)
    vocabularies = [folder / name for name in ("vocabulary.json", "vocabulary.txt")]
    if not any(path.is_file() for path in vocabularies):
        raise ModelDamaged(f"The speech model lacks the file {vocabularies[0]}.", _HINT)
    config = _read_json(folder / "config.json")
    if not isinstance(config, dict) or not isinstance(config.get("suppress_ids", []), list):
        raise ModelDamaged(f"The file {folder / 'config.json'} is not that of a speech model.", _HINT)
    _read_json(folder / "tokenizer.json")
    if vocabularies[0].is_file():
        _read_json(vocabularies[0])


def mel_bins(folder: Path) -> int | None:
    """Read how many mel bands the model hears: 80, or 128 since large-v3; None where no file says it.

    Raises:
        ModelDamaged: If ``preprocessor_config.json`` is there and unreadable.
    """
    path = folder / _PREPROCESSOR
    if not path.is_file():
        return None
    config = _read_json(path)
    size = config.get("feature_size") if isinstance(config, dict) else 0
    if size is None:
        return None
    if not isinstance(size, int) or size <= 0:
        raise ModelDamaged(f"The file {path} gives no usable feature_size.", _HINT)
    return size


def short_windows_ms(folder: Path) -> tuple[int, ...]:
    """Read on which windows of less than 30 s a model was trained as well, in milliseconds.

    Whisper as published was trained on none, and gets worse in them. Who trains a model on others says
    so with ``"short_windows": [4, 6, 12]`` (seconds) in ``preprocessor_config.json``.

    Raises:
        ModelDamaged: If ``preprocessor_config.json`` is there and unreadable, or holds something else.
    """
    path = folder / _PREPROCESSOR
    config = _read_json(path) if path.is_file() else {}
    seconds = config.get("short_windows", []) if isinstance(config, dict) else []
    if not isinstance(seconds, list) or not all(
        isinstance(length, int) and 0 < length < _WINDOW_S for length in seconds
    ):
        raise ModelDamaged(f"The file {path} gives no usable short_windows.", _HINT)
    return tuple(1000 * length for length in sorted(seconds))


def alignment_heads(folder: Path) -> list[tuple[int, int]]:
    """Read which attention heads (decoder layer, head) tell the times of words; empty if it is not said."""
    config = _read_json(folder / "config.json")
    heads = config.get("alignment_heads") or []
    return [(int(layer), int(head)) for layer, head in heads]


def _need(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ModelDamaged(f"The speech model lacks the file {path}.", _HINT) from error
    if size == 0:
        raise ModelDamaged(f"The file {path} of the speech model is empty.", _HINT)


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelDamaged(f"The file {path} of the speech model cannot be read: {error}.", _HINT) from error


def weights_sha256(folder: Path) -> str:
    """The SHA-256 of ``model.bin``: as the model's manifest says, else counted."""
    try:
        listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]["model.bin"]
    except (OSError, ValueError, KeyError, TypeError):
        listed = ""
    if isinstance(listed, str) and listed:
        return listed
    with (folder / "model.bin").open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
