"""A transcript as aligned columns on a terminal: time, speaker, language, source, translation."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from testimony.text.cells import pad, wrap
from testimony.transcript.types import ReviewState, Segment, Severity, Speaker, Transcript
from testimony.transcript.verdict import NOT_VERIFIED

__all__ = ["heading", "listing", "terminal_width"]

_WIDEST = 200
_NARROWEST = 60
_SPEAKER_CELLS = 14
_MARKS = {
    ReviewState.UNREVIEWED: "·",
    ReviewState.EDITED: "e",
    ReviewState.APPROVED: "a",
    ReviewState.SECOND_APPROVED: "A",
}


def terminal_width() -> int:
    """Columns to fill: the terminal's, within reason; 100 where there is none."""
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((100, 24)).columns))


def heading(transcript: Transcript) -> Iterator[str]:
    """What the transcript is and how far people have come with it."""
    for recording in transcript.recordings:
        minutes, seconds = divmod(recording.duration_ms // 1000, 60)
        yield f"Recording  {recording.path}  ({minutes}:{seconds:02d})"
        if recording.tracks > 1:
            yield f"Track      {recording.track} of the {recording.tracks} sound tracks of the file"
        yield f"SHA-256    {recording.sha256}"
    if transcript.verdict.is_broken:
        yield f"{NOT_VERIFIED} – these words are not the ones that were sealed"
    unreviewed = sum(1 for segment in transcript.segments if not segment.state.is_reviewed)
    if not transcript.complete:
        yield "INCOMPLETE – the run was interrupted; the same `testimony run` goes on"
    if unreviewed:
        yield f"DRAFT – UNREVIEWED MACHINE OUTPUT ({unreviewed} of {len(transcript.segments)} lines)"
    else:
        yield "REVIEWED – NOT CERTIFIED"
    if transcript.is_demo:
        yield "DEMO MODEL – never certifiable"


def listing(
    segments: Iterable[Segment], speakers: Iterable[Speaker], width: int, *, flags: bool = False
) -> Iterator[str]:
    """Lines of aligned columns, each segment's translation beside what was said.

    Args:
        segments: Rows, in time order.
        speakers: Names for their speaker ids.
        width: Cells to fill; Chinese takes two a character.
        flags: Explain every flag under its segment; otherwise a ``!`` marks one that is more than a hint.
    """
    names = {speaker.id: speaker.name for speaker in speakers}
    gutter = 8 + 9 + _SPEAKER_CELLS + 1 + 4
    left = (width - gutter - 2) // 2
    right = width - gutter - 2 - left
    yield (
        pad("id", 8)
        + pad("time", 9)
        + pad("speaker", _SPEAKER_CELLS + 1)
        + pad("lang", 5)
        + "source / translation"
    )
    yield "─" * width
    for segment in segments:
        yield from _row(segment, names, left, right)
        if flags:
            for flag in segment.flags:
                note = f"{flag.severity.upper()} {flag.kind}: {flag.note}"
                yield from (" " * 17 + line for line in wrap(note, width - 17))


def _row(segment: Segment, names: Mapping[str, str], left: int, right: int) -> Iterator[str]:
    doubtful = any(flag.severity is not Severity.INFO for flag in segment.flags)
    state = _MARKS[segment.state.source] + _MARKS[segment.state.target] + ("!" if doubtful else " ")
    speaker = wrap(names.get(segment.speaker, segment.speaker), _SPEAKER_CELLS)
    columns = zip_longest(speaker, wrap(segment.source, left), wrap(segment.target, right), fillvalue="")
    for number, (name, source, target) in enumerate(columns):
        first = number == 0
        lead = pad(f"{state}{segment.id}", 8) + pad(_clock(segment.start_ms), 9) if first else " " * 17
        language = segment.language if first else ""
        line = lead + pad(name, _SPEAKER_CELLS + 1) + pad(language, 4) + pad(source, left) + "  " + target
        yield line.rstrip()


def _clock(ms: int) -> str:
    seconds = ms // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
