"""What a discrepancy log holds: numbered findings, what was compared, and the reviewer's declaration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from testimony.export.job import Job, clock, facts
from testimony.text.sanitize import clean, file_name, one_line
from testimony.transcript.edits import document_of
from testimony.transcript.errors import NothingToExport
from testimony.transcript.findings import Decision, Finding
from testimony.transcript.rendered import RenderedPair, rendered_pairs

__all__ = ["HEADS", "Entry", "Log", "discrepancy_log"]

HEADS = (
    "No.", "Page:line", "Time", "Speaker", "Original", "Rendition", "Proposed rendition", "Kind", "Severity",
    "State", "Note",
)  # fmt: skip
_SEVERITIES = (
    ("minor", "the wording suffers; the meaning stands"),
    ("major", "the meaning changes, or part of it is lost"),
    ("critical", "a fact that the case may turn on changes"),
)
_BLANK = "_" * 36


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered finding, each cell as it is printed.

    Attributes:
        rows: Ids of the rows it is about, originals first; for its page and line.
        span_ms: From when to when it is heard, original and rendition.
        languages: Of original and rendition.
    """

    number: int
    time: str
    speaker: str
    original: str
    rendition: str
    proposal: str
    kind: str
    severity: str
    state: str
    note: str
    rows: tuple[str, ...]
    span_ms: tuple[int, int]
    languages: tuple[str, str]

    def cells(self, cite: str = "") -> list[str]:
        """The cells in the order of ``HEADS``."""
        return [
            str(self.number), cite, self.time, self.speaker, self.original, self.rendition, self.proposal,
            self.kind, self.severity, self.state, self.note,
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Log:
    """The whole log.

    Attributes:
        entries: In order of time.
        facts: What was compared, label and value.
        legend: What the words of the columns mean.
        declaration: Paragraphs to sign, the last three for the pen; empty while anything is undecided, and
            for text of demo models.
        marks: What every page says.
    """

    entries: tuple[Entry, ...]
    facts: tuple[tuple[str, str], ...]
    legend: tuple[tuple[str, str], ...]
    declaration: tuple[str, ...]
    marks: tuple[str, ...]


def discrepancy_log(job: Job) -> Log:
    """Gather the findings that were asked for.

    Raises:
        NothingToExport: There are none; the hint says how to make or to decide them.
    """
    everything = job.options.findings == "all"
    document = document_of(job.transcript)
    found = [
        (pair, job.findings[finding.id][0], finding, job.findings[finding.id][1])
        for pair in rendered_pairs(document)
        for _, finding in pair.findings
    ]
    if not found:
        raise NothingToExport(
            "There are no findings about renditions in this transcript.",
            "Make them: testimony renditions FILE",
        )
    chosen = [one for one in found if everything or one[2].decision is Decision.ACCEPTED]
    if not chosen:
        raise NothingToExport(
            f"None of the {len(found)} findings was accepted by a person.",
            "Decide them: testimony review FILE, key R; or list them all: --findings all",
        )
    entries = tuple(_entry(job, pair, number, finding, stale) for pair, number, finding, stale in chosen)
    undecided = sum(one[2].decision is Decision.OPEN for one in chosen)
    stale = sum(one[3] for one in chosen)
    decided = not undecided and not stale and not job.transcript.is_demo
    return Log(
        entries,
        (*facts(job.transcript), *_counts(found)),
        _legend(),
        tuple(_declaration(job, chosen)) if decided else (),
        (*job.marks, *_marks(len(chosen), undecided, stale)),
    )


def _marks(total: int, undecided: int, stale: int) -> Iterator[str]:
    if undecided:
        yield f"DIFFERENCES FOUND BY A MACHINE – {undecided} OF {total} NOT DECIDED BY A PERSON"
    if stale:
        yield f"THE TEXT OF {stale} OF {total} FINDINGS CHANGED SINCE THEY WERE COMPARED"


def _counts(found: list[tuple[RenderedPair, int, Finding, bool]]) -> Iterator[tuple[str, str]]:
    decisions = [one[2].decision for one in found]
    counted = ", ".join(f"{decisions.count(each)} {each.value}" for each in Decision)
    yield "Findings", f"{len(found)} in all: {counted}"


def _legend() -> tuple[tuple[str, str], ...]:
    return (
        *((name.capitalize(), meaning) for name, meaning in _SEVERITIES),
        ("Time", "hours, minutes and seconds from the start of the recording"),
        (
            "Page:line",
            "of the exhibit in court layout (25 numbered lines a page), of this case and start page",
        ),
        ("State", "open: found by a machine, not decided; accepted, rejected: decided by the person named"),
    )


def _entry(job: Job, pair: RenderedPair, number: int, finding: Finding, stale: bool) -> Entry:
    names = job.speakers()
    rows = (*pair.originals, *pair.renditions)
    voices = dict.fromkeys(names.get(one.speaker, one.speaker) for one in pair.originals or pair.renditions)
    spoken = [side[0].language if side else "en" for side in (pair.originals, pair.renditions)]
    start = min((one.start_ms for one in rows), default=0)
    return Entry(
        number,
        clock(start),
        one_line(", ".join(voices)),
        _said(pair.originals),
        _said(pair.renditions),
        clean(finding.proposal),
        finding.kind.value.replace("_", " "),
        finding.grade.value,
        _state(finding, stale),
        _note(finding),
        tuple(one.id for one in rows),
        (start, max((one.end_ms for one in rows), default=0)),
        (spoken[0], spoken[1]),
    )


def _said(rows: tuple[object, ...]) -> str:
    return clean(" ".join(one.source for one in rows)).strip() or "–"  # type: ignore[attr-defined]


def _state(finding: Finding, stale: bool) -> str:
    parts = [finding.decision.value]
    if finding.by:
        parts.append(f"by {one_line(finding.by)}")
    if stale:
        parts.append("(text changed since)")
    return " ".join(parts)


def _note(finding: Finding) -> str:
    """What differs and what a person remarked; a doubt about the draft only while nobody decided."""
    doubt = finding.doubt if finding.decision is Decision.OPEN else ""
    return clean("\n".join(filter(None, (finding.note, doubt, finding.remark))))


def _declaration(job: Job, chosen: list[tuple[RenderedPair, int, Finding, bool]]) -> Iterator[str]:
    """Words for a person to sign; nothing of it is filled in for them.

    The last sentence is the form of 28 U.S.C. § 1746.
    """
    accepted = sum(one[2].decision is Decision.ACCEPTED for one in chosen)
    recordings = "; ".join(
        f"{file_name(one.path)}, {clock(one.duration_ms)}, SHA-256 {one.sha256}"
        for one in job.transcript.recordings
    )
    yield "Declaration of the reviewer"
    yield f"I, {_BLANK}, declare:"
    yield "1. I am competent in the languages of this log."
    yield f"2. I listened to the recording named here where each finding stands: {recordings}."
    yield (
        "3. I compared the interpreter's renditions with what was said."
        f" The {accepted} findings of this log that are marked accepted are true and accurate"
        " to the best of my abilities."
    )
    yield "4. I have no interest in the outcome of this matter."
    yield "5. I declare under penalty of perjury that the foregoing is true and correct."
    yield f"Signature: {_BLANK}"
    yield f"Executed on (date): {_BLANK}"
    yield f"Name, address and telephone: {_BLANK}"
