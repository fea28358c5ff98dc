"""The words of a segment with the confidence of the machine in each."""

from __future__ import annotations

from testimony.text.terminal import one_line
from testimony.transcript.types import Segment
from tui.pages.base import Line, PageKind, PageSources

__all__ = ["WORDS"]

_SURE, _LIKELY = 0.85, 0.6


def _lines(segment: Segment, sources: PageSources) -> list[Line]:
    """The words, doubtful ones inked and with their probability in per cent."""
    say, found = sources.say, sources.words.of(segment)
    if not found:
        return [[(say("said.no_words"), "dim")]]
    gap = "" if segment.language.startswith("zh") else " "
    runs: Line = []
    for word in found:
        ink = "" if word.probability >= _SURE else "warn" if word.probability >= _LIKELY else "error"
        text = one_line(word.text)
        runs.append((text if not ink else f"{text}({word.probability:.0%})", ink))
        runs.append((gap, ""))
    return [runs]


WORDS = PageKind("words", _lines, reads=True)
