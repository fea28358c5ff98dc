"""The table of exhibits that the words name, with columns for what only the file of the court knows."""

from __future__ import annotations

from collections.abc import Iterator

from testimony.export.job import Job
from testimony.export.pages.indexes import exhibits_named
from testimony.export.pages.numbering import Numbering
from testimony.export.pages.proof_page import Report, Section, report_pdf

__all__ = ["write"]


def write(job: Job) -> Iterator[bytes]:
    """Yield the one PDF."""
    named = exhibits_named(job, Numbering(job))
    rows = tuple(
        (one.label, one.places[0], ", ".join(one.places[1:]) or "–", one.words, "", "", "") for one in named
    )
    said = (
        "Exhibits that the words of the transcript name, found by rule. Whether one was offered, admitted or"
        " excluded, and its own pages, are for a person to fill in."
        if rows
        else "The words of the transcript name no exhibit that the rules know."
    )
    heads = ("Exhibit", "First at", "Also at", "Words there", "Offered", "Admitted", "Bates pages")
    section = Section("Exhibits named", (said,), rows, heads, (1.4, 0.7, 1.3, 3, 0.8, 0.8, 1.2))
    report = Report("Table of exhibits", job.marks, job.options.paper, job.options.exhibit, wide=True)
    yield report_pdf(report, [section])
