"""From what the caller asked to what the writer is given."""

from __future__ import annotations

from dataclasses import replace

from testimony.export.job import Job, marks_of
from testimony.export.options import ExportOptions, Script
from testimony.export.selection import select
from testimony.export.sound import sound_for
from testimony.transcript.errors import ExportError
from testimony.transcript.types import Transcript

__all__ = ["prepare"]


def prepare(transcript: Transcript, name: str, layouts: tuple[str, ...], options: ExportOptions) -> Job:
    """Select, mark and settle a transcript for one format.

    Args:
        transcript: As it stands.
        name: The format.
        layouts: Those it knows.
        options: As the caller gave them.

    Raises:
        ExportError: An option does not fit the format or the transcript.
    """
    if options.layout not in layouts:
        known = " or ".join(layouts)
        raise ExportError(f"{name} knows no layout {options.layout!r}.", f"Write --layout {known}.")
    chosen = select(transcript, options.segments)
    if options.script:
        chosen = _in_script(chosen, name, options.script)
    direction = options.direction or "both"
    marks = list(marks_of(chosen))
    if len(chosen.segments) < len(transcript.segments):
        marks.append(f"EXCERPT – {len(chosen.segments)} OF {len(transcript.segments)} LINES")
    sound = sound_for(chosen, options) if name == "html" else None
    return Job(chosen, replace(options, direction=direction), tuple(marks), direction, sound=sound)


def _in_script(transcript: Transcript, name: str, script: Script) -> Transcript:
    if name in ("json", "xliff"):
        raise ExportError(
            f"{name} carries the characters as they were written; --script does not apply to it.",
            "Leave --script out, or choose another format.",
        )
    from testimony.export.scripts import convert_script

    return convert_script(transcript, script)
