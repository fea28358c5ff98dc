"""A transcript for case software: numbered pages of 25 numbered lines, a form feed after each.

The form that Nextpoint, DISCO and Clarity say they read. Chinese is in it as UTF-8;
``--direction to-en --text target`` leaves English alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from testimony.export.chunks import encoded
from testimony.export.job import Job
from testimony.export.pages.courtpage import COLUMNS, Line
from testimony.export.pages.numbering import Page, pages_of
from testimony.text.cells import pad
from testimony.text.sanitize import one_line

__all__ = ["write"]

_MARGIN = 4  # the number of a line and two spaces


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file: UTF-8, carriage returns and line feeds, what the document is under every page."""
    yield from encoded(_pages(job))


def _pages(job: Job) -> Iterator[str]:
    marks = [one_line(mark) for mark in (*job.marks, "NOT AN OFFICIAL TRANSCRIPT OF ANY COURT")]
    feed = ""
    for page in pages_of(job):
        yield feed + "\r\n".join([*_lines(page), "", *marks, ""])
        feed = "\f"
    if not feed:
        yield "\r\n".join([*_lines(Page(job.options.exhibit.start_page, ())), "", *marks, ""])


def _lines(page: Page) -> Iterator[str]:
    yield pad(str(page.number), _MARGIN + COLUMNS, right=True)
    yield from (f"{place:>2}  {_text(line)}".rstrip() for place, line in enumerate(page.lines, start=1))


def _text(line: Line) -> str:
    mark = f"{line.mark:<5}" if line.mark else ""
    return " " * line.indent + mark + line.text
