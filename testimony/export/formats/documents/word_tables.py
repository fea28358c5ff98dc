"""Tables and runs of a Word file, written straight to the XML where there are many of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from testimony.export.formats.documents.word_styles import LINE, REFERENCE, TABLE
from testimony.export.job import Cell
from testimony.export.scripts import tag_of
from testimony.text.sanitize import clean

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

__all__ = ["add_grid", "child", "new_run", "new_table", "w"]

_WORD_LANGUAGES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-US", "ug": "ug-CN"}


def add_grid(
    document: Document, heads: Sequence[str], shares: Sequence[float], rows: Sequence[Sequence[Cell]]
) -> None:
    """Add a table as wide as the page in small letters, its heading on every page."""
    table = new_table(document, len(rows) + 1, heads, shares)
    for element, cells in zip(table._tbl.tr_lst[1:], rows, strict=True):
        for place, cell in zip(element.tc_lst, cells, strict=True):
            new_run(place.p_lst[0], cell.text, tag_of(cell.language, cell.text), style=REFERENCE)
        child(element.get_or_add_trPr(), "cantSplit")


def new_table(document: Document, rows: int, heads: Sequence[str], shares: Sequence[float]) -> Table:
    """Add a table as wide as the page, its first row filled and repeated on every page.

    Args:
        document: Where, at its end.
        rows: How many, the heading among them.
        heads: Text of the heading.
        shares: How wide the columns are, against each other.
    """
    from docx.shared import Length

    section = document.sections[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    # All rows at once: adding a row at a time is quadratic.
    table: Table = document.add_table(rows=rows, cols=len(heads))
    table.style, table.autofit = TABLE, False
    for column, share in zip(table.columns, shares, strict=True):
        column._gridCol.w = Length(round(room * share / sum(shares)))
    first = table._tbl.tr_lst[0]
    for cell, text in zip(first.tc_lst, heads, strict=True):
        run = new_run(cell.p_lst[0], text, "en", style=REFERENCE)
        run.get_or_add_rPr().get_or_add_b()
    properties = first.get_or_add_trPr()
    child(properties, "cantSplit")
    child(properties, "tblHeader")
    return table


def new_run(paragraph: Any, text: str, language: str, *, style: str = LINE) -> Any:
    """Add a run straight to the XML: python-docx's own objects cost twenty times as much.

    Args:
        paragraph: Its element.
        text: The words; a line feed becomes a line break.
        language: BCP-47 tag.
        style: Id of the paragraph's style.
    """
    paragraph.get_or_add_pPr().get_or_add_pStyle().set(w("val"), style)
    run = paragraph.add_r()
    run.text = clean(text)
    properties = run.get_or_add_rPr()
    tag = _WORD_LANGUAGES.get(language, "en-US")
    if tag.startswith("zh"):  # else Word takes “ ” … — from the Latin font, also in Chinese
        properties.insert(0, properties.makeelement(w("rFonts"), {w("hint"): "eastAsia"}))
    if language == "ug" or _runs_leftwards(text):
        properties.get_or_add_rtl()
        child(paragraph.get_or_add_pPr(), "bidi")
    mark = child(properties, "lang")
    mark.set(w("eastAsia" if tag.startswith("zh") else "val"), tag)
    return run


def _runs_leftwards(text: str) -> bool:
    """Say whether the first letter belongs to a script written from right to left."""
    if text.isascii():
        return False
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def w(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name


def child(parent: Any, name: str) -> Any:
    """Return an element's child of this name, added at its end where there is none."""
    found = parent.find(w(name))
    if found is None:
        found = parent.makeelement(w(name), {}, parent.nsmap)
        parent.append(found)
    return found
