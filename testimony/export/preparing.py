"""From what the caller asked to what the writer is given."""

from __future__ import annotations

from dataclasses import replace

from testimony.export.job import Job, marks_of
from testimony.export.options import Direction, ExportOptions, Script
from testimony.export.selection import select
from testimony.export.sound import sound_for
from testimony.transcript.errors import ExportError
from testimony.transcript.types import Transcript

__all__ = ["prepare"]

_CERTIFIABLE = ("pdf", "docx", "txt")


def prepare(transcript: Transcript, name: str, layouts: tuple[str, ...], options: ExportOptions) -> Job:
    """Select, convert, certify and mark a transcript for one format.

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
    direction = options.direction or ("both" if options.certificate is None else "to-en")
    certificate = _certificate(transcript, chosen, name, options, direction)
    marks = list(marks_of(chosen, certified=bool(certificate)))
    if len(chosen.segments) < len(transcript.segments):
        marks.append(f"EXCERPT – {len(chosen.segments)} OF {len(transcript.segments)} LINES")
    sound = sound_for(chosen, options) if name == "html" else None
    if options.script:
        chosen = _in_script(chosen, name, options.script)
    settled = replace(options, direction=direction)
    return Job(chosen, settled, tuple(marks), direction, certificate, sound)


def _certificate(
    full: Transcript, shown: Transcript, name: str, options: ExportOptions, direction: Direction
) -> tuple[str, ...]:
    if options.certificate is None:
        return ()
    if name not in _CERTIFIABLE:
        known = ", ".join(_CERTIFIABLE)
        raise ExportError(
            f"A certificate is signed on paper: {name} carries none.", f"Write --to one of {known}."
        )
    from testimony.export.certificate import certify, read_person, refuse_unreviewed

    refuse_unreviewed(shown)
    return certify(read_person(options.certificate), shown, full, direction, "")


def _in_script(transcript: Transcript, name: str, script: Script) -> Transcript:
    if name in ("json", "xliff"):
        raise ExportError(
            f"{name} carries the characters as they were written; --script does not apply to it.",
            "Leave --script out, or choose another format.",
        )
    from testimony.export.scripts import convert_script

    return convert_script(transcript, script)
