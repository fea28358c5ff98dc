"""WebVTT subtitles: speakers as voices, languages as tags."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from testimony.export.chunks import encoded
from testimony.export.formats.captions.cues import Cue, cues
from testimony.export.job import Job, facts

__all__ = ["write"]


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file: what it is in a note and in the first cue, then a cue at a time."""
    yield from encoded(_blocks(job))


def _blocks(job: Job) -> Iterator[str]:
    yield "WEBVTT\n\n"
    notes = [*job.marks, *(f"{label}: {value}" for label, value in facts(job.transcript))]
    yield "NOTE\n" + "".join(escape(note, quote=False) + "\n" for note in notes) + "\n"
    for number, cue in enumerate(cues(job), start=1):
        yield "\n".join([str(number), _span(cue), *_lines(cue), "", ""])


def _lines(cue: Cue) -> Iterator[str]:
    for line, language in cue.lines:
        tagged = f"<lang {escape(language)}>{escape(line, quote=False)}</lang>"
        yield f"<v {escape(cue.speaker, quote=False)}>{tagged}</v>" if cue.speaker else tagged


def _span(cue: Cue) -> str:
    return f"{_stamp(cue.start_ms)} --> {_stamp(cue.end_ms)}"


def _stamp(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"
