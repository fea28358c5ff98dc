"""Doubt text that ends at the engine's length limit."""

from __future__ import annotations

from testimony.transcript.types import Flag, FlagKind, Severity
from transcribe.guards.base import Guard, Row

__all__ = ["GUARD"]


def check(row: Row) -> Flag | None:
    """Return the flag of a line, or None."""
    if not row.heard.result.truncated:
        return None
    note = "The engine stopped at its length limit; listen whether the end of the line is missing."
    return Flag(FlagKind.TRUNCATED, Severity.WARN, note)


GUARD = Guard(
    kind=FlagKind.TRUNCATED,
    check=check,
    explanation={
        "en": "The engine stopped at its length limit; the end may be missing.",
        "zh": "引擎达到长度上限而停止，结尾可能缺失。",
    },
    chosen_on="Whisper's own limit of 224 tokens",
)
