"""Doubt the language of a line."""

from __future__ import annotations

from testimony.transcript.types import Flag, FlagKind, Severity
from transcribe.guards.base import Guard, Row
from transcribe.thresholds import THRESHOLDS

__all__ = ["GUARD"]


def check(row: Row) -> Flag | None:
    """Return the flag of a line, or None."""
    verdict = row.heard.spoken.verdict
    language = row.heard.spoken.utterance.language
    unlike_its_sound = verdict.uncertain or language != verdict.language
    if unlike_its_sound and not row.heard.settled:
        note = f"It may not be {language} that is spoken here; listen for the language."
        if row.heard.alternatives:
            note += " The other reading is kept as an alternative."
        return Flag(FlagKind.LANGUAGE_UNCERTAIN, Severity.WARN, note)
    if language != verdict.language:
        note = f"Its sound alone was taken for {verdict.language}; its words settled that it is {language}."
        return Flag(FlagKind.LANGUAGE_UNCERTAIN, Severity.INFO, note)
    if verdict.other > THRESHOLDS.other_languages:
        note = "It sounds like a language that the job does not name; listen for the language."
        return Flag(FlagKind.LANGUAGE_UNCERTAIN, Severity.WARN, note)
    return None


GUARD = Guard(
    kind=FlagKind.LANGUAGE_UNCERTAIN,
    check=check,
    explanation={
        "en": "The sound left open which language was spoken. Listen for the language.",
        "zh": "声音不能确定所说的语言，请重听是哪种语言。",
    },
    chosen_on="synthetic hearings, confirmed on real interpreted hearings",
)
