"""The errata sheet: what people changed, as the draft reads and as it should read, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from testimony.export.formats.pack.versions import VersionPair, changed_runs, pairs_of
from testimony.export.job import Job
from testimony.export.pages.numbering import Numbering
from testimony.export.pages.proof_page import Report, Section, Shown, report_pdf
from testimony.export.record import Event
from testimony.text.sanitize import clean, one_line
from testimony.transcript.edits import EditKind
from testimony.transcript.errors import ExportError
from testimony.transcript.types import Segment

__all__ = ["write"]

_SIDES = (("source", "as spoken"), ("target", "translation"))
_BLANK = "_" * 36
_EDITS = frozenset(
    (
        EditKind.CORRECT_SOURCE,
        EditKind.CORRECT_TARGET,
        EditKind.REPLACE,
        EditKind.MACHINE_TEXT,
        EditKind.SPLIT,
        EditKind.MERGE,
        EditKind.UNDO,
        EditKind.REDO,
        EditKind.PURGE,
    )
)


def write(job: Job) -> Iterator[bytes]:
    """Yield the one PDF.

    Raises:
        ExportError: The record was not given.
    """
    record = job.options.record
    if record is None:
        raise ExportError("An errata sheet needs the machine's draft.", "testimony export FILE --to errata")
    numbering = Numbering(job)
    shown = {one.id for one in job.transcript.segments}
    pairs = [pair for pair in pairs_of(record.draft.segments, _standing(job)) if _is_shown(pair, shown)]
    rows = tuple(row for pair in pairs if pair.changed for row in _rows(pair, numbering, record.events))
    changed = sum(pair.changed for pair in pairs)
    said = (
        f"The draft is what the machine made of the recording; the final text is what stands at history head"
        f" {job.transcript.history_head or 'none'}. {changed} of {len(pairs)} passages were changed.",
        "Struck out is what is gone, underlined what is new. A reason is printed where somebody noted one, or"
        " where the software had marked the passage; nothing is supplied where there is none.",
    )
    heads = ("Page:line", "Text", "The draft reads", "Should read", "Reason", "By")
    sections = [
        Section("Changes", said, rows, heads, (0.7, 0.8, 2.6, 2.6, 1.8, 1.2)),
        Section(
            "To sign",
            (
                "I have compared these changes with the recording and with the draft. Signature:"
                f" {_BLANK} Date: {'_' * 20}",
                f"Name: {_BLANK}",
            ),
        ),
    ]
    marks = ("UNSIGNED", *job.marks)
    yield report_pdf(
        Report("Errata sheet", marks, job.options.paper, job.options.exhibit, wide=True), sections
    )


def _standing(job: Job) -> Sequence[Segment]:
    return (job.whole or job.transcript).segments


def _is_shown(pair: VersionPair, shown: set[str]) -> bool:
    return not pair.later or any(one.id in shown for one in pair.later)


def _rows(pair: VersionPair, numbering: Numbering, events: Sequence[Event]) -> Iterator[tuple[Shown, ...]]:
    cite = next((numbering.at(one.id) for one in pair.later if numbering.at(one.id)), "gone")
    who = _who(pair, events)
    for side, label in _SIDES:
        before, after = pair.texts(side)
        if before != after:
            gone, new = changed_runs(clean(before), clean(after))
            yield cite, label, gone or "(nothing)", new or "(nothing)", _reason(pair), who


def _reason(pair: VersionPair) -> str:
    notes = [f"{one_line(note.by)}: {clean(note.text)}" for row in pair.later for note in row.notes]
    standing = {(flag.kind, flag.note) for row in pair.later for flag in row.flags}
    doubts = dict.fromkeys(
        f"the draft was marked: {flag.kind.value.replace('_', ' ')}"
        for row in pair.earlier
        for flag in row.flags
        if (flag.kind, flag.note) not in standing
    )
    return "; ".join((*notes, *doubts)) or "none noted"


def _who(pair: VersionPair, events: Sequence[Event]) -> str:
    ids = {one.id for one in (*pair.earlier, *pair.later)}
    made = [one for one in events if one.kind in _EDITS and ids & one.rows]
    if not made:
        return "not recorded"
    last = made[-1]
    standing = "" if last.standing == "confirmed" else f" ({last.standing})"
    return f"{one_line(last.by)}{standing}, {last.at[:10]}"
