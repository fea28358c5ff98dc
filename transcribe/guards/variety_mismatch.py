"""Doubt Mandarin text of speech that sounds Cantonese."""

from __future__ import annotations

from testimony.transcript.types import Flag, FlagKind, Severity
from transcribe.guards.base import Guard, Row

__all__ = ["GUARD"]


def check(row: Row) -> Flag | None:
    """Return the flag of a line, or None."""
    if not row.heard.spoken.verdict.cantonese:
        return None
    note = "This sounds like Cantonese but was written as Mandarin; have a Cantonese speaker listen."
    return Flag(FlagKind.VARIETY_MISMATCH, Severity.WARN, note)


GUARD = Guard(
    kind=FlagKind.VARIETY_MISMATCH,
    check=check,
    explanation={
        "en": "It sounds like another variety of Chinese than the line is written in.",
        "zh": "听来像另一种汉语方言，请懂该方言的人重听。",
    },
    chosen_on="a rule without a threshold",
)
