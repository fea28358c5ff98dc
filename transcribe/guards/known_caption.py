"""Doubt captions that engines learned from subtitled videos."""

from __future__ import annotations

from testimony.transcript.types import Flag, FlagKind, Severity
from transcribe.guards.base import Guard, Row
from transcribe.hallucinations import caption_in
from transcribe.thresholds import THRESHOLDS

__all__ = ["GUARD"]


def check(row: Row) -> Flag | None:
    """Return the flag of a line, or None."""
    much = (
        row.heard.spoken.voice >= THRESHOLDS.quiet_voice
        and row.heard.result.no_speech <= THRESHOLDS.no_speech
    )
    caption = caption_in(row.text, much_speech=much)
    if caption is None:
        return None
    note = f"“{caption}” is a caption that speech engines invent; listen whether it was said."
    return Flag(FlagKind.KNOWN_CAPTION, Severity.ERROR, note)


GUARD = Guard(
    kind=FlagKind.KNOWN_CAPTION,
    check=check,
    explanation={
        "en": "A caption that speech engines write over silence and music. Listen whether it was said.",
        "zh": "语音引擎常在静音或音乐处写出这类字幕；请听是否真有人说。",
    },
    chosen_on="captions reported by users of Whisper",
)
