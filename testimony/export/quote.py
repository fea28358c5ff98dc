"""A passage to paste into a brief: both languages, who, when, from what, and how far it was reviewed."""

from __future__ import annotations

from testimony.export.job import Job, clock, facts, marks_of
from testimony.export.options import ExportOptions
from testimony.export.selection import select
from testimony.transcript.types import Transcript

__all__ = ["quote"]

_NAMED = ("Recording", "Duration", "SHA-256", "History head", "Seal")


def quote(transcript: Transcript, wanted: str) -> str:
    """Print a passage in both languages with speaker, time, recording and review state.

    Args:
        transcript: The whole transcript as it stands.
        wanted: ``12-14``, as ``--segments`` takes it.

    Returns:
        Lines of text, not wrapped, with no line feed at the end.

    Raises:
        ExportError: The range names no segment.
    """
    passage = select(transcript, wanted)
    lines: list[str] = []
    for row in Job(passage, ExportOptions(), marks_of(passage)).rows():
        span = f"{clock(row.segment.start_ms)}–{clock(row.segment.end_ms)}"
        lines += [f"{row.speaker}, line {row.segment.id}, {span}:", f"    {row.source.text}"]
        if row.target.text:
            lines.append(f"    {row.target.text}")
        lines.append("")
    lines += [f"{label}: {value}" for label, value in facts(passage) if label in _NAMED]
    lines += [f"State: {mark}" for mark in marks_of(passage)]
    return "\n".join(lines)
