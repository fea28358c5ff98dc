"""Decoded utterances → the segments of a block, with every doubt about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from testimony.transcript.types import Block, Flag, Segment, Utterance
from transcribe.guards.base import Row
from transcribe.guards.registry import flags_of
from transcribe.guards.without_text import damaged_flag, no_text_flag
from transcribe.segments import cut_words
from transcribe.spoken import DecodedUtterance

if TYPE_CHECKING:
    from testimony.audio.decoding import DamagedGap

__all__ = ["segments_of", "with_damage", "without_text"]

_MIN_GAP_MS = 100  # a shorter gap between segments is not worth a row of its own
_BROKEN_OFF_MS = 500


def segments_of(heard: DecodedUtterance) -> list[Segment]:
    """Cut one utterance into segments.

    Args:
        heard: The utterance with its words.

    Returns:
        Segments that touch each other and fill the utterance; one without text if nothing was written.
    """
    utterance = heard.spoken.utterance
    if not heard.text:
        length = utterance.end_ms - utterance.start_ms
        return [without_text(utterance, no_text_flag(length / 1000), heard)]
    rows = cut_words(heard.words, heard.spoken.voiced, heard.spoken.turns)
    limits = [utterance.start_ms, *(row[0].start_ms for row in rows[1:]), utterance.end_ms]
    return [
        _segment(Row(words, start, end, heard), first=index == 0)
        for index, (words, start, end) in enumerate(zip(rows, limits, limits[1:], strict=False))
    ]


def without_text(utterance: Utterance, flag: Flag, heard: DecodedUtterance | None = None) -> Segment:
    """Make the row that tells a person to listen where nothing was written."""
    return Segment(
        id="",
        recording="",
        channel=utterance.channel,
        start_ms=utterance.start_ms,
        end_ms=utterance.end_ms,
        speaker="",
        language=utterance.language if heard else "und",
        language_probability=utterance.language_probability if heard else 0.0,
        source="",
        flags=(flag,),
        alternatives=heard.alternatives if heard else (),
    )


def _segment(row: Row, *, first: bool) -> Segment:
    utterance = row.heard.spoken.utterance
    return Segment(
        id="",
        recording="",
        channel=utterance.channel,
        start_ms=row.start_ms,
        end_ms=row.end_ms,
        speaker="",
        language=utterance.language,
        language_probability=round(utterance.language_probability, 4),
        source=row.text,
        flags=flags_of(row),
        words=row.words,
        alternatives=row.heard.alternatives if first else (),
    )


def with_damage(
    segments: Sequence[Segment], block: Block, gaps: Sequence[DamagedGap], *, last: bool
) -> list[Segment]:
    """Flag what lies over a gap in the recording; a gap under no segment becomes a row.

    A recording that breaks off has its gap behind its last sound: its last half second stands for it.

    Args:
        segments: Of the block.
        block: Its limits.
        gaps: Stretches that could not be decoded.
        last: True for the last block of the recording.

    Returns:
        The segments in time order.
    """
    flagged = list(segments)
    for gap in gaps:
        start, end = max(gap.start_ms, block.start_ms), min(gap.end_ms, block.end_ms)
        if last and gap.start_ms >= block.end_ms:
            start, end = max(block.start_ms, block.end_ms - _BROKEN_OFF_MS), block.end_ms
        if end <= start:
            continue
        touched = [index for index, item in enumerate(flagged) if item.start_ms < end and start < item.end_ms]
        for index in touched:
            flag = damaged_flag(gap.end_ms - gap.start_ms, partly=True)
            flagged[index] = replace(flagged[index], flags=(*flagged[index].flags, flag))
        if not touched and end - start >= _MIN_GAP_MS:
            flagged.append(
                without_text(Utterance(start, end), damaged_flag(gap.end_ms - gap.start_ms, partly=False))
            )
    return sorted(flagged, key=lambda item: (item.start_ms, item.channel, item.end_ms))
