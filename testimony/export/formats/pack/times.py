"""From when to when each printed line is spoken: a table for synchronised video."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import groupby

from testimony.export.chunks import encoded
from testimony.export.formats.exchange.csv import tame
from testimony.export.job import Job
from testimony.export.pages.courtpage import Line
from testimony.export.pages.numbering import Spot, spots_of
from testimony.text.sanitize import clean
from testimony.transcript.types import Segment

__all__ = ["COLUMNS", "line_times", "write"]

COLUMNS = (
    "page",
    "line",
    "start",
    "end",
    "start_ms",
    "end_ms",
    "measured",
    "speaker",
    "text",
    "document_status",
)
Placed = tuple[Spot, Line]


def write(job: Job) -> Iterator[bytes]:
    """Yield the one CSV file: UTF-8 with a signature, CRLF, a row for each line of the numbered pages."""
    yield b"\xef\xbb\xbf"
    yield from encoded(_rows(job))


def _rows(job: Job) -> Iterator[str]:
    known = {one.id: one for one in job.transcript.segments}
    names, status = job.speakers(), "; ".join(job.marks)
    yield _line(COLUMNS)
    for name, group in groupby(spots_of(job), key=lambda one: one[2]):
        placed = [(spot, line) for spot, line, _ in group]
        segment = known[name]
        for (spot, line), (start, end, measured) in zip(placed, line_times(segment, placed), strict=True):
            cells = (
                str(spot.page), str(spot.line), _timecode(start), _timecode(end), str(start), str(end),
                "words" if measured else "estimated", names.get(segment.speaker, segment.speaker),
                f"{line.mark} {line.text}".strip(), status,
            )  # fmt: skip
            yield _line([tame(cell) for cell in cells])


def line_times(segment: Segment, placed: Sequence[Placed]) -> list[tuple[int, int, bool]]:
    """Return when each line of a row is spoken, in milliseconds, and whether words say so.

    What was said takes its times from the words that were heard, where the text is still theirs. Any other
    line gets its share of the row's time by its length: an estimate, and called so.
    """
    times: list[tuple[int, int, bool]] = []
    for translated in (False, True):
        lines = [line for _, line in placed if line.translated is translated]
        times += (None if translated else _by_words(segment, lines)) or _by_length(segment, lines)
    return times


def _by_words(segment: Segment, lines: Sequence[Line]) -> list[tuple[int, int, bool]] | None:
    heard = [(word.start_ms, word.end_ms, "".join(clean(word.text).split())) for word in segment.words]
    if not heard or "".join(text for _, _, text in heard) != "".join(segment.source.split()):
        return None
    spoken = ["".join(line.text.split()) for line in lines]
    everything = "".join(spoken)
    skipped = len(everything) - len("".join(segment.source.split()))
    if skipped < 0 or not everything.endswith("".join(segment.source.split())):
        return None
    ends: list[tuple[int, int, int, int]] = []
    at = skipped  # what the page sets before the words is nobody's speech
    for start, end, text in heard:
        ends.append((at, at + len(text), start, end))
        at += len(text)
    times: list[tuple[int, int, bool]] = []
    begin, last = 0, segment.start_ms
    for text in spoken:
        inside = [
            (start, end) for first, stop, start, end in ends if first < begin + len(text) and stop > begin
        ]
        start, end = (inside[0][0], inside[-1][1]) if inside else (last, last)
        start = max(start, last) if times else start
        last = max(start, end)
        times.append((start, last, True))
        begin += len(text)
    return times


def _by_length(segment: Segment, lines: Sequence[Line]) -> list[tuple[int, int, bool]]:
    total = sum(len(line.text) for line in lines) or 1
    span, at = segment.end_ms - segment.start_ms, 0
    times: list[tuple[int, int, bool]] = []
    for line in lines:
        start = segment.start_ms + span * at // total
        at += len(line.text)
        times.append((start, segment.start_ms + span * at // total, False))
    return times


def _timecode(ms: int) -> str:
    seconds, part = divmod(max(0, ms), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{part:03}"


def _line(cells: Sequence[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    return stream.getvalue()
