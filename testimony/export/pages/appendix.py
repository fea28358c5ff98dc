"""What stands after the lines: doubts still open, notes, discrepancies, what made the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypedDict

from testimony.export.job import Job, Row, clock, model_name
from testimony.export.pages.numbering import Numbering
from testimony.text.sanitize import clean, one_line

__all__ = ["Part", "appendix"]


class Part(TypedDict):
    """One table or list of the appendix, as the template of the page takes it.

    Widths of columns are shares of the page's width; ``none`` is said where there are no rows.
    """

    title: str
    kind: Literal["table", "pairs"]
    heads: list[str]
    columns: list[float]
    rows: Sequence[Sequence[str]]
    none: str


def appendix(job: Job, numbering: Numbering) -> list[Part]:
    """List flags still open, notes, discrepancies, the glossary, and what made the text."""
    parts = [
        _flags(job, numbering),
        _notes(job, numbering),
        _discrepancies(job, numbering),
        _pairs("Glossary used", _glossaries(job), "None is recorded."),
        _pairs("Record", _record(job)),
    ]
    return [part for part in parts if part["rows"] or part["none"]]


def _table(title: str, heads: list[str], columns: list[float], rows: list[list[str]], none: str) -> Part:
    return {"title": title, "kind": "table", "heads": heads, "columns": columns, "rows": rows, "none": none}


def _pairs(title: str, rows: list[tuple[str, str]], none: str = "") -> Part:
    return {"title": title, "kind": "pairs", "rows": rows, "none": none, "heads": [], "columns": []}


def _flags(job: Job, numbering: Numbering) -> Part:
    rows = [
        [
            numbering.at(segment.id),
            clock(segment.start_ms),
            flag.kind.value.replace("_", " "),
            clean(flag.note),
        ]
        for segment in job.transcript.segments
        for flag in segment.flags
        if not flag.waived_by
    ]
    return _table(
        "Doubts still open", ["Page:line", "Time", "Kind", "Note"], [0.8, 0.8, 1.6, 4.8], rows, "None."
    )


def _notes(job: Job, numbering: Numbering) -> Part:
    rows = [
        [numbering.at(segment.id), clock(segment.start_ms), one_line(note.by), clean(note.text)]
        for segment in job.transcript.segments
        for note in segment.notes
    ]
    return _table("Translator's notes", ["Page:line", "Time", "By", "Note"], [0.8, 0.8, 1.6, 4.8], rows, "")


def _discrepancies(job: Job, numbering: Numbering) -> Part:
    """Set the interpreter's rendition beside what was said, wherever somebody noted a difference."""
    shown = {row.segment.id: row for row in job.rows()}
    rows = []
    for link in job.transcript.links:
        said = [shown[name] for name in link.from_ids if name in shown]
        if not said or not (link.kind == "discrepancy" or link.note):
            continue
        rendered = [shown[name] for name in link.to_ids if name in shown]
        cells = [f"{numbering.at(said[0].segment.id)}, {clock(said[0].segment.start_ms)}, {said[0].speaker}"]
        cells += ["\n".join(_sides(row)) for row in said[:1]]
        cells.append(
            "\n".join(f"{numbering.at(row.segment.id)}: {text}" for row in rendered for text in _sides(row))
        )
        rows.append([*cells, clean(link.note)])
    heads = ["Page:line, time, speaker", "Said", "Rendered", "Difference"]
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
