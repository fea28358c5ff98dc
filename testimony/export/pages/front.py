"""What stands before and after the lines: legend, index of speakers, appendix."""

from __future__ import annotations

from typing import Any

from testimony.export.exchanges import RENDERED
from testimony.export.job import Job, Row, clock, language_name, model_name
from testimony.text.sanitize import clean, one_line
from testimony.transcript.types import Segment

__all__ = ["CODES", "DOUBT", "appendix", "is_doubtful", "legend", "speakers"]

DOUBT = " †"

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


def legend(job: Job) -> list[tuple[str, str]]:
    """List the codes that occur, and what the columns mean."""
    everything = "\n".join(f"{row.source.text}\n{row.target.text}" for row in job.rows())
    found = [(code, meaning) for code, meaning in CODES.items() if code.lower() in everything.lower()]
    if any(map(is_doubtful, job.transcript.segments)):
        found.insert(0, (DOUBT.strip(), "a doubt about this line is still open; the appendix says which"))
    return [
        (
            "State",
            "source / translation: U unreviewed machine output, E edited, A approved, 2A approved twice",
        ),
        ("Time", "hours, minutes and seconds from the start of the recording"),
        *found,
    ]


def is_doubtful(segment: Segment) -> bool:
    """Say whether a flag on the line is still open."""
    return any(not flag.waived_by for flag in segment.flags)


def speakers(job: Job) -> list[list[str]]:
    """List who speaks: name, role, languages, name as written, number of lines, first line."""
    lines: dict[str, list[str]] = {}
    for segment in job.transcript.segments:
        lines.setdefault(segment.speaker, []).append(segment.id)
    known = {speaker.id: speaker for speaker in job.transcript.speakers}
    rows = []
    for name, ids in lines.items():
        speaker = known.get(name)
        if speaker is None:
            rows.append([one_line(name), "", "", "", str(len(ids)), ids[0]])
            continue
        languages = ", ".join(language_name(tag) for tag in speaker.languages)
        variety = f"{languages} ({speaker.variety})" if speaker.variety else languages
        written = " / ".join(filter(None, (speaker.name_hanzi, speaker.name_roman)))
        cells = [job.speakers()[name], speaker.role, variety, written, str(len(ids)), ids[0]]
        rows.append([one_line(cell) for cell in cells])
    return rows


def appendix(job: Job) -> list[dict[str, Any]]:
    """List flags still open, notes, discrepancies, the glossary, and what made the text."""
    parts = [
        _flags(job),
        _notes(job),
        _discrepancies(job),
        _pairs("Glossary used", _glossaries(job), "None is recorded."),
        _pairs("Record", _record(job)),
    ]
    return [part for part in parts if part["rows"] or part["none"]]


def _table(
    title: str, heads: list[str], columns: list[float], rows: list[list[str]], none: str
) -> dict[str, Any]:
    return {"title": title, "kind": "table", "heads": heads, "columns": columns, "rows": rows, "none": none}


def _pairs(title: str, rows: list[tuple[str, str]], none: str = "") -> dict[str, Any]:
    return {"title": title, "kind": "pairs", "rows": rows, "none": none, "heads": [], "columns": []}


def _flags(job: Job) -> dict[str, Any]:
    rows = [
        [segment.id, clock(segment.start_ms), flag.kind.value.replace("_", " "), clean(flag.note)]
        for segment in job.transcript.segments
        for flag in segment.flags
        if not flag.waived_by
    ]
    return _table("Doubts still open", ["Line", "Time", "Kind", "Note"], [0.6, 0.8, 1.6, 5], rows, "None.")


def _notes(job: Job) -> dict[str, Any]:
    rows = [
        [segment.id, clock(segment.start_ms), one_line(note.by), clean(note.text)]
        for segment in job.transcript.segments
        for note in segment.notes
    ]
    return _table("Translator's notes", ["Line", "Time", "By", "Note"], [0.6, 0.8, 1.6, 5], rows, "")


def _discrepancies(job: Job) -> dict[str, Any]:
    """Set the interpreter's rendition beside what was said, wherever somebody noted a difference."""
    shown = {row.segment.id: row for row in job.rows()}
    rows = []
    for link in job.transcript.links:
        said = [shown[name] for name in link.from_ids if name in shown]
        if not said or not (link.kind == "discrepancy" or link.note):
            continue
        rendered = [shown[name] for name in link.to_ids if name in shown]
        cells = [f"{said[0].segment.id}, {clock(said[0].segment.start_ms)}, {said[0].speaker}"]
        cells += ["\n".join(_sides(row)) for row in said[:1]]
        cells.append("\n".join(f"{row.segment.id}: {text}" for row in rendered for text in _sides(row)))
        rows.append([*cells, clean(link.note)])
    heads = ["Line, time, speaker", "Said", "Rendered", "Difference"]
    return _table("Discrepancy log", heads, [1.3, 2, 2, 1.5], rows, "")


def _sides(row: Row) -> list[str]:
    """Return the texts of a row, without the product's own remarks."""
    return [cell.text for cell in (row.source, row.target) if cell.text and not cell.remark]


def _glossaries(job: Job) -> list[tuple[str, str]]:
    return [
        (f"In pass {one_line(name)}", f"SHA-256 {one_line(made.settings['glossary'])}")
        for name, made in sorted(job.transcript.provenance.items())
        if made.settings.get("glossary")
    ]


def _record(job: Job) -> list[tuple[str, str]]:
    rows = [("History head", one_line(job.transcript.history_head) or "no edits yet")]
    for name, made in sorted(job.transcript.provenance.items()):
        models = [
            model_name(role, model) + (f", SHA-256 {model.split('@')[1]}" if "@" in model else "")
            for role, model in sorted(made.models.items())
        ]
        kept = {key: value for key, value in made.settings.items() if value and key != "glossary"}
        settings = [f"{key} = {value}" for key, value in sorted(kept.items())]
        versions = [f"{key} {value}" for key, value in sorted(made.versions.items())]
        text = "\n".join(
            clean("\n".join(filter(None, (*models, ", ".join(settings), ", ".join(versions))))).split("\n")
        )
        rows.append((f"Pass {one_line(name)}", text or "nothing recorded"))
    return rows
