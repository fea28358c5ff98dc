"""PDF/A-2a by typst: an exhibit in two columns, in volumes where it is long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from testimony.export.job import Cell, Job, Row, clock, facts, state_code
from testimony.export.pages.appendix import appendix
from testimony.export.pages.courtpage import Line, rules_of
from testimony.export.pages.front import DOUBT, Table, indexes, is_doubtful, legend, speakers
from testimony.export.pages.glyphs import refuse_missing
from testimony.export.pages.numbering import Numbering, Page, pages_of
from testimony.export.pages.stamps import stamp_of
from testimony.export.pages.typesetting import compile_apart, compile_pages, count_pages
from testimony.export.scripts import tag_of
from testimony.text.cells import cell_width, clip
from testimony.text.sanitize import clean, one_line

__all__ = ["SINGLE_ROWS", "VOLUME_ROWS", "as_run", "write"]

SINGLE_ROWS = 5_000
VOLUME_ROWS = 3_000  # typst holds a whole document in memory, and keeps it: 4,000 rows took 617 MB
SINGLE_PAGES = 650
VOLUME_PAGES = 400  # of 25 lines, about as many rows
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
    numbering = Numbering(job)
    _check_glyphs(job, numbering)
    volumes = list(_volumes(job))
    done = 0
    for number, part in enumerate(volumes, start=1):
        document = _document(
            job, part, numbering, f", volume {number} of {len(volumes)}" * (len(volumes) > 1)
        )
        document |= {"done": done, "bates": stamp_of(job.options.exhibit, done)}
        if number < len(volumes):
            document |= {"appendix": [], "certificate": []}
        compiled = compile_pages if len(volumes) == 1 else compile_apart
        data = compiled("exhibit.typ", document)
        done += count_pages(data)
        yield sign(data)


@dataclass(frozen=True, slots=True)
class _Ids:
    """Rows that something leads to, rows of the outline, rows with an open doubt."""

    anchors: frozenset[str]
    bookmarks: frozenset[str]
    doubtful: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Volume:
    """A part of the document: its rows, and for a court page its pages."""

    rows: Sequence[Row]
    pages: Sequence[Page] = ()


def _volumes(job: Job) -> Iterator[_Volume]:
    rows = list(job.rows())
    if job.options.layout != "court":
        size = len(rows) if len(rows) <= SINGLE_ROWS else VOLUME_ROWS
        yield from (_Volume(rows[i : i + size]) for i in range(0, len(rows), max(1, size)))
    else:
        pages = list(pages_of(job))
        size = len(pages) if len(pages) <= SINGLE_PAGES else VOLUME_PAGES
        known = {row.segment.id: row for row in rows}
        for i in range(0, len(pages), max(1, size)):
            part = pages[i : i + size]
            yield _Volume([known[line.segment] for page in part for line in page.lines if line.segment], part)
    if not rows:
        yield _Volume(())


def _signature(job: Job) -> Callable[[bytes], bytes]:
    """Open the key first: whoever mistypes a passphrase should not wait for the pages."""
    if job.options.sign is None:
        return lambda data: data
    from testimony.export.formats.documents.signing import open_key, sign

    signer = open_key(job.options.sign, job.options.sign_passphrase)
    return lambda data: sign(data, signer)


def _document(job: Job, volume: _Volume, numbering: Numbering, part: str) -> dict[str, object]:
    court = job.options.layout == "court"
    rows = list(volume.rows)
    inside = replace(job, transcript=replace(job.transcript, segments=tuple(row.segment for row in rows)))
    index = speakers(inside, numbering)
    if part:
        index = replace(index, title="Speakers in this volume")
    ids = frozenset(row.segment.id for row in rows)
    others = indexes(job, numbering)
    firsts = frozenset(index.ids).union(*(table.ids for table in others)) & ids
    doubtful = frozenset(row.segment.id for row in rows if is_doubtful(row.segment))
    marked = _Ids(firsts, _bookmarks(rows), doubtful)
    exhibit = job.options.exhibit
    title = one_line(exhibit.title)
    return {
        "title": title,
        "name": clip(" | ".join(filter(None, (one_line(exhibit.case), title))), _NAME_CELLS),
        "volume": part,
        "paper": job.options.paper,
        "points": job.options.point_size,
        "tab": one_line(exhibit.tab),
        "stamp": one_line(exhibit.stamp),
        "marks": [*job.marks, *(["NOT AN OFFICIAL TRANSCRIPT OF ANY COURT"] * court)],
        "facts": [("Case", one_line(exhibit.case))] * bool(exhibit.case)
        + [("Matter", one_line(exhibit.matter))] * bool(exhibit.matter)
        + facts(job.transcript),
        "legend": legend(inside),
        "draft": job.is_draft,
        "heads": ["Page:line, time", *job.titles, *["State"] * job.is_draft],
        "tables": [_table(table, firsts) for table in (index, *others) if table.rows],
        "layout": job.options.layout,
        "below": rules_of(job).number_below,
        "rows": [] if court else list(_rows(job, rows, numbering, marked)),
        "pages": [_page(job, page, marked) for page in volume.pages],
        "appendix": appendix(job, numbering),
        "certificate": list(job.certificate),
    }


def _table(table: Table, anchors: frozenset[str]) -> dict[str, object]:
    """A table of the front pages; the cell that cites leads to the line where it is in this volume."""
    cited = next(place for place, head in enumerate(table.heads) if head in ("First at", "From"))
    return {
        "title": table.title,
        "heads": table.heads,
        "columns": table.columns,
        "rows": table.rows,
        "anchors": [_anchor(name, anchors) for name in table.ids],
        "cited": cited,
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


def _rows(job: Job, rows: Sequence[Row], numbering: Numbering, marked: _Ids) -> Iterator[dict[str, object]]:
    for row in rows:
        name = row.segment.id
        if name in numbering.gaps:
            yield {"gap": numbering.gaps[name]}
        longest = max(cell_width(row.source.text), cell_width(row.target.text))
        yield {
            "cite": numbering.at(name),
            "anchor": _anchor(name, marked.anchors),
            "bookmark": name in marked.bookmarks,
            "time": clock(row.segment.start_ms),
            "doubt": DOUBT if name in marked.doubtful else "",
            "speaker": row.speaker,
            "source": as_run(row.source),
            "target": as_run(row.target),
            "state": f"{name}\n{state_code(row.segment)}" if job.is_draft else "",
            "keep": longest <= _KEEP_LINES * _CELL_WIDTH,
        }
    if rows and rows[-1].segment.id == job.transcript.segments[-1].id and "" in numbering.gaps:
        yield {"gap": numbering.gaps[""]}


def _page(job: Job, page: Page, marked: _Ids) -> dict[str, object]:
    return {"number": page.number, "lines": [_line(line, marked, draft=job.is_draft) for line in page.lines]}


def _line(line: Line, marked: _Ids, *, draft: bool) -> dict[str, object]:
    name = line.segment if draft else ""
    return {
        **as_run(replace(line.cell, text=line.text)),
        "runs": _runs(line.text),
        "indent": line.indent,
        "mark": line.mark,
        "anchor": _anchor(line.segment, marked.anchors) if line.segment else "",
        "bookmark": line.segment in marked.bookmarks,
        "stamp": f"{name}{DOUBT * (line.segment in marked.doubtful)} \n{line.time}".strip(),
    }


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


def _check_glyphs(job: Job, numbering: Numbering) -> None:
    exhibit = job.options.exhibit
    named = (exhibit.title, exhibit.case, exhibit.matter, exhibit.tab, exhibit.stamp)
    refuse_missing(("the title block", clean(text)) for text in named)
    refuse_missing(("the title block", value) for _, value in facts(job.transcript))
    refuse_missing(
        (f"segment {row.segment.id}", text)
        for row in job.rows()
        for text in (row.source.text, row.target.text, row.speaker)
    )
    parts = appendix(job, numbering)
    refuse_missing((f"the appendix: {part['title']}", str(part["rows"])) for part in parts)
    tables = (speakers(job, numbering), *indexes(job, numbering))
    refuse_missing((f"the table {table.title}", str(table.rows)) for table in tables)
    refuse_missing(("the certificate", text) for text in job.certificate)
