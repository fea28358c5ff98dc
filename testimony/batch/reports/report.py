"""What a batch leaves behind for people and scripts: ``report.json`` and ``report.html``."""

from __future__ import annotations

import contextlib
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from testimony.batch.planning import Planned
from testimony.batch.types import Item
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.record.disk.files import temporary_beside

__all__ = ["Report", "ReportContent", "ReportRow", "report_paths", "write_report"]

SCHEMA = "testimony-batch/1"


class ReportRow(TypedDict, total=False):
    """One recording in ``report.json``; what is not known of it is left out."""

    recording: str
    transcript: str
    status: str
    case: str
    sha256: str
    duration_ms: int
    seconds: float
    speed: float
    segments: int
    flags: dict[str, int]
    warnings: list[str]
    exports: list[str]
    exit_code: int
    message: str
    hint: str


class ReportContent(TypedDict):
    """The object in ``report.json``."""

    schema: str
    testimony: str
    source: str
    folder: str
    shard: str
    started_at: str
    ended_at: str
    seconds: float
    interrupted: bool
    crew: str
    counts: dict[str, int]
    audio_ms: int
    speed: float
    flags: dict[str, int]
    recordings: list[ReportRow]


@dataclass(frozen=True, slots=True)
class Report:
    """One run of a batch.

    Attributes:
        source: The folder or manifest.
        folder: The output folder.
        started_at: UTC, ISO 8601.
        ended_at: UTC, ISO 8601.
        seconds: Wall time of this run, in seconds.
        workers: ``2 processes of 1 thread``, or the cluster's workers.
        version: Testimony's.
        items: All recordings of the plan.
        results: By output; an item without one was not reached.
        shard: ``3/8``, or empty.
        interrupted: Ctrl-C, or the disk was full.
    """

    source: str
    folder: str
    started_at: str
    ended_at: str
    seconds: float
    workers: str
    version: str
    items: Sequence[Item]
    results: Mapping[str, Planned]
    shard: str = ""
    interrupted: bool = False

    def counts(self) -> dict[str, int]:
        """Recordings by what became of them; ``pending`` were not reached."""
        found = Counter(self.status(item) for item in self.items)
        return {name: found[name] for name in ("done", "skipped", "failed", "pending")}

    def status(self, item: Item) -> str:
        """``done``, ``skipped`` (done before this run), ``failed`` or ``pending``."""
        planned = self.results.get(item.output)
        return planned.status if planned is not None else "pending"

    def rows(self) -> list[ReportRow]:
        """One object a recording, in the order of the plan."""
        return [self._row(item) for item in self.items]

    def as_json(self) -> ReportContent:
        """The object in ``report.json``."""
        rows = self.rows()
        done = [row for row in rows if row["status"] == "done"]
        flags: Counter[str] = Counter()
        for row in rows:
            for kind, count in row.get("flags", {}).items():
                flags[kind] += count
        return {
            "schema": SCHEMA,
            "testimony": self.version,
            "source": self.source,
            "folder": self.folder,
            "shard": self.shard,
            "started_at": self.started_at,
            "ended_at": self.ended_at,
            "seconds": round(self.seconds, 1),
            "interrupted": self.interrupted,
            "crew": self.workers,
            "counts": self.counts(),
            "audio_ms": sum(row["duration_ms"] for row in done),
            "speed": _speed(sum(row["duration_ms"] for row in done), self.seconds),
            "flags": dict(flags.most_common()),
            "recordings": rows,
        }

    def _row(self, item: Item) -> ReportRow:
        row: ReportRow = {"recording": item.recording, "transcript": item.output, "status": "pending"}
        if item.overrides.case:
            row["case"] = item.overrides.case
        planned = self.results.get(item.output)
        if planned is None:
            return row
        outcome = planned.outcome
        row["status"] = planned.status
        if outcome.status == "failed":
            return row | {
                "exit_code": outcome.exit_code,
                "message": outcome.message,
                "hint": outcome.hint,
                "seconds": outcome.seconds,
            }
        return row | {
            "sha256": outcome.sha256,
            "duration_ms": outcome.duration_ms,
            "seconds": outcome.seconds,
            "speed": _speed(outcome.duration_ms, outcome.seconds),
            "segments": outcome.segments,
            "flags": dict(outcome.flags),
            "warnings": list(outcome.warnings),
            "exports": list(outcome.exports),
        }


def _speed(audio_ms: int, seconds: float) -> float:
    """Seconds of sound a second."""
    return round(audio_ms / 1000 / seconds, 2) if seconds else 0.0


def report_paths(folder: Path, shard: str) -> tuple[Path, Path]:
    """Where the two reports lie; a shard has its own."""
    name = f"report-{shard.replace('/', '-of-')}" if shard else "report"
    return folder / f"{name}.json", folder / f"{name}.html"


def write_report(report: Report, folder: Path) -> tuple[Path, Path]:
    """Write both reports, each whole or not at all, readable by this user alone.

    Raises:
        TranscriptFileError: They cannot be written.
    """
    from testimony.batch.reports.page import render_page

    data, page = report_paths(folder, report.shard)
    content = report.as_json()
    _replace(data, _as_text(content))
    _replace(page, render_page(content))
    return data, page


def _as_text(content: ReportContent) -> str:
    """JSON with a line for each recording; indenting a hundred thousand of them takes ten seconds."""
    head = json.dumps({**content, "recordings": []}, ensure_ascii=False).removesuffix("]}")
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in content["recordings"])
    return f"{head}\n{rows}\n]}}\n"


def _replace(path: Path, text: str) -> None:
    temporary = temporary_beside(path)
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise TranscriptFileError(
            f"The report {path} could not be written: {error.strerror}.",
            "free some space, then type the same command again",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
