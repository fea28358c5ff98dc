"""Word: a real table whose heading repeats, East Asian fonts and languages set, doubts as comments."""

from __future__ import annotations

import io
import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from typing import TYPE_CHECKING, Any

from testimony.export.formats.documents.archive import without_dates
from testimony.export.job import Cell, Job, Row, clock, facts, state_code
from testimony.export.pages.front import DOUBT, appendix, is_doubtful, legend, speakers
from testimony.export.scripts import tag_of
from testimony.text.sanitize import clean, one_line

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

__all__ = ["add_grid", "add_page_to_sign", "new_document", "write"]

_LATIN, _EAST_ASIAN = "Calibri", "Microsoft YaHei"
_SHARES = (0.5, 0.8, 1.4, 2.05, 2.05, 0.6)  # of the width that the columns get
_SPEAKERS = (1.5, 1, 1.4, 1.4, 0.6, 0.8)
_SMALL = 9  # points
_PAPER = {"letter": (8.5, 11.0), "a4": (8.27, 11.69)}
_WORD_LANGUAGES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-US", "ug": "ug-CN"}
_NAMESPACES = re.compile(rb' xmlns:\w+="[^"]*"')  # the document declares them all
_DECLARED = 40  # more than a row declares, all of it in its first tag
_LONG = 1_500  # characters; a longer row may break over two pages
_NO_DATE = datetime(1980, 1, 1)  # a zip archive's earliest; Word shows its properties without a zone


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file; it holds no date, so that the same transcript gives the same bytes."""
    document = new_document(job)
    _front(document, job)
    rows = _lines(document, job)
    _back(document, job)
    stream = io.BytesIO()
    document.save(stream)
    yield without_dates(stream.getvalue(), "word/document.xml", rows)


def new_document(job: Job, *, landscape: bool = False) -> Document:
    """An empty document with fonts, languages, margins and marks."""
    import docx
    from docx.enum.section import WD_ORIENT

    document = docx.Document()
    _set_up(document, job)
    if landscape:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    return document


def add_grid(
    document: Document, heads: Sequence[str], shares: Sequence[float], rows: Sequence[Sequence[Cell]]
) -> None:
    """Add a table as wide as the page in small letters, its heading on every page."""
    table = _new_table(document, len(rows) + 1, list(heads), shares)
    for element, cells in zip(table._tbl.tr_lst[1:], rows, strict=True):
        for place, cell in zip(element.tc_lst, cells, strict=True):
            _run(place.p_lst[0], cell.text, tag_of(cell.language, cell.text), small=True)
        _child(element.get_or_add_trPr(), "cantSplit")


def add_page_to_sign(document: Document, paragraphs: Sequence[str]) -> None:
    """Add a page with a title, paragraphs, and three lines for a pen."""
    from docx.shared import Pt

    document.add_heading(paragraphs[0], level=1).paragraph_format.page_break_before = True
    for index, text in enumerate(paragraphs[1:], start=2):
        paragraph = document.add_paragraph(text)
        to_sign = index > len(paragraphs) - 3  # the last three: signature, date, name
        paragraph.paragraph_format.space_before = Pt(24 if to_sign else 8)
        paragraph.paragraph_format.keep_with_next = to_sign and index < len(paragraphs)


def _set_up(document: Document, job: Job) -> None:
    from docx.shared import Inches, Pt, RGBColor

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _LATIN, Pt(10.5)
    normal.paragraph_format.space_after = Pt(0)
    fonts = normal.element.rPr.rFonts
    fonts.set(_w("eastAsia"), _EAST_ASIAN)
    language = _child(normal.element.rPr, "lang")
    for name, value in (("val", "en-US"), ("eastAsia", "zh-CN"), ("bidi", "ug-CN")):
        language.set(_w(name), value)
    for name in ("Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name, style.font.color.rgb = _LATIN, RGBColor(0, 0, 0)
        style.element.rPr.rFonts.set(_w("eastAsia"), _EAST_ASIAN)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(_w(theme), None)
        for line in style.element.iter(_w("bottom")):  # the template's rule under a title is blue
            line.attrib.clear()
            for key, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "000000")):
                line.set(_w(key), value)
    section, (width, height) = document.sections[0], _PAPER[job.options.paper]
    section.page_width, section.page_height = Inches(width), Inches(height)
    section.left_margin = section.right_margin = Inches(0.55)
    section.top_margin, section.bottom_margin = Inches(1), Inches(0.9)
    about = document.core_properties
    about.title, about.author, about.last_modified_by = one_line(job.options.exhibit.title), "", ""
    about.comments, about.subject, about.revision = "", job.marks[0], 1
    about.created = about.modified = _NO_DATE
    _margins(document, job)


def _margins(document: Document, job: Job) -> None:
    """Put the marks on top of every page, its number and name below."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    section, exhibit = document.sections[0], job.options.exhibit
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for index, mark in enumerate(job.marks):
        run = header.add_run(mark)
        run.bold, run.font.size = True, Pt(9)
        if index < len(job.marks) - 1:
            run.add_break()
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(one_line(" – ".join(filter(None, (exhibit.case, exhibit.title)))) + " · ")
    if exhibit.tab:
        footer.add_run(f"Tab {one_line(exhibit.tab)} · ")
    footer.add_run("Page ")
    _field(footer, "PAGE")
    if exhibit.start_page == 1:
        footer.add_run(" of ")
        _field(footer, "NUMPAGES")
    else:
        numbering = section._sectPr.makeelement(_w("pgNumType"), {_w("start"): str(exhibit.start_page)})
        section._sectPr.find(_w("cols")).addprevious(numbering)  # the schema has an order


def _front(document: Document, job: Job) -> None:
    exhibit = job.options.exhibit
    document.add_heading(one_line(exhibit.title), level=0)
    named = [pair for pair in (("Case", exhibit.case), ("Matter", exhibit.matter)) if pair[1]]
    for label, value in named + facts(job.transcript):
        document.add_paragraph(f"{label}: {one_line(value)}")
    document.add_heading("Legend", level=1)
    for label, value in legend(job):
        document.add_paragraph(f"{label}: {value}")
    heads = ["Name", "Role", "Languages", "Name as written", "Lines", "First line"]
    _grid(document, {"title": "Speakers", "heads": heads, "columns": _SPEAKERS}, speakers(job), level=1)
    document.add_heading("Transcript", level=1)


def _lines(document: Document, job: Job) -> Iterator[bytes]:
    """Make the table of the lines; its rows come back packed, for a tree of them all is gigabytes.

    Comments are made with the rows and belong to another part of the file, so the rows are made first.
    """
    from lxml import etree

    heads = ["Line", "Time", "Speaker", *job.titles, "State"]
    table = _new_table(document, 2, heads, _SHARES)
    blank = table._tbl.tr_lst[1]
    table._tbl.remove(blank)
    table._tbl.append(etree.Comment("rows"))
    packer, packed = zlib.compressobj(), []
    for row in job.rows():
        element = deepcopy(blank)
        _fill(element, row)
        _comments(document, element, row)
        packed.append(packer.compress(_NAMESPACES.sub(b"", etree.tostring(element), count=_DECLARED)))
    packed.append(packer.flush())
    return _unpacked(packed)


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


def _new_table(document: Document, rows: int, heads: list[str], shares: Sequence[float]) -> Table:
    """Add a table as wide as the page, its first row filled and repeated on every page."""
    from docx.shared import Length

    section = document.sections[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    # All rows at once: adding a row at a time is quadratic.
    table: Table = document.add_table(rows=rows, cols=len(heads))
    table.style, table.autofit = "Table Grid", False
    for column, share in zip(table.columns, shares, strict=True):
        column._gridCol.w = Length(round(room * share / sum(shares)))
    first = table._tbl.tr_lst[0]
    for cell, text in zip(first.tc_lst, heads, strict=True):
        run = _run(cell.p_lst[0], text, "en")
        run.get_or_add_rPr().get_or_add_b()
    properties = first.get_or_add_trPr()
    _child(properties, "cantSplit")
    _child(properties, "tblHeader")
    return table


def _fill(element: Any, row: Row) -> None:
    segment = row.segment
    if len(row.source.text) + len(row.target.text) < _LONG:
        _child(element.get_or_add_trPr(), "cantSplit")
    plain = (segment.id + DOUBT * is_doubtful(segment), clock(segment.start_ms), row.speaker)
    first, second, third, source, target, last = element.tc_lst
    for cell, text in zip((first, second, third, last), (*plain, state_code(segment)), strict=True):
        _run(cell.p_lst[0], text, "en", small=True)
    for cell, shown in ((source, row.source), (target, row.target)):
        _run(cell.p_lst[0], shown.text, tag_of(shown.language, shown.text))


def _run(paragraph: Any, text: str, language: str, *, small: bool = False) -> Any:
    """Add a run straight to the XML: python-docx's own objects cost twenty times as much."""
    run = paragraph.add_r()
    run.text = clean(text)
    properties = run.get_or_add_rPr()
    tag = _WORD_LANGUAGES.get(language, "en-US")
    if tag.startswith("zh"):  # else Word takes “ ” … — from the Latin font, also in Chinese
        properties.insert(0, properties.makeelement(_w("rFonts"), {_w("hint"): "eastAsia"}))
    if language == "ug" or _runs_leftwards(text):
        properties.get_or_add_rtl()
        _child(paragraph.get_or_add_pPr(), "bidi")
    if small:
        properties.get_or_add_sz().set(_w("val"), str(2 * _SMALL))
    mark = _child(properties, "lang")
    mark.set(_w("eastAsia" if tag.startswith("zh") else "val"), tag)
    return run


def _runs_leftwards(text: str) -> bool:
    """Say whether the first letter belongs to a script written from right to left."""
    if text.isascii():
        return False
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def _comment(document: Document, paragraph: Any, text: str, author: str) -> None:
    from docx.text.paragraph import Paragraph

    runs, name = Paragraph(paragraph, document._body).runs, one_line(author)
    initials = "".join(part[0] for part in name.split())[:3]
    comment = document.add_comment(runs, text=clean(text), author=name, initials=initials)
    comment._comment_elm.attrib.pop(_w("date"), None)


def _back(document: Document, job: Job) -> None:
    document.add_heading("Appendix", level=1).paragraph_format.page_break_before = True
    for part in appendix(job):
        rows = [list(row) for row in part["rows"]]
        if part["kind"] == "table" and rows:
            _grid(document, part, rows, level=2)
            continue
        document.add_heading(part["title"], level=2)
        for text in [f"{label}: {value}" for label, value in rows] or [part["none"]]:
            document.add_paragraph(text)
    if job.certificate:
        add_page_to_sign(document, job.certificate)


def _grid(document: Document, part: Mapping[str, Any], rows: list[list[str]], *, level: int) -> None:
    if not rows:
        return
    document.add_heading(part["title"], level=level)
    cells = [[Cell(text, "en") for text in row] for row in rows]
    add_grid(document, part["heads"], part["columns"], cells)


def _field(paragraph: Any, code: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    field = f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))


def _w(name: str) -> str:
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name


def _child(parent: Any, name: str) -> Any:
    found = parent.find(_w(name))
    if found is None:
        found = parent.makeelement(_w(name), {}, parent.nsmap)
        parent.append(found)
    return found
