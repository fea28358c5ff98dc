"""The voices of a transcript at a glance: who, how much, where to listen."""

from __future__ import annotations

from dataclasses import dataclass

from testimony.transcript.turns import turns_of
from testimony.transcript.types import FlagKind, Segment, Speaker, Transcript

__all__ = ["SpeakerSummary", "summarise"]

_SAMPLES = 3
_SAMPLE_MS = (2_000, 12_000)


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """One speaker.

    Attributes:
        turns: How often they speak.
        spoken_ms: How long, all turns together.
        samples: Where to listen, in order of time: up to three rows of a few seconds, without a doubt about
            the speaker, as ``(start_ms, end_ms)``.
    """

    speaker: Speaker
    turns: int
    spoken_ms: int
    samples: tuple[tuple[int, int], ...]


def summarise(transcript: Transcript) -> list[SpeakerSummary]:
    """Sum up every speaker who has a row, by first appearance; then those without a row."""
    turns = turns_of(transcript.segments)
    order = list(dict.fromkeys(turn.speaker for turn in turns))
    known = {one.id: one for one in transcript.speakers}
    ids = [*order, *(one for one in known if one not in order)]
    return [
        SpeakerSummary(
            known.get(speaker, Speaker(speaker, speaker)),
            sum(turn.speaker == speaker for turn in turns),
            sum(turn.end_ms - turn.start_ms for turn in turns if turn.speaker == speaker),
            _samples([one for one in transcript.segments if one.speaker == speaker]),
        )
        for speaker in ids
    ]


def _samples(rows: list[Segment]) -> tuple[tuple[int, int], ...]:
    least, most = _SAMPLE_MS
    doubted = (FlagKind.SPEAKER_UNCERTAIN, FlagKind.OVERLAP)

    def rank(row: Segment) -> tuple[bool, bool, int]:
        length = row.end_ms - row.start_ms
        doubt = any(flag.kind in doubted and not flag.waived_by for flag in row.flags)
        return doubt, not least <= length <= most, -min(length, most)

    best = sorted(rows, key=lambda row: (*rank(row), row.start_ms))[:_SAMPLES]
    return tuple(sorted((row.start_ms, row.end_ms) for row in best))
