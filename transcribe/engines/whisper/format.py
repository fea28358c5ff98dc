"""What a folder with a CTranslate2 Whisper model looks like, and what it says about itself."""

from __future__ import annotations

import re
from pathlib import Path

from testimony.engines.format import ModelContent
from testimony.engines.reading import (
    damaged_file,
    is_notice,
    licence_of,
    missing_file,
    need_files,
    read_json,
    top_level,
)
from testimony.transcript.errors import ModelDamaged, ModelUnsupported

__all__ = ["FILES", "inspect", "recognises", "wanted"]

FILES = frozenset(
    {
        "model.bin",
        "config.json",
        "tokenizer.json",
        "vocabulary.json",
        "vocabulary.txt",
        "preprocessor_config.json",
        "generation_config.json",
    }
)
_LANGUAGE_TOKEN = re.compile(r"<\|([a-z]{2,3})\|>")
_START = "<|startoftranscript|>"


def wanted(name: str) -> bool:
    """True for a file name that is part of a model, or says whose it is."""
    return name in FILES or is_notice(name)


def recognises(folder: Path) -> bool:
    """True for a folder with weights or a tokenizer at its top, and no sign of a translation model."""
    if (folder / "metadata.json").is_file() or (folder / "model").is_dir():
        return False
    if any(next(folder.glob(pattern), None) for pattern in ("*_vocabulary.*", "*.spm", "s*piece*.model")):
        return False
    return (folder / "model.bin").is_file() or (folder / "tokenizer.json").is_file()


def inspect(folder: Path) -> ModelContent:
    """Read and check the folder (see ``ModelFormat``)."""
    need_files(folder, "model.bin", "config.json", "tokenizer.json")
    config = read_json(folder / "config.json", dict)
    read_json(folder / "tokenizer.json", dict)
    if (folder / "preprocessor_config.json").exists():
        read_json(folder / "preprocessor_config.json", dict)
    vocabulary = _vocabulary(folder)
    if _START not in vocabulary:
        raise ModelUnsupported(
            f"{folder} is a CTranslate2 model, but not a Whisper model.",
            "testimony models add DIR_OR_ARCHIVE",
        )
    if "suppress_ids" not in config and "lang_ids" not in config:
        raise ModelDamaged(
            f"{folder / 'config.json'} is not the one of a Whisper model.", f"testimony models add {folder}"
        )
    files = tuple(name for name in top_level(folder) if wanted(name))
    return ModelContent(files, languages=_languages(vocabulary), licence=licence_of(folder))


def _vocabulary(folder: Path) -> list[str]:
    if (folder / "vocabulary.json").is_file():
        return [str(token) for token in read_json(folder / "vocabulary.json", list)]
    if (folder / "vocabulary.txt").is_file():
        try:
            text = (folder / "vocabulary.txt").read_text(encoding="utf-8")
        except (OSError, ValueError):
            raise damaged_file(folder / "vocabulary.txt") from None
        return text.removesuffix("\n").split("\n")  # the end of the last line is not an empty token
    raise missing_file(folder, "vocabulary.json")


def _languages(vocabulary: list[str]) -> tuple[str, ...]:
    """Languages of a Whisper vocabulary.

    English-only models carry the language tokens too, but not the empty token, which is also how CTranslate2
    tells them apart (``is_multilingual``).
    """
    if "" not in vocabulary:
        return ("en",)
    found = (_LANGUAGE_TOKEN.fullmatch(token) for token in vocabulary)
    return tuple(match[1] for match in found if match)
