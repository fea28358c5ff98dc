"""Doubt a line whose script is not that of its language."""

from __future__ import annotations

import itertools

from testimony.text.han import is_han
from testimony.transcript.types import Flag, FlagKind, Severity, Word
from transcribe.guards.base import Guard, Row
from transcribe.spoken import wrong_script
from transcribe.thresholds import THRESHOLDS

__all__ = ["GUARD"]


def check(row: Row) -> Flag | None:
    """Return the flag of a line, or None."""
    language = row.heard.spoken.utterance.language
    if not wrong_script(row.text, language):
        return _second_voice(row)
    note = (
        "The speech sounded Chinese but the line is not: perhaps a translation; write what was said."
        if language in ("zh", "yue")
        else "The speech sounded English but the line holds Chinese; listen and write what was said."
    )
    return Flag(FlagKind.SCRIPT_MISMATCH, Severity.ERROR, note)


def _second_voice(row: Row) -> Flag | None:
    """Doubt a Chinese line that goes over into English for longer than a name takes."""
    if row.heard.spoken.utterance.language not in ("zh", "yue"):
        return None
    for is_letters, words in itertools.groupby(row.words, key=_in_letters):
        run = list(words)
        if is_letters and len(run) >= THRESHOLDS.foreign_words:
            heard = "".join(word.text for word in run).strip()
            note = f"“{heard}” is not Chinese: perhaps another speaker; listen for who says it."
            return Flag(FlagKind.SCRIPT_MISMATCH, Severity.WARN, note)
    return None


def _in_letters(word: Word) -> bool:
    return any(mark.isalpha() for mark in word.text) and not any(is_han(mark) for mark in word.text)


GUARD = Guard(
    kind=FlagKind.SCRIPT_MISMATCH,
    check=check,
    explanation={
        "en": "The script of the line does not fit its language; perhaps it is a translation.",
        "zh": "文字与所说语言不符，可能被译成另一种语言；请写下原话。",
    },
    chosen_on="a rule without a threshold; runs of foreign words on synthetic hearings",
)
