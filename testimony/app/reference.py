"""What was really said: the rows of a reference, as a tab-separated file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from testimony.transcript.errors import TranscriptFileError

__all__ = ["ReferenceRow", "read_reference"]

_HEADER = ["start_ms", "end_ms", "speaker", "language", "source", "target"]


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """What was really said: a row of the reference TSV."""

    start_ms: int
    end_ms: int
    speaker: str
    language: str
    source: str
    target: str


def read_reference(path: Path) -> tuple[ReferenceRow, ...]:
    """Read a reference TSV (header ``start_ms end_ms speaker language source target``).

    Raises:
        TranscriptFileError: The file is missing or malformed; the message names the line.
    """
    hint = "give a UTF-8, tab-separated file whose header is: " + " ".join(_HEADER)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TranscriptFileError(f"The reference {path} cannot be read.", hint) from error
    if not lines or lines[0].split("\t") != _HEADER:
        raise TranscriptFileError(f"{path}, line 1: the header of a reference is missing.", hint)
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if line.strip():
            rows.append(_row(path, number, line, hint))
    if not rows:
        raise TranscriptFileError(f"The reference {path} has no rows.", hint)
    return tuple(sorted(rows, key=lambda row: row.start_ms))


def _row(path: Path, number: int, line: str, hint: str) -> ReferenceRow:
    cells = line.split("\t")
    try:
        start, end, speaker, language, source, target = cells
        return ReferenceRow(int(start), int(end), speaker, language, source, target)
    except ValueError as error:
        raise TranscriptFileError(f"{path}, line {number}: not a row of a reference.", hint) from error
