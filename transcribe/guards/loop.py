"""Doubt text that repeats itself."""

from __future__ import annotations

from testimony.transcript.types import Flag, FlagKind, Severity
from transcribe.guards.base import Guard, Row
from transcribe.repeats import compression_ratio, is_loop, repeats

__all__ = ["GUARD"]


def check(row: Row) -> Flag | None:
    """Return the flag of a line, or None."""
    if not is_loop(row.text):
        return None
    phrase, times = repeats(row.text)
    note = (
        f"“{phrase}” stands {times} times in a row; listen how often it was said and what else."
        if times > 1
        else f"The line repeats itself (ratio {compression_ratio(row.text):.1f}); listen to all of it."
    )
    return Flag(FlagKind.LOOP, Severity.ERROR, note)


GUARD = Guard(
    kind=FlagKind.LOOP,
    check=check,
    explanation={
        "en": "The line repeats itself; the decoder may have gone round in circles.",
        "zh": "该行重复，解码可能陷入循环。",
    },
    chosen_on="Whisper's own limit, and repeats in synthetic speech",
)
