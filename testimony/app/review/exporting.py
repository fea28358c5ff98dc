"""Exports that the review screen asks for: what is saved, in a format with its usual options."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.transcript.verdict import refuse_broken

if TYPE_CHECKING:
    from testimony.app.session import Session

__all__ = ["export_formats", "export_saved"]


def export_formats() -> Sequence[tuple[str, str, str]]:
    """Name, suffix and one line of help of each format that needs no further choice."""
    from testimony.export import FORMATS

    return [
        (one.name, one.suffix, one.summary) for one in FORMATS.values() if one.lines and not one.needs_record
    ]


def export_saved(session: Session, name: str, path: str) -> str:
    """Write what is saved to a file that must not exist yet.

    Args:
        session: The open transcript; what stands unsaved in an editor is not written.
        name: Of the format.
        path: Of the file.

    Returns:
        What every page says of the transcript (draft, reviewed, demo models), as one line.

    Raises:
        TestimonyError: It cannot be written, or the transcript is not what was sealed.
    """
    from testimony.export import ExportOptions, export, format_named

    kind, source = format_named(name), session.store.path
    transcript = session.store.load(words=kind.words)
    refuse_broken(source, transcript.verdict)
    done = export(transcript, name, ExportOptions(transcript=source), Path(path).expanduser())
    return " · ".join(done.marks)
