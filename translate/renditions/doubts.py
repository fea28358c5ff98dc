"""Where the draft itself may be wrong: what a wrong transcription explains is nobody's error."""

from __future__ import annotations

from collections.abc import Sequence

from testimony.transcript.types import FlagKind, ReviewState, Segment, Severity, Word

__all__ = ["draft_doubt"]

_SPEECH = frozenset({
    FlagKind.LOW_CONFIDENCE, FlagKind.LANGUAGE_UNCERTAIN, FlagKind.SCRIPT_MISMATCH, FlagKind.VARIETY_MISMATCH,
    FlagKind.OVER_SILENCE, FlagKind.KNOWN_CAPTION, FlagKind.LOOP, FlagKind.TOO_FAST, FlagKind.TRUNCATED,
    FlagKind.AUDIO_DAMAGED,
})  # fmt: skip
_DOUBTFUL = 0.5
_SHOWN = 3


def draft_doubt(rows: Sequence[tuple[Segment, Sequence[Word]]]) -> str:
    """Say why the draft of a compared row may be wrong; empty where nothing says so.

    A text that a person wrote or approved is not doubted.

    Args:
        rows: Every row that was compared, with its words and their probabilities.
    """
    found = []
    for row, words in rows:
        if row.state.source is not ReviewState.UNREVIEWED:
            continue
        kinds = [flag.kind for flag in row.flags if flag.kind in _SPEECH and _counts(flag.severity)]
        weak = [word.text.strip() for word in words if word.probability < _DOUBTFUL and word.text.strip()]
        if kinds:
            found.append(f"row {row.id} ({kinds[0].value.replace('_', ' ')})")
        elif weak:
            found.append(f"row {row.id} ({' '.join(weak[:_SHOWN])})")
    return f"The draft may be wrong, listen to {', '.join(found)}." if found else ""


def _counts(severity: Severity) -> bool:
    return severity is not Severity.INFO
