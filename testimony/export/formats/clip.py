"""The sound of a passage, two seconds around it, for an exhibit or a question to a colleague."""

from __future__ import annotations

from collections.abc import Iterator

from testimony.export.job import Job, clock
from testimony.export.sound import recording_file
from testimony.text.sanitize import file_name
from testimony.transcript.errors import ExportError

__all__ = ["write"]

_AROUND_MS = 2_000
_LONGEST_MS = 30 * 60_000


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file, at the recording's own rate, in the format of the name's ending.

    Redacted words are bleeped.

    Its tags say which recording it is from, from when to when, and what the transcript is.

    Raises:
        ExportError: No segments were named, or they span more than half an hour or two recordings.
        RecordingError: The recording is missing, changed or unreadable.
    """
    from testimony.audio.clips import read_passage
    from testimony.audio.editing import bleep, encode, fade

    segments = job.transcript.segments
    if not segments or not job.options.segments.strip():
        raise ExportError("A clip needs a passage.", "Name it: --segments 12-15")
    if len({segment.recording for segment in segments}) > 1 or not job.transcript.recordings:
        raise ExportError("A clip comes from one recording.", "Name segments of one of them.")
    recording = next(r for r in job.transcript.recordings if r.id == segments[0].recording)
    begin = max(0, min(segment.start_ms for segment in segments) - _AROUND_MS)
    end = max(segment.end_ms for segment in segments) + _AROUND_MS
    if end - begin > _LONGEST_MS:
        raise ExportError("A clip is half an hour at most.", "Name fewer segments.")
    samples, rate = read_passage(recording_file(recording, job.options), begin, end, recording.track)
    if not samples.shape[1]:
        raise ExportError("The recording ends before that passage.", "See the times: testimony show FILE")
    hidden = job.redaction.silenced if job.redaction else ()
    first = begin * rate // 1000
    heard = fade(bleep(samples, hidden, rate, first=first), rate)
    tags = {
        "title": f"{file_name(recording.path)} {clock(begin)}–{clock(end)}",
        "comment": f"{'; '.join(job.marks)}; SHA-256 of the recording {recording.sha256}",
    }
    yield encode([heard], rate, job.suffix, tags)
