"""The lines over each page: which segment it is, and the names of the pages."""

from __future__ import annotations

from testimony.text.clocks import exact_clock
from testimony.text.terminal import one_line
from testimony.transcript.edits import Document
from testimony.transcript.types import Segment
from tui.pages.base import Line
from tui.strings import Strings
from tui.widgets.speaker_colours import speaker_inks

__all__ = ["heading", "tabs_of"]


def heading(segment: Segment, document: Document, say: Strings) -> Line:
    """Which segment it is, when, whose, in which languages and states."""
    speaker = document.speakers.get(segment.speaker)
    name = one_line(speaker.name if speaker else segment.speaker)
    role = f" ({one_line(speaker.role)})" if speaker and speaker.role else ""
    sides = f"{one_line(segment.language)} {_state(segment, 'source', say)}"
    if segment.target_language:
        sides += f" → {one_line(segment.target_language)} {_state(segment, 'target', say)}"
    times = f"{exact_clock(segment.start_ms)[:-2]}–{exact_clock(segment.end_ms)[:-2]}"
    return [
        (f"{one_line(segment.id)}  ", "bold"),
        (f"{times}  ", "dim"),
        (f"{name}{role}  ", speaker_inks(document.speakers).get(segment.speaker, "accent")),
        (sides, ""),
    ]


def _state(segment: Segment, side: str, say: Strings) -> str:
    state = getattr(segment.state, side)
    people = [one.by for one in segment.approvals if one.side.value == side]
    author = getattr(segment, f"{side}_author")
    who = ", ".join(people) or author
    return say(f"state.{state.value}") + (f" ({one_line(who)})" if who else "")


def tabs_of(names: list[str], page: str, counts: dict[str, int], say: Strings) -> Line:
    """The names of the pages, the open one marked."""
    runs: Line = []
    for name in names:
        count = f" {counts[name]}" if counts.get(name) else ""
        label = f"{say(f'page.{name}')}{count}"
        runs += [(f"[{label}]", "tab") if name == page else (f" {label} ", "dim"), (" ", "")]
    return runs
