"""Reports as PDF: sections of paragraphs and tables, every page marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from testimony.export.options import Exhibit
from testimony.export.pages.stamps import stamp_of
from testimony.text.han import has_han
from testimony.text.sanitize import one_line

__all__ = ["Report", "Run", "Section", "Shown", "proof_pdf", "report_pdf"]

_KEY_AND_VALUE = (1, 3)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a cell: as it was, gone, or new."""

    text: str
    kind: Literal["same", "gone", "new"] = "same"


Shown = str | tuple[Run, ...]
"""What a cell holds: text, or pieces of it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report.

    Attributes:
        paragraphs: Text above the table.
        rows: Cells of the table, row by row; empty for none.
        heads: Names of the columns; empty for a table of names and values.
        widths: How wide the columns are, against each other.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[tuple[Shown, ...], ...] = ()
    heads: tuple[str, ...] = ()
    widths: tuple[float, ...] = _KEY_AND_VALUE


@dataclass(frozen=True, slots=True)
class Report:
    """How a report looks, and what is stamped on it.

    Attributes:
        title: Of the document.
        marks: What every page says on top.
        paper: ``letter`` or ``a4``.
        exhibit: Case, tab and stamps; the title is not taken from it.
        wide: On its side.
    """

    title: str
    marks: Sequence[str]
    paper: str = "letter"
    exhibit: Exhibit = Exhibit()  # noqa: RUF009  frozen, without a mutable part
    wide: bool = False


def proof_pdf(title: str, marks: Sequence[str], sections: Sequence[Section], paper: str = "letter") -> bytes:
    """Set the report of a verification; arguments and errors as of ``report_pdf``."""
    return report_pdf(Report(title, marks, paper), sections)


def report_pdf(report: Report, sections: Sequence[Section]) -> bytes:
    """Set a report.

    Args:
        report: How it looks.
        sections: In order.

    Raises:
        MissingGlyph: The shipped font has no picture for a character.
        ExportError: The typesetter refused.
    """
    from testimony.export.pages.glyphs import refuse_missing
    from testimony.export.pages.typesetting import compile_pages

    exhibit = report.exhibit
    document = {
        "title": one_line(report.title),
        "name": " | ".join(filter(None, (one_line(exhibit.case), one_line(exhibit.matter)))),
        "tab": one_line(exhibit.tab),
        "bates": stamp_of(exhibit),
        "stamp": one_line(exhibit.stamp),
        "marks": [one_line(mark) for mark in report.marks],
        "paper": report.paper,
        "wide": report.wide,
        "sections": [_value(section) for section in sections],
    }
    refuse_missing(("the report", text) for section in sections for text in _texts(section))
    refuse_missing(("the heading", str(document[name])) for name in ("title", "name", "tab", "stamp"))
    return compile_pages("proof.typ", document)


def _texts(section: Section) -> list[str]:
    cells = [cell for row in section.rows for cell in row]
    runs = [run.text for cell in cells if not isinstance(cell, str) for run in cell]
    return [*section.paragraphs, *runs, *(cell for cell in cells if isinstance(cell, str))]


def _value(section: Section) -> dict[str, object]:
    return {
        "title": section.title,
        "paragraphs": [_runs(text) for text in section.paragraphs],
        "heads": list(section.heads),
        "widths": list(section.widths),
        "rows": [[_runs(cell) for cell in row] for row in section.rows],
    }


def _runs(cell: Shown) -> list[dict[str, str]]:
    runs = (Run(cell),) if isinstance(cell, str) else cell
    return [
        {
            "text": one_line(run.text) if len(runs) == 1 else run.text,
            "kind": run.kind,
            "lang": _language(run.text),
        }
        for run in runs
    ]


def _language(text: str) -> str:
    return "zh" if has_han(text) else "en"
