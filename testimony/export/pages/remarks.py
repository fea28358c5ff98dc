"""What is said about a row beside its words: open doubts, notes, differences of a rendition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from testimony.export.job import Job
from testimony.text.sanitize import clean, one_line
from testimony.transcript.findings import Decision, Finding
from testimony.transcript.types import Segment

__all__ = ["Remark", "remarks_of"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is said about a row.

    Attributes:
        kind: ``doubt``, ``note`` or ``difference``.
        head: What it is, and whose.
        text: What it says.
    """

    kind: str
    head: str
    text: str


def remarks_of(job: Job) -> dict[str, list[Remark]]:
    """Map the rows of a document to what is said about them; a finding stands at its first row."""
    found = {one.id: list(_of_row(one)) for one in job.transcript.segments}
    for finding in job.transcript.findings:
        rows = [one for one in (*finding.originals, *finding.renditions) if one in found]
        if rows and finding.decision is not Decision.REJECTED:
            found[rows[0]].append(_difference(finding))
    for link in job.transcript.links:
        rows = [one for one in link.from_ids if one in found]
        if rows and link.note:
            found[rows[0]].append(Remark("difference", "Discrepancy", clean(link.note)))
    return {name: remarks for name, remarks in found.items() if remarks}


def _of_row(segment: Segment) -> Iterator[Remark]:
    for flag in segment.flags:
        if not flag.waived_by:
            yield Remark("doubt", f"Doubt, {flag.kind.value.replace('_', ' ')}", clean(flag.note) or "open")
    for note in segment.notes:
        yield Remark("note", f"Note by {one_line(note.by)}", clean(note.text))


def _difference(finding: Finding) -> Remark:
    decided = f"accepted by {one_line(finding.by)}" if finding.by else "found by a machine, not decided"
    head = f"Rendition, {finding.kind.value.replace('_', ' ')}, {finding.grade.value}, {decided}"
    parts = (finding.note, finding.remark, f"Should be: {finding.proposal}" if finding.proposal else "")
    return Remark("difference", head, clean(" ".join(filter(None, parts))))
