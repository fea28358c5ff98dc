"""The condensed transcript: four numbered pages on each page, and the word index behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from testimony.export.job import Job
from testimony.export.pages.glyphs import refuse_missing
from testimony.export.pages.numbering import Page, pages_of
from testimony.export.pages.stamps import stamp_of
from testimony.export.pages.typesetting import compile_pages
from testimony.export.pages.word_index import LEFT_OUT, Part, word_index
from testimony.text.han import has_han
from testimony.text.sanitize import one_line

__all__ = ["set_pages", "write"]


def write(job: Job) -> Iterator[bytes]:
    """Yield the one PDF.

    Raises:
        MissingGlyph: A character cannot be drawn.
    """
    yield set_pages(job, "Condensed transcript", list(pages_of(job)), word_index(job))


def set_pages(job: Job, title: str, pages: Sequence[Page], parts: Sequence[Part]) -> bytes:
    """Set pages four on one, behind them an index; either may be empty.

    Args:
        job: Whose pages they are; names, stamps and marks are taken from it.
        title: Of the document.
        pages: As ``pages_of`` gives them.
        parts: As ``word_index`` gives them.
    """
    exhibit = job.options.exhibit
    refuse_missing(
        (f"segment {row.segment.id}", text)
        for row in job.rows()
        for text in (row.source.text, row.target.text, row.speaker)
    )
    document: dict[str, object] = {
        "layout": "condensed",
        "title": title,
        "name": " | ".join(filter(None, (one_line(exhibit.case), one_line(exhibit.matter)))),
        "tab": one_line(exhibit.tab),
        "bates": stamp_of(exhibit),
        "stamp": one_line(exhibit.stamp),
        "marks": [*map(one_line, job.marks), "NOT AN OFFICIAL TRANSCRIPT OF ANY COURT"],
        "paper": job.options.paper,
        "pages": [_page(page) for page in pages],
        "parts": [_part(part) for part in parts],
        "left": [f"{name}: {' '.join(sorted(words))}" for name, words in LEFT_OUT.items()] if parts else [],
    }
    refuse_missing(("the word index", str(document["parts"])) for _ in parts[:1])
    refuse_missing(("the heading", str(document[name])) for name in ("name", "tab", "stamp"))
    return compile_pages("condensed.typ", document)


def _page(page: Page) -> dict[str, object]:
    lines = [
        {
            "text": f"{line.mark:<5}{line.text}" if line.mark else line.text,
            "indent": line.indent,
            "lang": _lang(line.text),
        }
        for line in page.lines
    ]
    return {"number": page.number, "lines": lines}


def _lang(text: str) -> str:
    return "zh" if has_han(text) else "en"


def _part(part: Part) -> dict[str, object]:
    return {
        "heading": part.heading,
        "entries": [
            {
                "word": f"{entry.reading} {entry.word}".strip(),
                "lang": _lang(entry.word),
                "count": entry.count,
                "places": ", ".join(map(str, entry.places)),
            }
            for entry in part.entries
        ],
    }
