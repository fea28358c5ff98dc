"""Doubt a line that holds less than was said."""

from __future__ import annotations

from testimony.transcript.types import Flag, FlagKind, Severity
from transcribe.coverage import Stretch, longest_hole, pace
from transcribe.guards.base import Guard, Row
from transcribe.thresholds import THRESHOLDS

__all__ = ["GUARD"]


def check(row: Row) -> Flag | None:
    """Doubt a line that holds less than was said: a voice under no word, or few words for much voice."""
    voiced = [
        Stretch(max(one.start_ms, row.start_ms), min(one.end_ms, row.end_ms))
        for one in row.heard.spoken.voiced
        if one.start_ms < row.end_ms and row.start_ms < one.end_ms
    ]
    spoken_ms = sum(one.length_ms for one in voiced)
    hole = longest_hole(row.words, voiced)
    if hole.length_ms >= THRESHOLDS.hole_ms:
        note = (
            f"No word stands under {hole.length_ms / 1000:.1f} s of speech, "
            f"{(hole.start_ms - row.start_ms) / 1000:.1f} s into the line; listen for what is missing."
        )
    elif spoken_ms >= THRESHOLDS.slow_from_ms and pace(row.words, voiced) < THRESHOLDS.slow:
        note = f"Little was written for {spoken_ms / 1000:.1f} s of speech; listen for what is missing."
    else:
        return None
    return Flag(FlagKind.SPEECH_WITHOUT_TEXT, Severity.WARN, note)


GUARD = Guard(
    kind=FlagKind.SPEECH_WITHOUT_TEXT,
    check=check,
    explanation={
        "en": "Speech without words under it: something may be missing.",
        "zh": "有人声而无文字，可能有遗漏。",
    },
    chosen_on="synthetic hearings with planted omissions",
)
