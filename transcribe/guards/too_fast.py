"""Doubt more text than can be said in the time."""

from __future__ import annotations

from testimony.text.han import is_han
from testimony.transcript.types import Flag, FlagKind, Severity
from transcribe.guards.base import Guard, Row
from transcribe.thresholds import THRESHOLDS

__all__ = ["GUARD"]


def check(row: Row) -> Flag | None:
    """Return the flag of a line, or None."""
    seconds = max(0.02, (row.end_ms - row.start_ms) / 1000)
    han = sum(is_han(character) for character in row.text)
    others = sum(not is_han(character) for character in row.text)
    load = han / THRESHOLDS.han_per_s + others / THRESHOLDS.letters_per_s
    if len(row.text) < THRESHOLDS.shortest_timed or load <= seconds:
        return None
    pace = f"{len(row.text)} characters in {seconds:.1f} s"
    note = f"{pace} is faster than people speak; listen for what was invented."
    return Flag(FlagKind.TOO_FAST, Severity.WARN, note)


GUARD = Guard(
    kind=FlagKind.TOO_FAST,
    check=check,
    explanation={
        "en": "More text than people can say in that time.",
        "zh": "文字多于这段时间内人能说出的量。",
    },
    chosen_on="the fastest speech in the sources of docs/decisions/0023-guards.md",
)
