"""JSON: the transcript's data as it stands, as ``assets/transcript.schema.json`` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from testimony.export.chunks import encoded
from testimony.export.job import Job
from testimony.text.json_values import JsonValue
from testimony.text.sanitize import file_name
from testimony.transcript.findings import Finding
from testimony.transcript.types import (
    Approval,
    Flag,
    Link,
    Provenance,
    Recording,
    Segment,
    Speaker,
    Transcript,
    Word,
)
from testimony.transcript.verdict import NOT_VERIFIED

__all__ = ["as_data", "write"]


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file: UTF-8, a line for each segment, a line feed at the end."""
    yield from encoded(_pieces(job.transcript), errors="replace")


def _pieces(transcript: Transcript) -> Iterator[str]:
    data = as_data(replace(transcript, segments=()))
    del data["segments"]
    yield json.dumps(data, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "segments": ['
    # Python's encoder is five times slower where it indents, and a segment has hundreds of words.
    for number, segment in enumerate(transcript.segments):
        yield (",\n  " if number else "\n  ") + json.dumps(_segment(segment), ensure_ascii=False)
    yield "\n ]\n}\n" if transcript.segments else "]\n}\n"


def as_data(transcript: Transcript) -> dict[str, JsonValue]:
    """Return the transcript as the plain data of the schema.

    Words are present only where they were loaded; times are milliseconds.
    """
    return {
        "schema": "testimony/1",
        "recordings": [_recording(recording) for recording in transcript.recordings],
        "languages": list(transcript.languages),
        "provenance": {name: _provenance(made) for name, made in sorted(transcript.provenance.items())},
        "history_head": transcript.history_head,
        **({"seal": NOT_VERIFIED} if transcript.verdict.is_broken else {}),
        "links": [_link(link) for link in transcript.links],
        "speakers": [_speaker(speaker) for speaker in transcript.speakers],
        "complete": transcript.complete,
        "findings": [_finding(finding) for finding in transcript.findings],
        "segments": [_segment(segment) for segment in transcript.segments],
    }


def _recording(recording: Recording) -> dict[str, JsonValue]:
    return {
        "id": recording.id,
        "file": file_name(recording.path),
        "sha256": recording.sha256,
        "duration_ms": recording.duration_ms,
        "channels": recording.channels,
        "started_at": recording.started_at,
        **({"track": recording.track, "tracks": recording.tracks} if recording.tracks > 1 else {}),
    }


def _provenance(made: Provenance) -> dict[str, JsonValue]:
    return {
        "models": dict(sorted(made.models.items())),
        "settings": dict(sorted(made.settings.items())),
        "versions": dict(sorted(made.versions.items())),
        "demo": made.demo,
    }


def _link(link: Link) -> dict[str, JsonValue]:
    return {
        "kind": link.kind,
        "from": list(link.from_ids),
        "to": list(link.to_ids),
        "note": link.note,
        "made_by": link.made_by,
    }


def _finding(finding: Finding) -> dict[str, JsonValue]:
    return {
        "id": finding.id,
        "kind": finding.kind.value,
        "severity": finding.grade.value,
        "originals": list(finding.originals),
        "renditions": list(finding.renditions),
        "note": finding.note,
        "proposal": finding.proposal,
        "decision": finding.decision.value,
        "remark": finding.remark,
        "by": finding.by,
        "made_by": finding.made_by,
    }


def _speaker(speaker: Speaker) -> dict[str, JsonValue]:
    data: dict[str, JsonValue] = {
        "id": speaker.id,
        "name": speaker.name,
        "role": speaker.role,
        "languages": list(speaker.languages),
        "variety": speaker.variety,
    }
    named = {"name_hanzi": speaker.name_hanzi, "name_roman": speaker.name_roman}
    return data | {key: value for key, value in named.items() if value}


def _segment(segment: Segment) -> dict[str, JsonValue]:
    return {
        "id": segment.id,
        "recording": segment.recording,
        "channel": segment.channel,
        "start_ms": segment.start_ms,
        "end_ms": segment.end_ms,
        "speaker": segment.speaker,
        "language": segment.language,
        "language_probability": segment.language_probability,
        "source": segment.source,
        "target": segment.target,
        "target_language": segment.target_language,
        "state": {"source": segment.state.source.value, "target": segment.state.target.value},
        "authors": {"source": segment.source_author, "target": segment.target_author},
        "approvals": [_approval(approval) for approval in segment.approvals],
        "flags": [_flag(flag) for flag in segment.flags],
        "notes": [{"by": note.by, "text": note.text} for note in segment.notes],
        "words": [_word(word) for word in segment.words],
    }


def _flag(flag: Flag) -> dict[str, JsonValue]:
    return {
        "kind": flag.kind.value,
        "severity": flag.severity.value,
        "note": flag.note,
        "pass": flag.pass_id,
        "waived_by": flag.waived_by,
    }


def _approval(approval: Approval) -> dict[str, JsonValue]:
    return {
        "side": approval.side.value,
        "stage": approval.stage.value,
        "by": approval.by,
        "confirmed": approval.confirmed,
        "text_sha256": approval.text_sha256,
    }


def _word(word: Word) -> dict[str, JsonValue]:
    data: dict[str, JsonValue] = {
        "start_ms": word.start_ms,
        "end_ms": word.end_ms,
        "text": word.text,
        "probability": word.probability,
    }
    if word.language is not None:
        data["language"] = word.language
    return data
