"""The rhythm of the list: where nobody spoke for a while, and where another speaker begins."""

from __future__ import annotations

from testimony.transcript.types import Segment

__all__ = ["PAUSE_MS", "is_new_turn", "pause_ms"]

PAUSE_MS = 3_000
"""Silence between two rows, in ms, from which on a line of its own says how long it was."""


def pause_ms(before: Segment | None, segment: Segment) -> int:
    """Silence before a segment, in ms; 0 where it is shorter than ``PAUSE_MS``."""
    silence = segment.start_ms - before.end_ms if before is not None else 0
    return silence if silence >= PAUSE_MS else 0


def is_new_turn(before: Segment | None, segment: Segment) -> bool:
    """True where another person speaks than in the row before, or a pause lies between."""
    return before is None or before.speaker != segment.speaker or pause_ms(before, segment) > 0
