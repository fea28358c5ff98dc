"""Read the files of a model folder; each fault is an error that names the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from testimony.transcript.errors import ModelDamaged

__all__ = ["damaged_file", "is_notice", "licence_of", "missing_file", "need_files", "read_json", "top_level"]

_NOTICES = re.compile(r"(readme|licen[sc]e|notice|copying)(\.(md|txt))?", re.IGNORECASE)
_JSON_MAX = 64 << 20
_Content = TypeVar("_Content", dict[str, object], list[object])
_HINT = "Get the whole model again, then: testimony models add DIR_OR_ARCHIVE"


def is_notice(name: str) -> bool:
    """True for a file that says whose a model is and on which terms: README, LICENSE, NOTICE."""
    return _NOTICES.fullmatch(name) is not None


def top_level(folder: Path) -> Iterator[str]:
    """Names of the files directly in a folder, sorted."""
    return (path.name for path in sorted(folder.iterdir()) if path.is_file())


def read_json(path: Path, kind: type[_Content]) -> _Content:
    """Read a JSON file of at most 64 MB whose content is an object or a list.

    Args:
        path: The file.
        kind: ``dict`` or ``list``.

    Raises:
        ModelDamaged: It cannot be read as that.
    """
    try:
        if path.stat().st_size > _JSON_MAX:
            raise damaged_file(path)
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise damaged_file(path) from None
    if not isinstance(content, kind):
        raise damaged_file(path)
    return content


def need_files(folder: Path, *names: str) -> None:
    """Check that files are there and not empty.

    Raises:
        ModelDamaged: Names the first that is not.
    """
    for name in names:
        if not (folder / name).is_file():
            raise missing_file(folder, name)
        if (folder / name).stat().st_size == 0:
            raise damaged_file(folder / name)


def licence_of(folder: Path) -> str:
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


def missing_file(folder: Path, name: str) -> ModelDamaged:
    """The error for a file that a model lacks."""
    return ModelDamaged(f"The model in {folder} lacks its file {name}.", _HINT)


def damaged_file(path: Path) -> ModelDamaged:
    """The error for a file that is not what its name says."""
    return ModelDamaged(f"{path} is damaged: it cannot be read as what its name says.", _HINT)
