"""A passage to paste into a brief: both languages, who, when, from what, and how far it was reviewed."""

from __future__ import annotations

from dataclasses import replace

from testimony.export.catalog import FORMATS
from testimony.export.job import EXCERPT, clock, facts
from testimony.export.options import ExportOptions
from testimony.export.pages.numbering import Numbering
from testimony.export.prepare import prepare
from testimony.transcript.types import Transcript

__all__ = ["quote"]

_NAMED = ("Recording", "Duration", "SHA-256", "History head", "Seal")


def quote(transcript: Transcript, wanted: str, options: ExportOptions | None = None) -> str:
    """Print a passage in both languages with speaker, page:line, time, recording and review state.

    Args:
        transcript: The whole transcript as it stands.
        wanted: ``12-14``, as ``--segments`` takes it.
        options: Those of the document that is cited; the court page as by default where there are none.

    Returns:
        Lines of text, not wrapped, with no line feed at the end.

    Raises:
        ExportError: The range names no segment.
    """
    job = prepare(transcript, FORMATS["ascii"], replace(options or ExportOptions(), segments=wanted))
    numbering = Numbering(job)
    lines: list[str] = []
    for row in job.rows():
        span = f"{clock(row.segment.start_ms)}–{clock(row.segment.end_ms)}"
        if lines and row.segment.id in numbering.gaps:
            lines += [f"[{numbering.gaps[row.segment.id]}]", ""]
        lines += [f"{row.speaker}, {numbering.at(row.segment.id)}, {span}:", f"    {row.source.text}"]
        if row.target.text:
            lines.append(f"    {row.target.text}")
        lines.append("")
    lines += [f"{label}: {value}" for label, value in facts(job.transcript) if label in _NAMED]
    lines.append(f"Page:line: --court {job.options.court or 'utah'}, --direction {job.direction}")
    lines += [f"State: {mark}" for mark in job.marks if not mark.startswith(EXCERPT)]
    return "\n".join(lines)
