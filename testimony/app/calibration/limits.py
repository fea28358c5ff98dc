"""Choosing limits: as many wrong lines flagged as a small share of right ones allows."""

from __future__ import annotations

from collections.abc import Sequence

from testimony.app.calibration.scores import LineScore
from transcribe.confidence import WordLimits

__all__ = ["RIGHT_LINES_FLAGGED", "choose_limits"]

RIGHT_LINES_FLAGGED = 0.10
_DIGITS = 3


def choose_limits(lines: Sequence[LineScore], share: float = RIGHT_LINES_FLAGGED) -> WordLimits:
    """Choose the limits of a language.

    Args:
        lines: Measured lines of the language, right ones and wrong ones.
        share: Of the right lines so many may be flagged, 0–1, rounded to whole lines.

    Returns:
        A quantile of what the model itself says of right lines; it flags nothing where no line was right.
    """
    scores = sorted((line.wrong_words for line in lines if not line.wrong), reverse=True)
    allowed = min(round(share * len(scores)), len(scores) - 1)
    return WordLimits.measured(_rounded_up(scores[allowed])) if scores else WordLimits(0.0, 0.0)


def _rounded_up(score: float) -> float:
    rounded = round(score, _DIGITS)
    return rounded if rounded >= score else round(rounded + 10**-_DIGITS, _DIGITS)
