"""Read what an installed Argos package says of itself, without loading an engine.

Argos Translate's own ``package`` module creates folders under the user's home
when it is imported; reading ``metadata.json`` here writes nothing anywhere.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from testimony.transcript.errors import ModelDamaged

__all__ = ["PackageInfo", "read_package"]

_REQUIRED = ("model/model.bin", "model/config.json")
_HINT = "testimony models verify"


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """One installed package.

    Attributes:
        path: Its folder, with ``metadata.json``, ``model/`` and a tokenizer.
        source_code: Argos code of the language it reads (``zh``, ``zt``, ``en``).
        target_code: Argos code of the language it writes.
        target_prefix: Token the model wants before every target; mostly empty.
        tokenizer: ``sentencepiece.model`` or ``bpe.model``.
    """

    path: Path
    source_code: str
    target_code: str
    target_prefix: str
    tokenizer: Path

    @property
    def name(self) -> str:
        """The folder's name, which is the model's name in a library."""
        return self.path.name


def read_package(path: Path) -> PackageInfo:
    """Read and check the folder of an installed package.

    Raises:
        ModelDamaged: a file is missing or unreadable; the message names it.
    """
    metadata = _metadata(path / "metadata.json")
    codes = [metadata.get("from_code"), metadata.get("to_code")]
    if metadata.get("type", "translate") != "translate" or not all(isinstance(code, str) for code in codes):
        raise ModelDamaged(f"{path / 'metadata.json'} does not describe a translation package.", _HINT)
    for name in _REQUIRED:
        if not (path / name).is_file():
            raise ModelDamaged(f"{path / name} is missing from the translation package.", _HINT)
    return PackageInfo(
        path=path,
        source_code=str(codes[0]),
        target_code=str(codes[1]),
        target_prefix=str(metadata.get("target_prefix") or ""),
        tokenizer=_tokenizer(path),
    )


def _metadata(path: Path) -> dict[str, object]:
    try:
        metadata = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelDamaged(f"{path} is missing from the translation package.", _HINT) from None
    except (OSError, ValueError) as error:
        raise ModelDamaged(f"{path} cannot be read: {error}.", _HINT) from error
    if not isinstance(metadata, dict):
        raise ModelDamaged(f"{path} does not describe a translation package.", _HINT)
    return metadata


def _tokenizer(path: Path) -> Path:
    for name in ("sentencepiece.model", "bpe.model"):
        if (path / name).is_file():
            return path / name
    raise ModelDamaged(f"{path / 'sentencepiece.model'} is missing from the translation package.", _HINT)
