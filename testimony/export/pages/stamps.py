"""Bates numbers: a stamp for each page of a production, counted on from document to document."""

from __future__ import annotations

import re

from testimony.export.options import Exhibit
from testimony.text.sanitize import one_line
from testimony.transcript.errors import ExportError

__all__ = ["next_bates", "stamp_of"]

_BATES = re.compile(r"(.{0,24}?)(\d{1,12})")


def stamp_of(exhibit: Exhibit, pages: int = 0) -> dict[str, str | int]:
    """Return prefix, first number and width of a document's Bates stamps, as the templates take them.

    Args:
        exhibit: The names and numbers of the document.
        pages: How many pages stand before, in earlier volumes.

    Raises:
        ExportError: The stamp does not end in digits.
    """
    if not exhibit.bates:
        return {"prefix": "", "first": 0, "width": 0}
    match = _BATES.fullmatch(one_line(exhibit.bates))
    if match is None:
        raise ExportError(
            f"{exhibit.bates!r} is no Bates number: it ends in no digits, or is longer than 36 characters.",
            "Write the first page's: --bates CHEN000001",
        )
    return {"prefix": match[1], "first": int(match[2]) + pages, "width": len(match[2])}


def next_bates(bates: str, pages: int) -> str:
    """Return the stamp of the page after so many pages; an empty one stays empty."""
    stamp = stamp_of(Exhibit(bates=bates), pages)
    return f"{stamp['prefix']}{stamp['first']:0{stamp['width']}}" if bates else ""
