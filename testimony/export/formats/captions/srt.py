"""SubRip subtitles, source, target or both."""

from __future__ import annotations

from collections.abc import Iterator

from testimony.export.chunks import encoded
from testimony.export.formats.captions.cues import Cue, cues
from testimony.export.job import Job

__all__ = ["write"]

_JOINER = "\u2060"  # takes no room and shows nothing: SubRip has no escapes, but players obey tags


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file: UTF-8, a blank line after each cue; a speaker is named where the voice changes."""
    yield from encoded(_cues(job))


def _cues(job: Job) -> Iterator[str]:
    for number, cue in enumerate(cues(job, named=True), start=1):
        lines = [_tame(line) for line, _ in cue.lines]
        yield "\n".join([str(number), _span(cue), *lines, "", ""])


def _span(cue: Cue) -> str:
    return f"{_stamp(cue.start_ms)} --> {_stamp(cue.end_ms)}"


def _stamp(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"


def _tame(text: str) -> str:
    for mark in ("<", "{"):
        text = text.replace(mark, mark + _JOINER)
    return text.replace("-->", f"--{_JOINER}>")
