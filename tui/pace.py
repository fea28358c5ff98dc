"""How long the rest takes at today's pace: over all sessions of this local day, pauses left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from testimony.transcript.edits import Document

__all__ = ["Pace", "Step"]

_PAUSE = timedelta(minutes=10)  # somebody who does nothing for longer is not at work
_ENOUGH = 3  # reviewed segments, before a forecast says anything
_APPROVALS = ("approve", "second_approve")


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the history.

    Attributes:
        at: When, with its zone.
        kind: As the history names it.
        segments: What it touched.
    """

    at: datetime
    kind: str
    segments: frozenset[str]


class Pace:
    """Counts today's work from the steps of the history."""

    def __init__(self, began: datetime) -> None:
        """Args: ``began`` is when this session was opened: work, too, though nothing was changed yet."""
        self._began = began
        self._begin(began)

    def _begin(self, at: datetime) -> None:
        """Begin a day."""
        self._day, self._last = at.astimezone().date(), at
        self._worked = timedelta()
        self._approved: set[str] = set()

    def take(self, steps: Iterable[Step]) -> None:
        """Take over steps in the order of the history; those of earlier days count nothing."""
        for step in steps:
            day = step.at.astimezone().date()
            if day < self._day:
                continue
            if day > self._day or (self._last == self._began and step.at < self._began):
                self._begin(step.at)
            self._worked += max(timedelta(), min(step.at - self._last, _PAUSE))
            self._last = max(self._last, step.at)
            if step.kind in _APPROVALS:
                self._approved |= step.segments

    def minutes_left(self, document: Document, left: int, now: datetime) -> int | None:
        """Minutes for ``left`` segments; None while too little was done today to tell."""
        rows = document.segments
        done = sum(1 for one in self._approved if one in rows and rows[one].state.is_reviewed)
        if done < _ENOUGH or not left:
            return None
        worked = self._worked + max(timedelta(), min(now - self._last, _PAUSE))
        return max(1, round(worked / timedelta(minutes=1) / done * left))
