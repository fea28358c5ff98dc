"""SHA-256 of a whole file."""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["sha256_of"]


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, as lowercase hex, in constant memory.

    Raises:
        OSError: It cannot be read to its end.
    """
    with path.open("rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
