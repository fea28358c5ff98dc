"""PDF/A-2a by typst: an exhibit in two columns, in volumes where it is long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from testimony.export.job import Cell, Job, Row, clock, facts, state_code
from testimony.export.pages.courtpage import pages_of
from testimony.export.pages.front import DOUBT, appendix, is_doubtful, legend, speakers
from testimony.export.pages.glyphs import refuse_missing
from testimony.export.pages.typesetting import compile_apart, compile_pages
from testimony.export.scripts import tag_of
from testimony.text.cells import cell_width, clip
from testimony.text.sanitize import clean, one_line

__all__ = ["SINGLE_ROWS", "VOLUME_ROWS", "as_run", "front_pages", "write"]

SINGLE_ROWS = 5_000
VOLUME_ROWS = 3_000  # typst holds a whole document in memory, and keeps it: 4,000 rows took 617 MB
_KEEP_LINES = 12  # a row up to so many lines is not broken over two pages
_CELL_WIDTH = 33  # cells that fit into a column, about
_LONG_WORD = re.compile(r"[^\s\u2e80-\uffef]{15,}")  # and nothing East Asian, which breaks anywhere
_REGIONS = {"zh-Hans": "CN", "zh-Hant": "TW"}  # typst's tags have a region, where ours have a script
_NAME_CELLS = 72  # of the footer; the title page has the whole name
_MINUTES = (1, 2, 5, 10, 15, 30, 60)  # between two bookmarks
_BOOKMARKS = 40  # more of them in an outline help nobody find a place


def write(job: Job) -> Iterator[bytes]:
    """Yield a volume at a time; pages are numbered through.

    Raises:
        MissingGlyph: A character cannot be drawn.
        ExportError: The key that is to sign does not open.
    """
    sign = _signature(job)
    _check_glyphs(job)
    rows = list(job.rows())
    size = len(rows) if len(rows) <= SINGLE_ROWS else VOLUME_ROWS
    volumes = [rows[i : i + size] for i in range(0, len(rows), size)] if rows else [[]]
    start = job.options.exhibit.start_page
    for number, part in enumerate(volumes, start=1):
        document = _document(job, part, (number, len(volumes)), start)
        data = (
            compile_pages("exhibit.typ", document)
            if len(volumes) == 1
            else compile_apart("exhibit.typ", document)
        )
        start += _pages(data)
        yield sign(data)


def _signature(job: Job) -> Callable[[bytes], bytes]:
    """Open the key first: whoever mistypes a passphrase should not wait for the pages."""
    if job.options.sign is None:
        return lambda data: data
    from testimony.export.formats.documents.signing import open_key, sign

    signer = open_key(job.options.sign, job.options.sign_passphrase)
    return lambda data: sign(data, signer)


def _pages(data: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def front_pages(job: Job) -> int:
    """How many pages stand before the lines: the title, the contents and the index of speakers."""
    document = _document(job, list(job.rows()), (1, 1), 1)
    bare = document | {"rows": [], "pages": [], "appendix": [], "certificate": []}
    return _pages(compile_pages("exhibit.typ", bare)) - 1  # the lines' own page says that there are none


def _document(job: Job, rows: list[Row], volume: tuple[int, int], start: int) -> dict[str, Any]:
    number, count = volume
    court = job.options.layout == "court"
    part = replace(job, transcript=replace(job.transcript, segments=tuple(row.segment for row in rows)))
    index = speakers(part)
    firsts = frozenset(cells[-1] for cells in index)
    bookmarks = _bookmarks(rows)
    exhibit = job.options.exhibit
    title = one_line(exhibit.title)
    return {
        "title": title,
        "name": clip(" | ".join(filter(None, (one_line(exhibit.case), title))), _NAME_CELLS),
        "volume": f", volume {number} of {count}" if count > 1 else "",
        "part": f", volume {number} of {count}" if count > 1 else "",
        "paper": job.options.paper,
        "tab": one_line(exhibit.tab),
        "start": start,
        "marks": [*job.marks, *(["NOT AN OFFICIAL TRANSCRIPT OF ANY COURT"] * court)],
        "facts": [("Case", one_line(exhibit.case))] * bool(exhibit.case)
        + [("Matter", one_line(exhibit.matter))] * bool(exhibit.matter)
        + facts(job.transcript),
        "legend": legend(part),
        "heads": ["Line, time, speaker", *job.titles, "State"],
        "speakers": [[_anchor(cells[-1], firsts), *cells[:-1]] for cells in index],
        "layout": job.options.layout,
        "rows": [] if court else [_row(row, firsts, bookmarks) for row in rows],
        "pages": _court_pages(part, firsts, bookmarks) if court else [],
        "appendix": appendix(job) if number == count else [],
        "certificate": list(job.certificate) if number == count else [],
    }


def _bookmarks(rows: list[Row]) -> frozenset[str]:
    """Choose the lines that the outline leads to: the first after every so many minutes."""
    starts = [(row.segment.start_ms, row.segment.id) for row in rows]
    found: dict[int, str] = {}
    for minutes in _MINUTES:
        found = {}
        for start, name in starts:
            found.setdefault(start // (60_000 * minutes), name)
        if len(found) <= _BOOKMARKS:
            break
    return frozenset(found.values())


def _anchor(name: str, firsts: frozenset[str]) -> str:
    return f"line-{name}" if name in firsts else ""


def _row(row: Row, firsts: frozenset[str], bookmarks: frozenset[str]) -> dict[str, Any]:
    longest = max(cell_width(row.source.text), cell_width(row.target.text))
    return {
        "id": row.segment.id,
        "anchor": _anchor(row.segment.id, firsts),
        "bookmark": row.segment.id in bookmarks,
        "time": clock(row.segment.start_ms),
        "doubt": DOUBT if is_doubtful(row.segment) else "",
        "speaker": row.speaker,
        "source": as_run(row.source),
        "target": as_run(row.target),
        "state": state_code(row.segment),
        "keep": longest <= _KEEP_LINES * _CELL_WIDTH,
    }


def _court_pages(job: Job, firsts: frozenset[str], bookmarks: frozenset[str]) -> list[list[dict[str, Any]]]:
    doubtful = frozenset(s.id for s in job.transcript.segments if is_doubtful(s))
    return [
        [
            {
                **as_run(replace(line.cell, text=line.text)),
                "runs": _runs(line.text),
                "indent": line.indent,
                "mark": line.mark,
                "anchor": _anchor(line.segment, firsts),
                "bookmark": line.segment in bookmarks,
                "stamp": f"{line.segment}{DOUBT * (line.segment in doubtful)} \n{line.time}".strip(),
            }
            for line in page
        ]
        for page in pages_of(job)
    ]


def _runs(text: str) -> list[tuple[bool, str]]:
    """Split a line into runs of wide and of narrow characters, for the grid."""
    return [(wide, "".join(run)) for wide, run in groupby(text, key=lambda c: cell_width(c) > 1)]


def as_run(cell: Cell) -> dict[str, str | bool | None]:
    """Return a text with its language and script, as the templates take them."""
    language, _, script = tag_of(cell.language, cell.text).partition("-")
    known = len(language) in (2, 3) and language.isalpha() and language != "und"
    return {
        "text": cell.text,
        "lang": language if known else "en",
        "region": _REGIONS.get(f"{language}-{script}", "US" if language == "en" or not known else None),
        "script": script.lower() or "auto",
        "long": _LONG_WORD.search(cell.text) is not None,
    }


def _check_glyphs(job: Job) -> None:
    exhibit = job.options.exhibit
    named = (exhibit.title, exhibit.case, exhibit.matter, exhibit.tab)
    refuse_missing(("the title block", clean(text)) for text in named)
    refuse_missing(("the title block", value) for _, value in facts(job.transcript))
    refuse_missing(
        (f"segment {row.segment.id}", text)
        for row in job.rows()
        for text in (row.source.text, row.target.text, row.speaker)
    )
    refuse_missing((f"the appendix: {part['title']}", str(part["rows"])) for part in appendix(job))
    refuse_missing(("the index of speakers", str(row)) for row in speakers(job))
    refuse_missing(("the certificate", text) for text in job.certificate)
