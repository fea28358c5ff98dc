"""The discrepancy log: what the interpreter said otherwise, in the form that the file's name asks for."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

from testimony.export.formats.findings.log import Log, discrepancy_log
from testimony.transcript.errors import ExportError

if TYPE_CHECKING:
    from testimony.export.job import Job

__all__ = ["FORMS", "write"]

# Ending of the file's name → the module that writes it; a new form is a module and a line here.
FORMS = {
    ".pdf": "log_pdf",
    ".docx": "log_docx",
    ".xlsx": "log_xlsx",
    ".csv": "log_csv",
}


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file.

    Raises:
        ExportError: No such form, or no findings to write.
    """
    from testimony.export.pages.numbering import Numbering

    if job.suffix not in FORMS:
        known = ", ".join(FORMS)
        raise ExportError(
            f"A discrepancy log is written as {known}, not as {job.suffix or 'a file without an ending'}.",
            "Name the file so: -o log.pdf",
        )
    log = discrepancy_log(job)
    module = importlib.import_module(f"testimony.export.formats.findings.{FORMS[job.suffix]}")
    form = cast("Callable[[Job, Log, dict[str, str]], bytes]", module.form)
    yield form(job, log, Numbering(job).places)
