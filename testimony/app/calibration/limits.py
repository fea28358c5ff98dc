"""Choosing limits: as many wrong lines flagged as a small share of right ones allows."""

from __future__ import annotations

from collections.abc import Sequence

from testimony.app.calibration.scores import LineScore, reach_of
from transcribe.confidence import WordLimits

__all__ = ["RIGHT_LINES_FLAGGED", "choose_limits"]

RIGHT_LINES_FLAGGED = 0.05
_STEP = 0.005


def choose_limits(lines: Sequence[LineScore], share: float = RIGHT_LINES_FLAGGED) -> WordLimits:
    """Choose the limits of a language.

    Args:
        lines: Measured lines of the language, right ones and wrong ones.
        share: Of the right lines so many may be flagged, 0–1, rounded to whole lines.

    Returns:
        The limits that flag most wrong lines; of equal ones the lowest. Limits are scores of right lines,
        rounded down to 0.005: quantiles of what the model itself says of what is right.
    """
    right = [line for line in lines if not line.wrong]
    allowed = round(share * len(right))
    best, found = WordLimits(0.0, 0.0), 0
    for run in _candidates([line.run for line in right], allowed):
        for word in _candidates([line.word for line in right], allowed):
            limits = WordLimits(run, word)
            reach = reach_of(lines, limits)
            if reach.right_flagged <= allowed and reach.wrong_flagged > found:
                best, found = limits, reach.wrong_flagged
    return best


def _candidates(scores: Sequence[float], allowed: int) -> list[float]:
    """Limits that flag none, one, two, … and at last as many of these scores as are allowed."""
    return [_rounded_down(score) for score in sorted(scores)[: allowed + 1]]


def _rounded_down(score: float) -> float:
    return round(int(score / _STEP) * _STEP, 3)
