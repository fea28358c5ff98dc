"""RTTM: who spoke when, a line a turn, for tools that score or show speakers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from testimony.export.job import Job
from testimony.transcript.turns import as_rttm, turns_of

__all__ = ["write"]


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file: UTF-8; the recording is named as its file, without folder and ending."""
    first = job.transcript.recordings[0]
    name = Path(first.path.replace("\\", "/")).stem or first.id
    yield as_rttm(turns_of(job.transcript.segments), name, job.speakers()).encode()
