"""Where a row stands in the exhibit: page and line of the court layout."""

from __future__ import annotations

from dataclasses import replace

from testimony.export.job import Job

__all__ = ["court_places"]


def court_places(job: Job) -> dict[str, str]:
    """Map each row's id to ``page:line`` of the PDF that ``--layout court`` makes of the same job.

    Pages before the lines (the title and the index of speakers) are set to be counted; in an exhibit
    of several volumes those of the first volume are counted.
    """
    from testimony.export.formats.documents.pdf import front_pages
    from testimony.export.pages.courtpage import pages_of

    court = replace(job, options=replace(job.options, layout="court"))
    first = job.options.exhibit.start_page + front_pages(court)
    return {
        line.segment: f"{first + page}:{number}"
        for page, lines in enumerate(pages_of(court))
        for number, line in enumerate(lines, start=1)
        if line.segment
    }
