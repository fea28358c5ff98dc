"""What stands before and after the lines: legend, index of speakers, appendix."""

from __future__ import annotations

from typing import Any

from testimony.export.clean import clean, one_line
from testimony.export.job import Job, clock, language_name

__all__ = ["CODES", "appendix", "legend", "speakers"]

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
    "[speech not transcribed]": "speech is heard, but no words could be made of it",
}


def legend(job: Job) -> list[tuple[str, str]]:
    """List the codes that occur, and what the columns mean."""
    everything = "\n".join(f"{row.source.text}\n{row.target.text}" for row in job.rows())
    found = [(code, meaning) for code, meaning in CODES.items() if code.lower() in everything.lower()]
    return [
        (
            "State",
            "source / translation: U unreviewed machine output, E edited, A approved, 2A approved twice",
        ),
        ("Time", "hours, minutes and seconds from the start of the recording"),
        *found,
    ]


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
    """List flags still open, notes, discrepancies, and what made the text."""
    parts = [
        _flags(job),
        _notes(job),
        _discrepancies(job),
        {"title": "Record", "kind": "pairs", "rows": _record(job), "none": "", "heads": [], "columns": []},
    ]
    return [part for part in parts if part["rows"] or part["none"]]


def _table(
    title: str, heads: list[str], columns: list[float], rows: list[list[str]], none: str
) -> dict[str, Any]:
    return {"title": title, "kind": "table", "heads": heads, "columns": columns, "rows": rows, "none": none}


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
    rows = [
        [", ".join(link.from_ids), ", ".join(link.to_ids), clean(link.note)]
        for link in job.transcript.links
        if link.kind == "discrepancy"
    ]
    return _table("Discrepancy log", ["Said in", "Rendered in", "Note"], [1, 1, 6], rows, "")


def _record(job: Job) -> list[tuple[str, str]]:
    rows = [("History head", one_line(job.transcript.history_head) or "no edits yet")]
    for name, made in sorted(job.transcript.provenance.items()):
        models = [
            f"{role}: {model.replace('@', chr(10) + 'SHA-256 ')}"
            for role, model in sorted(made.models.items())
        ]
        settings = [f"{key} = {value}" for key, value in sorted(made.settings.items())]
        versions = [f"{key} {value}" for key, value in sorted(made.versions.items())]
        text = "\n".join(
            clean("\n".join(filter(None, (*models, ", ".join(settings), ", ".join(versions))))).split("\n")
        )
        rows.append((f"Pass {one_line(name)}", text or "nothing recorded"))
    return rows
