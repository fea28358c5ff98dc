"""A sound file of each finding of a discrepancy log: the original and its rendition, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from testimony.export.formats.findings.log import Entry, discrepancy_log
from testimony.export.job import Job, clock
from testimony.export.sound import recording_file
from testimony.text.sanitize import file_name

__all__ = ["finding_clips"]

_AROUND_MS = 1_000
_LONGEST_MS = 5 * 60_000


def finding_clips(job: Job) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each clip; redacted words are bleeped.

    Raises:
        RecordingError: The recording is missing, changed or unreadable.
    """
    for entry in discrepancy_log(job).entries:
        yield f"finding-{entry.number:03}.mp3", _clip(job, entry)


def _clip(job: Job, entry: Entry) -> bytes:
    from testimony.audio.clips import read_passage
    from testimony.audio.editing import bleep, encode, fade

    recording = job.transcript.recordings[0]
    begin = max(0, entry.span_ms[0] - _AROUND_MS)
    end = min(entry.span_ms[1] + _AROUND_MS, begin + _LONGEST_MS)
    samples, rate = read_passage(recording_file(recording, job.options), begin, end)
    hidden = job.redaction.silenced if job.redaction else ()
    heard = fade(bleep(samples, hidden, rate, first=begin * rate // 1000), rate)
    tags = {
        "title": f"Finding {entry.number}, {file_name(recording.path)} {clock(begin)}–{clock(end)}",
        "comment": f"{'; '.join(job.marks)}; SHA-256 of the recording {recording.sha256}",
    }
    return encode([heard], rate, ".mp3", tags)
