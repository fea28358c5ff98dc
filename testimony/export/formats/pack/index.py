"""The word index alone, as a PDF."""

from __future__ import annotations

from collections.abc import Iterator

from testimony.export.formats.pack.condensed import set_pages
from testimony.export.job import Job
from testimony.export.pages.word_index import word_index

__all__ = ["write"]


def write(job: Job) -> Iterator[bytes]:
    """Yield the one PDF.

    Raises:
        MissingGlyph: A character cannot be drawn.
    """
    yield set_pages(job, "Word index", (), word_index(job))
