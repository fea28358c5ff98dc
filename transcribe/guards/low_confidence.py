"""Doubt words that the engine itself gave little probability."""

from __future__ import annotations

from collections.abc import Sequence

from testimony.transcript.types import Flag, FlagKind, Severity, Word
from transcribe.guards.base import Guard, Row
from transcribe.thresholds import THRESHOLDS

__all__ = ["GUARD"]


def check(row: Row) -> Flag | None:
    """Return the flag of a line, or None."""
    spoken = [word for word in row.words if any(mark.isalnum() for mark in word.text)]
    weak = _weakest_run(spoken)
    if weak:
        heard = "".join(word.text for word in weak).strip()
        note = f"The engine was unsure of “{heard}”; listen to these words."
    elif row.heard.result.logprob < THRESHOLDS.low_logprob:
        note = "The engine was unsure of this whole line; listen to all of it."
    else:
        return None
    return Flag(FlagKind.LOW_CONFIDENCE, Severity.WARN, note)


def _weakest_run(words: Sequence[Word]) -> Sequence[Word]:
    length = min(THRESHOLDS.run, len(words))
    runs = [words[index : index + length] for index in range(len(words) - length + 1)] if length else []
    weakest = min(runs, key=_mean, default=())
    if weakest and _mean(weakest) < THRESHOLDS.low_words:
        return weakest
    return [word for word in words if word.probability < THRESHOLDS.low_word][:1]


def _mean(words: Sequence[Word]) -> float:
    return sum(word.probability for word in words) / len(words)


GUARD = Guard(
    kind=FlagKind.LOW_CONFIDENCE,
    check=check,
    explanation={
        "en": "The engine was unsure of its words; the least sure ones are named. Listen to them.",
        "zh": "引擎对文字把握不大；把握最小的字词已指出，请重听。",
    },
    chosen_on="real read speech, whisper-base",
)
