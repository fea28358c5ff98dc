"""The flags of a segment, with what to look for."""

from __future__ import annotations

from testimony.text.terminal import one_line
from testimony.transcript.types import Flag, Segment, Severity
from tui.flag_notes import note_in
from tui.pages.base import Line, PageKind, PageSources
from tui.strings import Strings

__all__ = ["FLAGS"]

_SEVERITY_INKS = {Severity.ERROR: "error", Severity.WARN: "warn", Severity.INFO: "info"}
_SEVERITY_MARKS = {Severity.ERROR: "!", Severity.WARN: "?", Severity.INFO: "i"}


def _lines(segment: Segment, sources: PageSources) -> list[Line]:
    """Every flag with what to look for; a waived one with the reason."""
    say = sources.say
    lines: list[Line] = []
    for flag in segment.flags:
        ink = "dim" if flag.waived_by else _SEVERITY_INKS[flag.severity]
        mark = "-" if flag.waived_by else _SEVERITY_MARKS[flag.severity]
        lines.append(
            [
                (f"{mark} {say(f'flag.{flag.kind.value}')}{_waiver(segment, flag, say)}", ink),
                (f"  {one_line(note_in(say.language, flag.note))}" if flag.note else "", ""),
            ]
        )
    return lines or [[(say("detail.none"), "dim")]]


def _waiver(segment: Segment, flag: Flag, say: Strings) -> str:
    if not flag.waived_by:
        return ""
    reasons = [one.text.partition(": ") for one in segment.notes if one.by == flag.waived_by]
    why = next((text for kind, _, text in reversed(reasons) if kind == flag.kind.value), "")
    values = {"name": one_line(flag.waived_by), "why": one_line(why)}
    return f" [{say('detail.why' if why else 'detail.waived', **values)}]"


def _number(segment: Segment, _: PageSources) -> int:
    return sum(not flag.waived_by for flag in segment.flags)


FLAGS = PageKind("flags", _lines, _number)
