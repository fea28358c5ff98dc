"""Two versions of a transcript: what is gone, what is new, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from testimony.export.formats.pack.versions import VersionPair, changed_runs, pairs_of
from testimony.export.job import Job, clock
from testimony.export.pages.numbering import Numbering
from testimony.export.pages.proof_page import Report, Run, Section, Shown, report_pdf
from testimony.text.sanitize import clean, file_name, one_line
from testimony.transcript.errors import ExportError
from testimony.transcript.types import Transcript

__all__ = ["write"]

_NOTHING = (Run("(nothing)"),)


def write(job: Job) -> Iterator[bytes]:
    """Yield the one PDF.

    Raises:
        ExportError: There is no other version: neither ``earlier`` nor the record was given.
    """
    earlier = job.options.earlier or (job.options.record.draft if job.options.record else None)
    if earlier is None:
        raise ExportError(
            "A comparison needs another version.",
            "testimony export FILE --to comparison --against OTHER.testimony",
        )
    numbering = Numbering(job)
    shown = {one.id for one in job.transcript.segments}
    standing = (job.whole or job.transcript).segments
    pairs = [
        pair
        for pair in pairs_of(earlier.segments, standing)
        if not pair.later or any(one.id in shown for one in pair.later)
    ]
    rows = tuple(row for pair in pairs if pair.changed for row in _rows(pair, numbering))
    heads = ("Page:line", "Time", "Earlier version", "This version")
    sections = [
        Section("Versions", (), tuple(_versions(job, earlier))),
        Section("Differences", (_counts(pairs),), rows, heads, (0.7, 0.8, 4, 4)),
    ]
    report = Report(
        "Comparison of two versions", job.marks, job.options.paper, job.options.exhibit, wide=True
    )
    yield report_pdf(report, sections)


def _versions(job: Job, earlier: Transcript) -> Iterator[tuple[str, str]]:
    if job.options.earlier is None:
        yield "Earlier version", "the machine's draft, before anybody edited it"
    else:
        yield "Earlier version", f"history head {earlier.history_head or 'none'}"
    yield "This version", f"history head {job.transcript.history_head or 'none'}"
    for name, one in (("Recording of the earlier", earlier), ("Recording of this", job.transcript)):
        yield name, "; ".join(f"{file_name(r.path)}, SHA-256 {one_line(r.sha256)}" for r in one.recordings)


def _counts(pairs: list[VersionPair]) -> str:
    changed = sum(pair.changed for pair in pairs)
    return (
        f"{changed} of {len(pairs)} passages differ; the others are the same and are not printed. Struck out"
        " is what is gone, underlined what is new; Chinese is compared character by character."
    )


def _rows(pair: VersionPair, numbering: Numbering) -> Iterator[tuple[Shown, ...]]:
    cite = next((numbering.at(one.id) for one in pair.later if numbering.at(one.id)), "gone")
    time = clock((pair.later or pair.earlier)[0].start_ms)
    for side in ("source", "target"):
        before, after = pair.texts(side)
        if before != after:
            gone, new = changed_runs(clean(before), clean(after))
            yield cite, time, gone or _NOTHING, new or _NOTHING
