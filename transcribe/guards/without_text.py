"""Flags of rows that have no text, and of gaps in the recording."""

from __future__ import annotations

from testimony.transcript.types import Flag, FlagKind, Severity

__all__ = ["damaged_flag", "no_text_flag", "rejected_flag"]


def no_text_flag(seconds: float) -> Flag:
    """Flag an utterance of so many seconds in which the engine wrote nothing."""
    return Flag(
        FlagKind.SPEECH_WITHOUT_TEXT,
        Severity.WARN,
        f"Speech was heard for {seconds:.1f} s but nothing was written; listen and write it down, "
        "or mark it as a sound.",
    )


def rejected_flag(seconds: float) -> Flag:
    """Flag so many seconds of faint sound that may be speech and was not transcribed."""
    return Flag(
        FlagKind.SPEECH_WITHOUT_TEXT,
        Severity.INFO,
        f"Faint sound of {seconds:.1f} s that may be speech was not transcribed; listen for a voice.",
    )


def damaged_flag(gap_ms: int, *, partly: bool) -> Flag:
    """Flag a stretch that could not be decoded."""
    what = f"{gap_ms / 1000:.1f} s of the recording could not be decoded"
    note = f"{what} here; words may be missing." if partly else f"{what}; what was said there is not known."
    return Flag(FlagKind.AUDIO_DAMAGED, Severity.ERROR, note)
