"""The discrepancy log as a Word file, on its side, the heading of its table on every page."""

from __future__ import annotations

import io
from dataclasses import replace

from testimony.export.formats.documents.archive import without_dates
from testimony.export.formats.documents.word_page import add_page_to_sign, new_document
from testimony.export.formats.documents.word_styles import FACT, without_leftovers
from testimony.export.formats.documents.word_tables import add_grid
from testimony.export.formats.findings.log import HEADS, Entry, Log
from testimony.export.job import Cell, Job

__all__ = ["form"]

_SHARES = (0.4, 0.6, 0.65, 0.9, 1.6, 1.6, 1.3, 0.8, 0.7, 0.8, 1.5)
_ORIGINAL, _RENDITION, _PROPOSAL = 4, 5, 6


def form(job: Job, log: Log, places: dict[str, str]) -> bytes:
    """The file; it holds no date, so that the same transcript gives the same bytes."""
    document = new_document(replace(job, marks=log.marks), landscape=True)
    document.add_heading("Discrepancy log", level=0)
    for label, value in log.facts:
        document.add_paragraph(f"{label}: {value}", style=FACT)
    document.add_heading("Legend", level=1)
    for label, value in log.legend:
        document.add_paragraph(f"{label}: {value}", style=FACT)
    document.add_heading("Findings", level=1)
    rows = [_row(one, places.get(one.rows[0], "")) for one in log.entries]
    add_grid(document, HEADS, _SHARES, rows)
    if log.declaration:
        add_page_to_sign(document, log.declaration)
    without_leftovers(document)
    stream = io.BytesIO()
    document.save(stream)
    return without_dates(stream.getvalue())


def _row(entry: Entry, cite: str) -> list[Cell]:
    original, rendition = entry.languages
    languages = {_ORIGINAL: original, _RENDITION: rendition, _PROPOSAL: rendition}
    return [Cell(text, languages.get(place, "en")) for place, text in enumerate(entry.cells(cite))]
