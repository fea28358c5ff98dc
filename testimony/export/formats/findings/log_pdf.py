"""The discrepancy log as PDF/A-2a, on its side, its heading on every page."""

from __future__ import annotations

from testimony.export.formats.documents.pdf import as_run
from testimony.export.formats.findings.log import HEADS, Entry, Log
from testimony.export.job import Cell, Job
from testimony.export.pages.glyphs import refuse_missing
from testimony.export.pages.stamps import stamp_of
from testimony.export.pages.typesetting import compile_pages
from testimony.text.sanitize import one_line

__all__ = ["form"]


def form(job: Job, log: Log, places: dict[str, str]) -> bytes:
    """The file.

    Raises:
        MissingGlyph: A character cannot be drawn.
    """
    exhibit = job.options.exhibit
    document: dict[str, object] = {
        "title": "Discrepancy log",
        "name": " | ".join(filter(None, (one_line(exhibit.case), "Discrepancy log"))),
        "paper": job.options.paper,
        "bates": stamp_of(exhibit),
        "stamp": one_line(exhibit.stamp),
        "tab": one_line(exhibit.tab),
        "marks": list(log.marks),
        "facts": [("Case", one_line(exhibit.case))] * bool(exhibit.case)
        + [("Matter", one_line(exhibit.matter))] * bool(exhibit.matter)
        + list(log.facts),
        "legend": list(log.legend),
        "heads": list(HEADS),
        "rows": [_row(one, places.get(one.rows[0], "")) for one in log.entries],
        "declaration": list(log.declaration),
    }
    refuse_missing((f"finding {one.number}", text) for one in log.entries for text in one.cells())
    refuse_missing(("the heading", str(value)) for value in (document["facts"], document["name"]))
    return compile_pages("discrepancies.typ", document)


def _row(entry: Entry, cite: str) -> list[object]:
    texts = list(entry.cells(cite))
    cells: list[object] = list(texts)
    original, rendition = entry.languages
    for place, language in ((4, original), (5, rendition), (6, rendition), (10, "en")):
        cells[place] = as_run(Cell(texts[place], language))
    return cells
