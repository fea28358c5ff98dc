"""Recognise a model folder, check that it is whole, and read what it says about itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from testimony.models.types import ModelKind
from testimony.transcript.errors import ModelDamaged, ModelError, ModelUnsupported

__all__ = ["ENGINE_FILES", "FolderContent", "belongs", "inspect_folder"]

_WHISPER_FILES = (
    "model.bin",
    "config.json",
    "tokenizer.json",
    "vocabulary.json",
    "vocabulary.txt",
    "preprocessor_config.json",
    "generation_config.json",
)
_ARGOS_FILES = ("metadata.json", "sentencepiece.model", "bpe.model")
ENGINE_FILES = frozenset(_WHISPER_FILES + _ARGOS_FILES)
"""Names that an engine opens if they are there, so a manifest must list them."""

_NOTICES = re.compile(r"(readme|licen[sc]e|notice|copying)(\.(md|txt))?", re.IGNORECASE)
_LANGUAGE_TOKEN = re.compile(r"<\|([a-z]{2,3})\|>")
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,8})?")
_JSON_MAX = 64 << 20


@dataclass(frozen=True, slots=True)
class FolderContent:
    """What a folder holds.

    Attributes:
        files: What belongs to the model, as paths inside the folder with ``/``; the rest is left behind
            (weights in other formats, the sentence splitters of Argos packages, which nothing here calls).
    """

    kind: ModelKind
    files: tuple[str, ...]
    languages: tuple[str, ...]
    pair: tuple[str, str] | None
    licence: str


def belongs(name: str) -> bool:
    """True for a file name that is part of a Whisper model, or says whose it is."""
    return name in _WHISPER_FILES or _NOTICES.fullmatch(name) is not None


def inspect_folder(folder: Path) -> FolderContent:
    """Say what model a folder holds.

    Raises:
        ModelDamaged: It is a model, but a file of it is missing or unreadable; the message names it.
        ModelUnsupported: It is something else; the hint says what to do with it, where that is known.
    """
    if (folder / "metadata.json").is_file():
        return _inspect_argos(folder)
    if (folder / "model.bin").is_file() or (folder / "tokenizer.json").is_file():
        _refuse_other_formats(folder)
        return _inspect_whisper(folder)
    _refuse_other_formats(folder)
    raise ModelUnsupported(
        f"{folder} holds no model: neither a CTranslate2 Whisper folder (model.bin, config.json, "
        "tokenizer.json, vocabulary.json) nor an Argos package (metadata.json).",
        "testimony models add DIR_OR_ARCHIVE",
    )


def _inspect_whisper(folder: Path) -> FolderContent:
    _need(folder, "model.bin", "config.json", "tokenizer.json")
    config = _json(folder / "config.json", dict)
    _json(folder / "tokenizer.json", dict)
    if (folder / "preprocessor_config.json").exists():
        _json(folder / "preprocessor_config.json", dict)
    vocabulary = _vocabulary(folder)
    if "<|startoftranscript|>" not in vocabulary:
        raise ModelUnsupported(
            f"{folder} is a CTranslate2 model, but not a Whisper model.",
            "testimony models add DIR_OR_ARCHIVE",
        )
    if "suppress_ids" not in config and "lang_ids" not in config:
        raise ModelDamaged(
            f"{folder / 'config.json'} is not the one of a Whisper model.", f"testimony models add {folder}"
        )
    return FolderContent(
        kind=ModelKind.WHISPER,
        files=tuple(name for name in _top_level(folder) if belongs(name)),
        languages=_languages(vocabulary),
        pair=None,
        licence=_licence(folder),
    )


def _inspect_argos(folder: Path) -> FolderContent:
    metadata = _json(folder / "metadata.json", dict)
    codes = metadata.get("from_code"), metadata.get("to_code")
    if metadata.get("type", "translate") != "translate":
        raise ModelUnsupported(
            f"{folder} is an Argos package of the type {metadata['type']!r}, not a translation.",
            "testimony models add DIR_OR_ARCHIVE",
        )
    if not all(isinstance(code, str) and _CODE.fullmatch(code) for code in codes):
        raise ModelDamaged(
            f"{folder / 'metadata.json'} does not say which languages it translates.",
            "Get the package again, then: testimony models add FILE.argosmodel",
        )
    _need(folder, "model/model.bin")
    if not any((folder / name).is_file() for name in ("sentencepiece.model", "bpe.model")):
        raise _missing(folder, "sentencepiece.model")
    model = tuple(
        path.relative_to(folder).as_posix()
        for path in sorted((folder / "model").rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    )
    top = tuple(name for name in _top_level(folder) if name in _ARGOS_FILES or _NOTICES.fullmatch(name))
    return FolderContent(
        kind=ModelKind.TRANSLATE,
        files=top + model,
        languages=(),
        pair=(str(codes[0]), str(codes[1])),
        licence=_licence(folder),
    )


def _refuse_other_formats(folder: Path) -> None:
    if (folder / "model.bin").is_file():
        return
    names = set(_top_level(folder))
    if names & {"model.safetensors", "pytorch_model.bin"}:
        raise ModelUnsupported(
            f"{folder} holds a Transformers model, which has to be converted for CTranslate2 first.",
            f"ct2-transformers-converter --model {folder} --output_dir OUT --quantization int8 "
            "--copy_files tokenizer.json preprocessor_config.json",
        )
    if any(name.startswith("ggml-") or name.endswith((".gguf", ".pt")) for name in names):
        raise ModelUnsupported(
            f"{folder} holds a model in a format (ggml or PyTorch) that cannot be used here.",
            "Get the same model as a CTranslate2 folder, then: testimony models add DIR",
        )


def _vocabulary(folder: Path) -> list[str]:
    if (folder / "vocabulary.json").is_file():
        content = _json(folder / "vocabulary.json", list)
        return [str(token) for token in content]
    if (folder / "vocabulary.txt").is_file():
        try:
            return (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
        except (OSError, ValueError):
            raise _damaged(folder / "vocabulary.txt") from None
    raise _missing(folder, "vocabulary.json")


def _languages(vocabulary: list[str]) -> tuple[str, ...]:
    """Languages of a Whisper vocabulary.

    English-only models carry the language tokens too, but not the empty token, which is also how CTranslate2
    tells them apart (``is_multilingual``).
    """
    if "" not in vocabulary:
        return ("en",)
    found = (_LANGUAGE_TOKEN.fullmatch(token) for token in vocabulary)
    return tuple(match[1] for match in found if match)


def _licence(folder: Path) -> str:
    """The ``license:`` line at the head of a model card, else ``unknown``."""
    try:
        with (folder / "README.md").open(encoding="utf-8", errors="replace") as card:
            if card.readline(100).strip() != "---":
                return "unknown"
            for line in card:
                key, _, value = line[:200].partition(":")
                if key.strip() == "license" and value.strip():
                    return value.strip().strip("'\"")
                if line.strip() == "---":
                    break
    except OSError:
        pass
    return "unknown"


def _top_level(folder: Path) -> Iterator[str]:
    return (path.name for path in sorted(folder.iterdir()) if path.is_file())


def _json(path: Path, kind: type) -> Any:
    try:
        if path.stat().st_size > _JSON_MAX:
            raise _damaged(path)
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise _damaged(path) from None
    if not isinstance(content, kind):
        raise _damaged(path)
    return content


def _need(folder: Path, *names: str) -> None:
    for name in names:
        if not (folder / name).is_file():
            raise _missing(folder, name)
        if (folder / name).stat().st_size == 0:
            raise _damaged(folder / name)


def _missing(folder: Path, name: str) -> ModelError:
    return ModelDamaged(
        f"The model in {folder} lacks its file {name}.",
        "Get the whole model again, then: testimony models add DIR_OR_ARCHIVE",
    )


def _damaged(path: Path) -> ModelError:
    return ModelDamaged(
        f"{path} is damaged: it cannot be read as what its name says.",
        "Get the whole model again, then: testimony models add DIR_OR_ARCHIVE",
    )
