"""A Word file without text: its page, its marks on top of every page, its number below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from testimony.export.formats.documents.word_styles import MARK, SIGNATURE, prepare_styles
from testimony.export.job import Job
from testimony.text.sanitize import one_line

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["add_page_to_sign", "new_document"]

_PAPER = {"letter": (8.5, 11.0), "a4": (8.27, 11.69)}
"""Width and height, inches."""
_NO_DATE = datetime(1980, 1, 1)  # a zip archive's earliest; Word shows its properties without a zone


def new_document(job: Job, *, landscape: bool = False) -> Document:
    """Make an empty document with styles, languages, margins and marks."""
    import docx
    from docx.enum.section import WD_ORIENT

    document = docx.Document()
    prepare_styles(document, job.options.point_size)
    _set_up(document, job)
    if landscape:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    return document


def add_page_to_sign(document: Document, paragraphs: Sequence[str]) -> None:
    """Add a page with a title, paragraphs, and three lines for a pen."""
    from docx.shared import Pt

    document.add_heading(paragraphs[0], level=1).paragraph_format.page_break_before = True
    for index, text in enumerate(paragraphs[1:], start=2):
        to_sign = index > len(paragraphs) - 3  # the last three: signature, date, name
        paragraph = document.add_paragraph(text, style=SIGNATURE if to_sign else None)
        if not to_sign:
            paragraph.paragraph_format.space_before = Pt(8)
        paragraph.paragraph_format.keep_with_next = to_sign and index < len(paragraphs)


def _set_up(document: Document, job: Job) -> None:
    from docx.shared import Inches

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

    section, exhibit = document.sections[0], job.options.exhibit
    header = section.header.paragraphs[0]
    header.style, header.alignment = MARK, WD_ALIGN_PARAGRAPH.CENTER
    for index, mark in enumerate(job.marks):
        run = header.add_run(mark)
        if index < len(job.marks) - 1:
            run.add_break()
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(one_line(" – ".join(filter(None, (exhibit.case, exhibit.title)))) + " · ")
    if exhibit.tab:
        footer.add_run(f"Tab {one_line(exhibit.tab)}, ")
    footer.add_run("exhibit page ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    field = f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))
