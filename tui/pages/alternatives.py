"""Other texts that engines found."""

from __future__ import annotations

from testimony.text.terminal import one_line
from testimony.transcript.types import Segment
from tui.flag_notes import note_in
from tui.pages.base import Line, PageKind, PageSources

__all__ = ["ALTERNATIVES"]


def _lines(segment: Segment, sources: PageSources) -> list[Line]:
    say, found = sources.say, sources.services.alternatives(segment)
    lines: list[Line] = [
        [
            (f"{number} ", "accent"),
            (f"{say(f'side.{one.side.value}')} {one.score:.2f}  ", "dim"),
            (one_line(one.text), ""),
            (f"  {one_line(note_in(say.language, one.note))}" if one.note else "", "dim"),
        ]
        for number, one in enumerate(found, start=1)
    ]
    return lines or [[(say("detail.none"), "dim")]]


def _number(segment: Segment, sources: PageSources) -> int:
    return len(sources.services.alternatives(segment))


ALTERNATIVES = PageKind("alternatives", _lines, _number, reads=True)
