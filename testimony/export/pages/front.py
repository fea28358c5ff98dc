"""What stands before the lines: legend, index of speakers, witnesses and exhibits."""

from __future__ import annotations

from dataclasses import dataclass

from testimony.export.exchanges import RENDERED
from testimony.export.job import Job, language_name
from testimony.export.pages.indexes import examinations, exhibits_named
from testimony.export.pages.numbering import Numbering
from testimony.text.sanitize import one_line
from testimony.transcript.types import Segment

__all__ = ["CODES", "DOUBT", "Table", "indexes", "is_doubtful", "legend", "speakers"]

DOUBT = " †"
_CITES = (
    "of the numbered pages of 25 lines (--layout court); the same in every document made of these words with"
    " the same --court, --direction, --text and --start-page"
)

# Marks that transcribers use, as Font's "The Bilingual Forensic Transcript" and court guides list them.
CODES = {
    "[UI]": "unintelligible",
    "[IA]": "inaudible",
    "[OV]": "overlapping voices",
    "[PH]": "phonetic spelling",
    "[sic]": "as spoken",
    "[pause]": "pause",
    "[laughter]": "laughter",
    "[crying]": "crying",
    "[in English]": "spoken in English: the words stand in the English column",
    "[in Chinese]": "spoken in Chinese: the words stand in the Chinese column",
    "[not translated]": "no translation stands yet",
    "[no text]": "nothing was written for this stretch of the recording",
    RENDERED: "said by the interpreter in the hearing",
    "[speech not transcribed]": "speech is heard, but no words could be made of it",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document.

    Attributes:
        heads: Names of the columns.
        columns: How wide they are, against each other.
        rows: Cells, row by row.
        ids: Id of the row of the transcript that a row leads to, or an empty string.
    """

    title: str
    heads: tuple[str, ...]
    columns: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    ids: tuple[str, ...] = ()


def legend(job: Job) -> list[tuple[str, str]]:
    """List the codes that occur, and what the columns mean; the state of lines only of a draft."""
    everything = "\n".join(f"{row.source.text}\n{row.target.text}" for row in job.rows())
    found = [(code, meaning) for code, meaning in CODES.items() if code.lower() in everything.lower()]
    if any(map(is_doubtful, job.transcript.segments)):
        found.insert(0, (DOUBT.strip(), "a doubt about this line is still open; the appendix says which"))
    state = (
        "row of the record, and source / translation: U unreviewed machine output, E edited, A approved, 2A"
    )
    return [
        ("Page:line", _CITES),
        ("Time", "hours, minutes and seconds from the start of the recording"),
        *[("State", f"{state} approved twice")] * job.is_draft,
        *found,
    ]


def is_doubtful(segment: Segment) -> bool:
    """Say whether a flag on the line is still open."""
    return any(not flag.waived_by for flag in segment.flags)


def speakers(job: Job, numbering: Numbering) -> Table:
    """List who speaks: name, role, languages, name as written, number of rows, where first."""
    lines: dict[str, list[str]] = {}
    for segment in job.transcript.segments:
        lines.setdefault(segment.speaker, []).append(segment.id)
    known = {speaker.id: speaker for speaker in job.transcript.speakers}
    rows: list[tuple[str, ...]] = []
    for name, ids in lines.items():
        speaker, first = known.get(name), numbering.at(ids[0])
        if speaker is None:
            rows.append((one_line(name), "", "", "", str(len(ids)), first))
            continue
        languages = ", ".join(language_name(tag) for tag in speaker.languages)
        variety = f"{languages} ({speaker.variety})" if speaker.variety else languages
        written = " / ".join(filter(None, (speaker.name_hanzi, speaker.name_roman)))
        cells = (job.speakers()[name], speaker.role, variety, written, str(len(ids)), first)
        rows.append(tuple(map(one_line, cells)))
    heads = ("Name", "Role", "Languages", "Name as written", "Times", "First at")
    return Table(
        "Speakers", heads, (1.4, 1, 1.2, 1.2, 0.5, 0.7), tuple(rows), tuple(ids[0] for ids in lines.values())
    )


def indexes(job: Job, numbering: Numbering) -> list[Table]:
    """List the index of witnesses and that of exhibits, where there is anything in them."""
    questioned = list(examinations(job, numbering))
    named = exhibits_named(job, numbering)
    tables = [
        Table(
            "Witnesses",
            ("Witness", "Questions by", "From"),
            (2, 2, 0.7),
            tuple((one_line(one.witness), one_line(one.examiner), one.at) for one in questioned),
            tuple(one.row for one in questioned),
        ),
        Table(
            "Exhibits named",
            ("Exhibit", "First at", "Also at"),
            (2, 0.7, 2),
            tuple((one.label, one.places[0], ", ".join(one.places[1:])) for one in named),
            tuple(one.rows[0] for one in named),
        ),
    ]
    return [table for table in tables if table.rows]
