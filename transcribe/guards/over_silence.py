"""Doubt text where nobody was heard to speak."""

from __future__ import annotations

from testimony.transcript.types import Flag, FlagKind, Severity
from transcribe.guards.base import Guard, Row
from transcribe.thresholds import THRESHOLDS

__all__ = ["GUARD"]


def check(row: Row) -> Flag | None:
    """Return the flag of a line, or None."""
    quiet = row.heard.spoken.voice < THRESHOLDS.quiet_voice
    unheard = row.heard.result.no_speech > THRESHOLDS.no_speech
    if not row.words or not (quiet or unheard):
        return None
    note = "Little or no speech was heard under this line; listen whether anybody speaks, it may be invented."
    return Flag(FlagKind.OVER_SILENCE, Severity.ERROR, note)


GUARD = Guard(
    kind=FlagKind.OVER_SILENCE,
    check=check,
    explanation={
        "en": "Little or no speech was heard under the line; it may be invented.",
        "zh": "该行下几乎没有人声，文字可能是编造的。",
    },
    chosen_on="silence, noise and music between synthetic speech",
)
