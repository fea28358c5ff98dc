"""Names of files that are made from other names, so that every system can hold them."""

from __future__ import annotations

import hashlib
import os

__all__ = ["LONGEST_NAME", "fitting_name", "has_room", "split_ending", "stays_inside"]

LONGEST_NAME = 200
"""Bytes of UTF-8. Most file systems hold 255; a journal or a temporary file beside it adds up to 40."""

_MARK = 8  # hex digits that keep two shortened names apart


def fitting_name(stem: str, suffix: str) -> str:
    """A file name from a stem and a suffix; a stem that is too long is cut and marked with its hash.

    Args:
        stem: The name without its ending, any length.
        suffix: The ending, with its dot.

    Returns:
        The same name for the same stem, at most ``LONGEST_NAME`` bytes.
    """
    whole = stem + suffix
    if has_room(whole):
        return whole
    mark = hashlib.sha256(stem.encode(errors="surrogateescape")).hexdigest()[:_MARK]
    room = LONGEST_NAME - len(suffix.encode()) - _MARK - 1
    kept = stem.encode(errors="surrogateescape")[:room].decode(errors="ignore").rstrip()
    return f"{kept}-{mark}{suffix}"


def split_ending(path: str) -> tuple[str, str]:
    """A path without its ending, and the ending with its dot; a tenth of what ``Path`` takes for it."""
    stem, ending = os.path.splitext(path)  # noqa: PTH122  a hundred thousand of them
    return stem, ending


def has_room(name: str) -> bool:
    """Tell whether a name leaves room for the files that are written beside it."""
    return len(name.encode(errors="surrogateescape")) <= LONGEST_NAME


def stays_inside(name: str) -> bool:
    """Tell whether a relative path, with ``/``, stays inside its folder on every system."""
    if not name or "\\" in name or "\0" in name or ":" in name or name.startswith("/"):
        return False
    return all(part not in ("", ".", "..") for part in name.rstrip("/").split("/"))
