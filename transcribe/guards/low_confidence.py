"""Doubt words that the engine itself gave little probability."""

from __future__ import annotations

from collections.abc import Sequence

from testimony.transcript.types import Flag, FlagKind, Severity, Word
from transcribe.confidence import WordLimits, spoken_words, weakest_run, wrong_words
from transcribe.guards.base import Guard, Row
from transcribe.thresholds import THRESHOLDS

__all__ = ["GUARD"]


def check(row: Row) -> Flag | None:
    """Return the flag of a line, or None."""
    weak = _weak_words(spoken_words(row.words), row.limits)
    if weak:
        heard = "".join(word.text for word in weak).strip()
        note = f"The engine was unsure of “{heard}”; listen to these words."
    elif row.heard.result.logprob < THRESHOLDS.low_logprob:
        note = "The engine was unsure of this whole line; listen to all of it."
    else:
        return None
    return Flag(FlagKind.LOW_CONFIDENCE, Severity.WARN, note)


def _weak_words(words: Sequence[Word], limits: WordLimits) -> Sequence[Word]:
    weakest = weakest_run(words)
    if weakest and sum(word.probability for word in weakest) / len(weakest) < limits.run:
        return weakest
    if wrong_words(words) > limits.wrong_words:
        return weakest
    return [word for word in words if word.probability < limits.word][:1]


GUARD = Guard(
    kind=FlagKind.LOW_CONFIDENCE,
    check=check,
    explanation={
        "en": "The engine was unsure of its words; the least sure ones are named. Listen to them.",
        "zh": "引擎对文字把握不大；把握最小的字词已指出，请重听。",
    },
    chosen_on="real read speech, whisper-base",
)
