"""Abbreviations of a person and of a case: tables of two columns, read when the review opens."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from testimony.text.terminal import one_line
from testimony.transcript.errors import SettingsError

__all__ = ["NAME", "read_abbreviations"]

NAME = "abbreviations.tsv"
_MOST_BYTES = 1_000_000
_CELLS = 2  # of a line


def read_abbreviations(folders: Iterable[Path]) -> dict[str, str]:
    """Read the tables of several folders; a later folder's go before an earlier one's.

    A line holds the abbreviation, a tab, and what it stands for; ``#`` begins a comment.

    Raises:
        SettingsError: A table cannot be read, is longer than a megabyte, or a line is not two cells.
    """
    found: dict[str, str] = {}
    for path in dict.fromkeys(folder / NAME for folder in folders):
        if path.is_file():
            found |= _read(path)
    return found


def _read(path: Path) -> dict[str, str]:
    hint = "write an abbreviation, a tab and its text on each line"
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SettingsError(f"{path} is longer than a megabyte.", hint)
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.", hint) from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [one_line(cell.strip()) for cell in line.split("\t")]
        if len(cells) != _CELLS or not all(cells) or not cells[0].isascii() or not cells[0].isalnum():
            raise SettingsError(
                f"{path}, line {number}: no abbreviation of letters and digits and its text.", hint
            )
        found[cells[0]] = cells[1]
    return found
