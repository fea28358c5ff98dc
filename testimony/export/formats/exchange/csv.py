"""CSV for a spreadsheet: every cell quoted, none of them a formula."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence

from testimony.export.chunks import encoded
from testimony.export.job import Job, clock
from testimony.text.sanitize import clean
from testimony.transcript.types import Segment

__all__ = ["COLUMNS", "tame", "write"]

COLUMNS = (
    "id",
    "recording",
    "channel",
    "start_ms",
    "end_ms",
    "start",
    "end",
    "speaker",
    "language",
    "language_probability",
    "source",
    "target",
    "target_language",
    "source_state",
    "target_state",
    "flags",
    "document_status",
)

# A spreadsheet runs a cell that starts with one of these (OWASP, "CSV Injection"); the apostrophe before
# it says that the cell is text.
_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠|%")


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file: UTF-8 with a signature, for spreadsheets take UTF-8 for Latin-1 without; CRLF."""
    yield codecs.BOM_UTF8
    yield from encoded(_rows(job))


def _rows(job: Job) -> Iterator[str]:
    yield _line(COLUMNS)
    names, status = job.speakers(), "; ".join(job.marks)
    for segment in job.transcript.segments:
        cells = [*_cells(segment, names.get(segment.speaker, segment.speaker)), status]
        yield _line([tame(cell) for cell in cells])


def _line(cells: Sequence[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    return stream.getvalue()


def _cells(segment: Segment, speaker: str) -> list[str]:
    flags = "; ".join(
        f"{flag.kind.value}: {flag.note}" if flag.note else flag.kind.value for flag in segment.flags
    )
    return [
        segment.id,
        segment.recording,
        str(segment.channel),
        str(segment.start_ms),
        str(segment.end_ms),
        clock(segment.start_ms),
        clock(segment.end_ms),
        speaker,
        segment.language,
        f"{segment.language_probability:.3f}",
        segment.source,
        segment.target,
        segment.target_language,
        segment.state.source.value,
        segment.state.target.value,
        flags,
    ]


def tame(cell: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = clean(cell)
    return (
        "'" + text if text.lstrip(" \u3000").startswith(_DANGEROUS) or text.startswith(_DANGEROUS) else text
    )
