"""Every guard; a new one is a module and a line here."""

from __future__ import annotations

from testimony.transcript.types import Flag
from transcribe.guards import (
    known_caption,
    language_uncertain,
    little_text,
    loop,
    low_confidence,
    over_silence,
    script_mismatch,
    too_fast,
    truncated,
    variety_mismatch,
)
from transcribe.guards.base import Guard, Row

__all__ = ["GUARDS", "flags_of"]

GUARDS: tuple[Guard, ...] = (
    low_confidence.GUARD,
    language_uncertain.GUARD,
    script_mismatch.GUARD,
    variety_mismatch.GUARD,
    over_silence.GUARD,
    known_caption.GUARD,
    loop.GUARD,
    too_fast.GUARD,
    truncated.GUARD,
    little_text.GUARD,
)


def flags_of(row: Row) -> tuple[Flag, ...]:
    """Return every doubt about one line, in the order of the registry."""
    found = (guard.check(row) for guard in GUARDS)
    return tuple(flag for flag in found if flag is not None)
