"""The discrepancy log as a workbook: the findings, what was compared, the declaration to sign."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from testimony.export.formats.documents.archive import without_dates
from testimony.export.formats.findings.log import HEADS, Log
from testimony.export.job import Job
from testimony.text.sanitize import clean, one_line

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["form"]

_WIDTHS = (6, 10, 10, 18, 46, 46, 46, 16, 11, 22, 46)
_NO_DATE = datetime(1980, 1, 1)  # a zip archive's earliest
_WIDE = 110


def form(job: Job, log: Log, places: dict[str, str]) -> bytes:
    """The file; it holds no date, so that the same transcript gives the same bytes."""
    from openpyxl import Workbook
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    about = book.properties
    about.title, about.creator = one_line(job.options.exhibit.title), ""
    about.created = about.modified = _NO_DATE
    book.remove(book.worksheets[0])
    findings = book.create_sheet("Findings")
    _fill(findings, [list(HEADS), *(one.cells(places.get(one.rows[0], "")) for one in log.entries)], _WIDTHS)
    findings.freeze_panes = "A2"
    findings.auto_filter.ref = findings.dimensions
    findings.page_setup.orientation, findings.page_setup.fitToHeight = "landscape", 0
    findings.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    findings.print_title_rows = "1:1"
    findings.HeaderFooter.oddHeader.center.text = " – ".join(log.marks).replace("&", "&&")
    marks = [["Status", mark] for mark in log.marks]
    _fill(book.create_sheet("Compared"), [*marks, *map(list, log.facts), *map(list, log.legend)], (18, _WIDE))
    if log.declaration:
        _fill(book.create_sheet("Declaration"), [[text] for text in log.declaration], (_WIDE,))
    stream = io.BytesIO()
    book.save(stream)
    return without_dates(stream.getvalue())


def _fill(sheet: Worksheet, rows: list[list[str]], widths: tuple[int, ...]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    wrapped = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            cell: Any = sheet.cell(number, place)
            cell.value = clean(text)
            cell.data_type = "s"  # never a formula, whatever it begins with
            cell.alignment = wrapped
            if number == 1:
                cell.font = Font(bold=True)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
