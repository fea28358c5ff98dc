"""Small JSON files that save time and prove nothing: one that is missing, broken or lost costs time only."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path

from testimony.runtime.settings import make_private
from testimony.text.json_values import JsonObject, JsonValue, parse_json

__all__ = ["read_remembered", "write_remembered"]


def read_remembered(path: Path) -> dict[str, JsonValue]:
    """The object in the file; an empty one where there is none that can be read."""
    try:
        content = parse_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_remembered(path: Path, content: JsonObject) -> None:
    """Replace the file; where its folder cannot be written, nothing happens."""
    with contextlib.suppress(OSError):
        make_private(path.parent)
        handle, name = tempfile.mkstemp(prefix=f".{path.stem.lstrip('.')}-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(content, out)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
