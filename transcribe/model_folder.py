"""What a folder with a CTranslate2 Whisper model must hold, checked before the engine sees it.

The engine's own messages name neither the file nor the remedy, and a missing
``tokenizer.json`` would send it to the network.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from testimony.transcript.errors import ModelDamaged, ModelMissing

__all__ = ["check_model_folder", "mel_bins"]

_HINT = "Install the model again with `testimony models add`, or see `testimony models list`."
_DEFAULT_MELS = 80


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


def mel_bins(folder: Path) -> int:
    """Read how many mel bands the model hears: 80, or 128 since large-v3.

    Raises:
        ModelDamaged: If ``preprocessor_config.json`` is there and unreadable.
    """
    path = folder / "preprocessor_config.json"
    if not path.is_file():
        return _DEFAULT_MELS
    config = _read_json(path)
    size = config.get("feature_size", _DEFAULT_MELS) if isinstance(config, dict) else None
    if not isinstance(size, int) or size <= 0:
        raise ModelDamaged(f"The file {path} gives no usable feature_size.", _HINT)
    return size


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
