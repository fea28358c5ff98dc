"""Notes of the translator."""

from __future__ import annotations

from testimony.text.terminal import one_line
from testimony.transcript.types import FlagKind, Segment
from tui.pages.base import Line, PageKind, PageSources

__all__ = ["NOTES"]


def _lines(segment: Segment, sources: PageSources) -> list[Line]:
    """Translator's notes; reasons of waivers stand with their flags."""
    kinds = {kind.value for kind in FlagKind}
    lines: list[Line] = [
        [(f"{one_line(one.by)}: ", "accent"), (one_line(one.text), "")]
        for one in segment.notes
        if one.text.partition(": ")[0] not in kinds
    ]
    return lines or [[(sources.say("detail.notes_none"), "dim")]]


def _number(segment: Segment, _: PageSources) -> int:
    return len(segment.notes)


NOTES = PageKind("notes", _lines, _number)
