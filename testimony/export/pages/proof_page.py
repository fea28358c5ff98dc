"""The report of a verification as a PDF: sections of paragraphs and tables, every page marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from testimony.text.sanitize import one_line

__all__ = ["Section", "proof_pdf"]

_KEY_AND_VALUE = (1, 3)


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
    rows: tuple[tuple[str, ...], ...] = ()
    heads: tuple[str, ...] = ()
    widths: tuple[int, ...] = _KEY_AND_VALUE


def proof_pdf(title: str, marks: Sequence[str], sections: Sequence[Section], paper: str = "letter") -> bytes:
    """Set the report.

    Args:
        title: Of the document.
        marks: What every page says on top.
        sections: In order.
        paper: ``letter`` or ``a4``.

    Raises:
        MissingGlyph: The shipped font has no picture for a character.
        ExportError: The typesetter refused.
    """
    from testimony.export.pages.glyphs import refuse_missing
    from testimony.export.pages.typesetting import compile_pages

    document = {
        "title": one_line(title),
        "marks": [one_line(mark) for mark in marks],
        "paper": paper,
        "sections": [_value(section) for section in sections],
    }
    texts = [one_line(text) for section in sections for row in section.rows for text in row]
    refuse_missing([("the report", text) for text in texts])
    return compile_pages("proof.typ", document)


def _value(section: Section) -> dict[str, object]:
    return {
        "title": section.title,
        "paragraphs": [one_line(text) for text in section.paragraphs],
        "heads": list(section.heads),
        "widths": list(section.widths),
        "rows": [[one_line(cell) for cell in row] for row in section.rows],
    }
