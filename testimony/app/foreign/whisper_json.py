"""JSON of whisper.cpp, WhisperX, OpenAI Whisper and faster-whisper, and this product's own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from testimony.app.foreign.line import ForeignLine, decoded, refuse

__all__ = ["read"]


def read(data: bytes) -> Iterator[ForeignLine]:
    """Yield each segment.

    Raises:
        TranscriptFileError: It is no JSON, or has no segments with times and text.
    """
    try:
        found = json.loads(decoded(data))
    except ValueError as error:
        raise refuse(f"is no JSON: {error}") from error
    rows = found
    if isinstance(found, dict):
        rows = found.get("segments", found.get("transcription"))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise refuse("has no list of segments")
    names = _names(found) if isinstance(found, dict) else {}
    spoken = str(found.get("language", "")) if isinstance(found, dict) else ""
    for row in rows:
        line = _line(row, names, spoken)
        if line.source:
            yield line


def _names(found: Mapping[str, object]) -> dict[str, str]:
    listed = found.get("speakers")
    if not isinstance(listed, list):
        return {}
    return {str(one.get("id")): str(one.get("name")) for one in listed if isinstance(one, dict)}


def _line(row: Mapping[str, object], names: Mapping[str, str], spoken: str) -> ForeignLine:
    text = row.get("source", row.get("text", ""))
    if not isinstance(text, str):
        raise refuse("has a segment whose text is none")
    start, end = _times(row)
    speaker = str(row.get("speaker") or "")
    target = row.get("target", "")
    return ForeignLine(
        start,
        end,
        names.get(speaker, speaker),
        text.strip(),
        target.strip() if isinstance(target, str) else "",
        str(row.get("language") or spoken),
    )


def _times(row: Mapping[str, object]) -> tuple[int, int]:
    offsets = row.get("offsets")  # whisper.cpp, milliseconds
    if isinstance(offsets, dict):
        return _number(offsets.get("from")), _number(offsets.get("to"))
    if "start_ms" in row:
        return _number(row.get("start_ms")), _number(row.get("end_ms"))
    return _number(row.get("start"), 1_000), _number(row.get("end"), 1_000)


def _number(value: object, scale: int = 1) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 10**9:
        raise refuse(f"has {str(value)[:20]!r} where a time should be")
    return round(value * scale)
