"""Plain text: two columns measured in terminal cells, or one side under the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from testimony.export.chunks import encoded
from testimony.export.job import Job, Row, clock, facts, state_code
from testimony.export.options import Exhibit
from testimony.export.pages.numbering import Numbering
from testimony.text.cells import pad, wrap
from testimony.text.sanitize import one_line

__all__ = ["write"]

_GUTTER = 16  # "123:25 01:02:03 " and, below it, the speaker's name
_CITE = 6
_GAP = 2
_NARROWEST = 56  # below it, two columns are too thin to read


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file: UTF-8, line feeds, the marks at both ends."""
    yield from encoded(line + "\n" for line in _lines(job))


def _lines(job: Job) -> Iterator[str]:
    width = max(40, job.options.width)
    yield from _marks(job, width)
    yield ""
    exhibit = job.options.exhibit
    title = "" if exhibit.title == Exhibit().title else exhibit.title
    named = [("Document", title), ("Case", exhibit.case), ("Matter", exhibit.matter), ("Tab", exhibit.tab)]
    for label, value in [pair for pair in named if pair[1]] + facts(job.transcript):
        lines = wrap(one_line(value), width - 14)
        yield f"{label + ':':<14}{lines[0]}"
        yield from (" " * 14 + line for line in lines[1:])
    yield from wrap("Numbers are page:line of the pages of 25 lines (--to ascii, --layout court).", width)
    if job.is_draft:
        state = "State: row of the record, source/translation: U unreviewed, E edited, A approved, 2A second"
        yield from wrap(f"{state} approval.", width)
    yield ""
    stacked = job.options.layout == "stacked" or job.options.text != "both" or width < _NARROWEST
    yield from _stacked(job, width) if stacked else _columns(job, width)
    for text in job.certificate:
        yield from wrap(text, width)
        yield ""
    yield "=" * width
    yield from _marks(job, width)


def _marks(job: Job, width: int) -> Iterator[str]:
    for mark in job.marks:
        yield from wrap(mark, width)


def _columns(job: Job, width: int) -> Iterator[str]:
    room = width - _GUTTER - _GAP
    left = room // 2
    right = room - left
    titles = job.titles
    yield pad("Line   Time", _GUTTER) + pad(titles[0], left) + " " * _GAP + titles[1]
    yield "-" * width
    numbering = Numbering(job)
    for row in job.rows():
        yield from _left_out(numbering, row.segment.id)
        gutter = [*_numbered(row, numbering), *wrap(row.speaker, _GUTTER - 2), *_state(job, row)]
        source, target = wrap(row.source.text, left), wrap(row.target.text, right)
        for cells in zip_longest(gutter, source, target, fillvalue=""):
            line = pad(cells[0], _GUTTER) + pad(cells[1], left) + " " * _GAP + cells[2]
            yield line.rstrip()
        yield ""
    yield from _left_out(numbering, "")


def _left_out(numbering: Numbering, before: str) -> Iterator[str]:
    if before in numbering.gaps:
        yield from (f"[{numbering.gaps[before]}]", "")


def _state(job: Job, row: Row) -> list[str]:
    return [f"{row.segment.id} {state_code(row.segment)}"] if job.is_draft else []


def _numbered(row: Row, numbering: Numbering) -> list[str]:
    cite, time = numbering.at(row.segment.id), clock(row.segment.start_ms)
    return [f"{cite:<6} {time}"] if len(cite) <= _CITE else [cite, f"{'':6} {time}"]


def _stacked(job: Job, width: int) -> Iterator[str]:
    numbering = Numbering(job)
    for row in job.rows():
        yield from _left_out(numbering, row.segment.id)
        heads = (numbering.at(row.segment.id), clock(row.segment.start_ms), row.speaker, *_state(job, row))
        yield from wrap("  ".join(heads), width)
        for text in _sides(row, job.options.text):
            yield from ("    " + line for line in wrap(text, width - 4))
        yield ""
    yield from _left_out(numbering, "")


def _sides(row: Row, side: str) -> Iterator[str]:
    if side in ("both", "source"):
        yield row.source.text
    if side in ("both", "target"):
        yield row.target.text
