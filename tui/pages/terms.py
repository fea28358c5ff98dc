"""Terms of the glossary that the source holds."""

from __future__ import annotations

from testimony.text.terminal import one_line
from testimony.transcript.types import Segment
from tui.pages.base import Line, PageKind, PageSources

__all__ = ["TERMS"]


def _lines(segment: Segment, sources: PageSources) -> list[Line]:
    say, found = sources.say, sources.services.glossary_terms(segment)
    lines: list[Line] = [[(one_line(term), "bold"), (f" → {one_line(wanted)}", "")] for term, wanted in found]
    return lines or [[(say("detail.none"), "dim")]]


def _number(segment: Segment, sources: PageSources) -> int:
    return len(sources.services.glossary_terms(segment))


TERMS = PageKind("terms", _lines, _number, reads=True)
