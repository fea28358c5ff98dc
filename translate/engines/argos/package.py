"""Read what an installed Argos package says of itself, without loading an engine.

Argos Translate's own ``package`` module creates folders under the user's home
when it is imported; reading ``metadata.json`` here writes nothing anywhere.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from testimony.engines.format import ModelContent
from testimony.engines.reading import (
    is_notice,
    licence_of,
    missing_file,
    need_files,
    read_json,
    top_level,
)
from testimony.transcript.errors import ModelDamaged, ModelUnsupported

__all__ = ["FILES", "PackageInfo", "inspect", "read_package", "recognises", "wanted"]

FILES = frozenset({"metadata.json", "sentencepiece.model", "bpe.model"})

_REQUIRED = ("model/model.bin", "model/config.json")
_HINT = "testimony models verify"
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,8})?")


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


def wanted(name: str) -> bool:
    """True for a path that is part of a package, or says whose it is."""
    return name in FILES or name.startswith("model/") or is_notice(name)


def recognises(folder: Path) -> bool:
    """True for a folder with the description of an Argos package, or with its weights where they belong."""
    return (folder / "metadata.json").is_file() or (folder / "model" / "model.bin").is_file()


def inspect(folder: Path) -> ModelContent:
    """Read and check the folder before it is installed (see ``ModelFormat``)."""
    metadata = read_json(folder / "metadata.json", dict)
    source, target = metadata.get("from_code"), metadata.get("to_code")
    if metadata.get("type", "translate") != "translate":
        raise ModelUnsupported(
            f"{folder} is an Argos package of the type {metadata['type']!r}, not a translation.",
            "testimony models add DIR_OR_ARCHIVE",
        )
    if not (_is_code(source) and _is_code(target)):
        raise ModelDamaged(
            f"{folder / 'metadata.json'} does not say which languages it translates.",
            "Get the package again, then: testimony models add FILE.argosmodel",
        )
    need_files(folder, "model/model.bin")
    if not any((folder / name).is_file() for name in ("sentencepiece.model", "bpe.model")):
        raise missing_file(folder, "sentencepiece.model")
    model = tuple(
        path.relative_to(folder).as_posix()
        for path in sorted((folder / "model").rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    )
    top = tuple(name for name in top_level(folder) if wanted(name))
    return ModelContent(top + model, pair=(str(source), str(target)), licence=licence_of(folder))


def _is_code(code: object) -> bool:
    return isinstance(code, str) and _CODE.fullmatch(code) is not None


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
