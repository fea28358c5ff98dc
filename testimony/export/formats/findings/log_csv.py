"""The discrepancy log as CSV: every cell quoted, none of them a formula; the declaration below the table."""

from __future__ import annotations

import csv
import io

from testimony.export.formats.exchange.csv import tame
from testimony.export.formats.findings.log import HEADS, Log
from testimony.export.job import Job

__all__ = ["form"]


def form(_job: Job, log: Log, places: dict[str, str]) -> bytes:
    """The file: UTF-8 with a signature, CRLF."""
    stream = io.StringIO()
    sheet = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    sheet.writerow([*HEADS, "document_status"])
    for entry in log.entries:
        cells = [*entry.cells(places.get(entry.rows[0], "")), "; ".join(log.marks)]
        sheet.writerow([tame(cell) for cell in cells])
    for paragraph in log.declaration:
        sheet.writerow([tame(paragraph)])
    return stream.getvalue().encode("utf-8-sig")
