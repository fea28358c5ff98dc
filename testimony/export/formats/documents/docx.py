"""Word: a real table whose heading repeats, East Asian fonts and languages set, doubts as comments."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from testimony.export.formats.documents.archive import without_dates
from testimony.export.formats.documents.word_page import add_page_to_sign, new_document
from testimony.export.formats.documents.word_styles import FACT, REFERENCE, without_leftovers
from testimony.export.formats.documents.word_tables import add_grid, child, new_run, new_table, w
from testimony.export.job import Cell, Job, Row, clock, facts, state_code
from testimony.export.pages.appendix import Part, appendix
from testimony.export.pages.front import DOUBT, Table, indexes, is_doubtful, legend, speakers
from testimony.export.pages.numbering import Numbering
from testimony.export.scripts import tag_of
from testimony.text.sanitize import clean, one_line

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["write"]

_SHARES = (0.95, 0.8, 1.4, 2.0, 2.0)  # of the width that the columns get
_STATE = 0.7
_NAMESPACES = re.compile(rb' xmlns:\w+="[^"]*"')  # the document declares them all
_DECLARED = 40  # more than a row declares, all of it in its first tag
_LONG = 1_500  # characters; a longer row may break over two pages


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file; it holds no date, so that the same transcript gives the same bytes."""
    document, numbering = new_document(job), Numbering(job)
    _front(document, job, numbering)
    rows = _lines(document, job, numbering)
    _back(document, job, numbering)
    without_leftovers(document)
    stream = io.BytesIO()
    document.save(stream)
    yield without_dates(stream.getvalue(), "word/document.xml", rows)


def _front(document: Document, job: Job, numbering: Numbering) -> None:
    exhibit = job.options.exhibit
    document.add_heading(one_line(exhibit.title), level=0)
    named = [pair for pair in (("Case", exhibit.case), ("Matter", exhibit.matter)) if pair[1]]
    for label, value in named + facts(job.transcript):
        document.add_paragraph(f"{label}: {one_line(value)}", style=FACT)
    document.add_heading("Legend", level=1)
    for label, value in legend(job):
        document.add_paragraph(f"{label}: {value}", style=FACT)
    for table in (speakers(job, numbering), *indexes(job, numbering)):
        _grid(document, table, level=1)
    document.add_heading("Transcript", level=1)


def _lines(document: Document, job: Job, numbering: Numbering) -> Iterator[bytes]:
    """Make the table of the lines; its rows come back packed, for a tree of them all is gigabytes.

    Comments are made with the rows and belong to another part of the file, so the rows are made first.
    """
    from lxml import etree

    heads = ["Page:line", "Time", "Speaker", *job.titles, *["Row, state"] * job.is_draft]
    table = new_table(document, 2, heads, (*_SHARES, *[_STATE] * job.is_draft))
    blank = table._tbl.tr_lst[1]
    table._tbl.remove(blank)
    table._tbl.append(etree.Comment("rows"))
    packer = zlib.compressobj()
    packed = [packer.compress(piece) for piece in _pieces(document, job, numbering, blank)]
    packed.append(packer.flush())
    return _unpacked(packed)


def _pieces(document: Document, job: Job, numbering: Numbering, blank: Any) -> Iterator[bytes]:
    """Yield each row of the table as XML, and before it what an excerpt leaves out."""
    from lxml import etree

    def told(name: str) -> Iterator[Any]:
        if name in numbering.gaps:
            element = deepcopy(blank)
            new_run(element.tc_lst[3].p_lst[0], f"[{numbering.gaps[name]}]", "en", style=REFERENCE)
            yield element

    for row in job.rows():
        element = deepcopy(blank)
        _fill(element, row, numbering.at(row.segment.id), draft=job.is_draft)
        _comments(document, element, row)
        for one in (*told(row.segment.id), element):
            yield _NAMESPACES.sub(b"", etree.tostring(one), count=_DECLARED)
    for one in told(""):
        yield _NAMESPACES.sub(b"", etree.tostring(one), count=_DECLARED)


def _unpacked(packed: Sequence[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    yield from map(unpacker.decompress, packed)
    yield unpacker.flush()


def _comments(document: Document, element: Any, row: Row) -> None:
    paragraph = element.tc_lst[3].p_lst[0]
    doubts = [f"{f.kind.value.replace('_', ' ')}: {f.note}" for f in row.segment.flags if not f.waived_by]
    if doubts:
        _comment(document, paragraph, "\n".join(doubts), "Testimony")
    for note in row.segment.notes:
        _comment(document, paragraph, note.text, note.by)


def _fill(element: Any, row: Row, cite: str, *, draft: bool) -> None:
    segment = row.segment
    if len(row.source.text) + len(row.target.text) < _LONG:
        child(element.get_or_add_trPr(), "cantSplit")
    first, second, third, source, target, *last = element.tc_lst
    plain = (cite + DOUBT * is_doubtful(segment), clock(segment.start_ms), row.speaker)
    for cell, text in zip((first, second, third), plain, strict=True):
        new_run(cell.p_lst[0], text, "en", style=REFERENCE)
    if draft:
        new_run(last[0].p_lst[0], f"{segment.id} {state_code(segment)}", "en", style=REFERENCE)
    for cell, shown in ((source, row.source), (target, row.target)):
        new_run(cell.p_lst[0], shown.text, tag_of(shown.language, shown.text))


def _comment(document: Document, paragraph: Any, text: str, author: str) -> None:
    from docx.text.paragraph import Paragraph

    runs, name = Paragraph(paragraph, document._body).runs, one_line(author)
    initials = "".join(part[0] for part in name.split())[:3]
    comment = document.add_comment(runs, text=clean(text), author=name, initials=initials)
    comment._comment_elm.attrib.pop(w("date"), None)


def _back(document: Document, job: Job, numbering: Numbering) -> None:
    document.add_heading("Appendix", level=1).paragraph_format.page_break_before = True
    for part in appendix(job, numbering):
        rows = [list(row) for row in part["rows"]]
        if part["kind"] == "table" and rows:
            _grid(document, _as_table(part, rows), level=2)
            continue
        document.add_heading(part["title"], level=2)
        for text in [f"{label}: {value}" for label, value in rows] or [part["none"]]:
            document.add_paragraph(text, style=FACT)
    if job.certificate:
        add_page_to_sign(document, job.certificate)


def _as_table(part: Part, rows: list[list[str]]) -> Table:
    return Table(part["title"], tuple(part["heads"]), tuple(part["columns"]), tuple(map(tuple, rows)))


def _grid(document: Document, table: Table, *, level: int) -> None:
    if table.rows:
        document.add_heading(table.title, level=level)
        cells = [[Cell(text, "en") for text in row] for row in table.rows]
        add_grid(document, table.heads, table.columns, cells)
