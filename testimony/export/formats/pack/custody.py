"""The custody letter: what is delivered, with hashes, and who touched the record when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from testimony.export.job import Job, clock
from testimony.export.pages.proof_page import Report, Section, report_pdf
from testimony.export.record import Event, Record
from testimony.export.redaction.places import Place
from testimony.text.sanitize import file_name, one_line
from testimony.transcript.errors import ExportError

__all__ = ["write"]

_BLANK = "_" * 30


def write(job: Job) -> Iterator[bytes]:
    """Yield the one PDF; it names no word of the transcript.

    Raises:
        ExportError: The record was not given.
    """
    record = job.options.record
    if record is None:
        raise ExportError(
            "A custody letter tells of the transcript's file.", "testimony export FILE --to custody"
        )
    sections = [
        _address(job),
        *_delivered(record),
        _recording(job),
        _file(job, record),
        _people(job, record.events),
        _statement(),
    ]
    marks = ("UNSIGNED – FOR THE CUSTODIAN TO CORRECT, COMPLETE AND SIGN", *job.marks)
    yield report_pdf(Report("Custody letter", marks, job.options.paper, job.options.exhibit), sections)


def _address(job: Job) -> Section:
    exhibit = job.options.exhibit
    rows = (
        ("Date", _BLANK),
        ("To", _BLANK),
        ("From", _BLANK),
        ("Case", one_line(exhibit.case) or _BLANK),
        ("Matter", one_line(exhibit.matter) or _BLANK),
    )
    return Section("Letter", (), rows)


def _delivered(record: Record) -> Iterator[Section]:
    if record.delivered:
        said = "These files are delivered with this letter. Each is named with the SHA-256 of its bytes."
        yield Section("What is delivered", (said,), record.delivered, ("File", "SHA-256"), (1, 2.6))


def _recording(job: Job) -> Section:
    rows = []
    for one in job.transcript.recordings:
        rows += [
            ("Name", file_name(one.path)),
            ("SHA-256", one_line(one.sha256)),
            ("Length", clock(one.duration_ms)),
            ("Recorded", one_line(one.started_at or "") or "the file does not say"),
        ]
    return Section("The recording", ("The recording is not changed by the software.",), tuple(rows))


def _file(job: Job, record: Record) -> Section:
    verdict = job.transcript.verdict
    seal = "verified: what is shown is what was sealed" if verdict.is_verified else "NOT VERIFIED"
    rows = (
        ("Name", _cleared(job, file_name(record.name))),
        ("SHA-256", record.sha256),
        ("Size", f"{record.size} bytes"),
        ("History head", one_line(job.transcript.history_head) or "none"),
        ("Seal", seal),
        ("Entries of the log", str(len(record.events))),
        ("Software", record.software),
    )
    return Section("The transcript's file", (), rows)


def _people(job: Job, events: Sequence[Event]) -> Section:
    found: dict[tuple[str, str], list[Event]] = {}
    for one in events:
        found.setdefault((one.by, one.standing), []).append(one)
    rows = tuple(
        (_cleared(job, name), standing, _minute(made[0].at), _minute(made[-1].at), str(len(made)))
        for (name, standing), made in found.items()
    )
    said = "Who wrote entries of the log. Names are what people gave; the software does not check them."
    heads = ("Name", "Standing", "First (UTC)", "Last (UTC)", "Entries")
    return Section("Who touched the transcript", (said,), rows, heads, (2, 1.2, 1.4, 1.4, 0.7))


def _cleared(job: Job, text: str) -> str:
    """Return a text that is no part of the transcript without what a redaction takes out."""
    return job.redaction.redactor.clear(Place("record", one_line(text))) if job.redaction else one_line(text)


def _minute(at: str) -> str:
    return at[:16].replace("T", " ")


def _statement() -> Section:
    return Section(
        "Statement of the custodian (to be corrected and signed)",
        (
            f"I, {_BLANK}, received the recording named above from {_BLANK} on {'_' * 16} and have kept it"
            " since.",
            "I compared the SHA-256 of the recording and of each file with the values of this letter on"
            f" {'_' * 16} and found them {_BLANK}.",
            f"Signature: {_BLANK} Date: {'_' * 16}",
        ),
    )
