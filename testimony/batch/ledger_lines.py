"""One line of a batch's ledger, written as JSON and read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from testimony.batch.types import Outcome, Stamp, Status
from testimony.text.file_names import stays_inside
from testimony.text.json_values import (
    JsonObject,
    JsonValue,
    as_float,
    as_int,
    as_list,
    as_object,
    as_text,
    parse_json,
)
from testimony.transcript.errors import TranscriptFileError

__all__ = ["Line", "lines_in"]

_FIELDS = tuple(field.name for field in fields(Outcome))


@dataclass(slots=True)
class Line:
    """One line: an output was begun, or its work ended.

    Attributes:
        output: The transcript, relative to the output folder.
        recording: Path of its recording.
        at: When (Unix time, seconds).
        is_end: False for a beginning.
        attempts: Number of tries, at an end.
        formats: Exports that are written beside the transcript.
        outcome: How it ended; None also where another version wrote it.
    """

    output: str
    recording: str
    at: float
    is_end: bool = False
    attempts: int = 1
    formats: tuple[str, ...] = ()
    outcome: Outcome | None = None

    def as_json(self) -> str:
        """The line as it stands in the file, without its line end."""
        value: dict[str, JsonValue] = {
            "end" if self.is_end else "begin": self.output,
            "recording": self.recording,
            "at": self.at,
        }
        if self.is_end:
            value["attempts"] = self.attempts
            value["outcome"] = _packed(self.outcome) if self.outcome is not None else {}
        if self.formats or not self.is_end:
            value["formats"] = self.formats
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def lines_in(path: Path) -> Iterator[Line]:
    """What can be understood of a ledger; torn lines and those of other versions are passed over."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for text in file:
                try:
                    yield _line_of(as_object(parse_json(text)))
                except (TypeError, ValueError):
                    continue
    except OSError as error:
        raise TranscriptFileError(
            f"The ledger {path} cannot be read: {error.strerror}.", f"ls -l {path}"
        ) from error


def _line_of(value: JsonObject) -> Line:
    """Raises TypeError or ValueError where the object is no line of a ledger."""
    is_end = "end" in value
    output, at = as_text(value.get("end" if is_end else "begin")), value.get("at")
    if not isinstance(at, float) or not stays_inside(output):
        raise ValueError("the ledger of a received folder must not name a file elsewhere")
    recording = as_text(value.get("recording"))
    if not is_end:
        return Line(output, recording, at, formats=_texts(value.get("formats")))
    outcome = _outcome_of(as_object(value.get("outcome")))
    formats = _texts(value.get("formats") or [])
    return Line(output, recording, at, True, as_int(value.get("attempts", 1)), formats, outcome)


def _packed(outcome: Outcome) -> JsonObject:
    """Only what says something: a hundred thousand lines are read at every start."""
    return {name: value for name in _FIELDS if (value := getattr(outcome, name))}


def _outcome_of(values: JsonObject) -> Outcome | None:
    """The outcome again; None where it was written by another version."""
    get = values.get
    try:
        return Outcome(
            status=_status(get("status")),
            settings=as_text(get("settings", "")),
            sha256=as_text(get("sha256", "")),
            stamp=_stamp(get("stamp")),
            hashed_ns=as_int(get("hashed_ns", 0)),
            exports=_texts(get("exports", [])),
            segments=as_int(get("segments", 0)),
            duration_ms=as_int(get("duration_ms", 0)),
            flags={kind: as_int(count) for kind, count in as_object(get("flags", {})).items()},
            warnings=_texts(get("warnings", [])),
            seconds=as_float(get("seconds", 0.0)),
            exit_code=as_int(get("exit_code", 0)),
            message=as_text(get("message", "")),
            hint=as_text(get("hint", "")),
        )
    except (TypeError, ValueError):
        return None


def _status(value: JsonValue) -> Status:
    for known in ("done", "skipped", "failed"):
        if value == known:
            return known
    raise ValueError(f"{value!r:.40} is no status")


def _stamp(value: JsonValue) -> Stamp | None:
    if value is None:
        return None
    size, modified_ns, inode = map(as_int, as_list(value))
    return size, modified_ns, inode


def _texts(value: JsonValue) -> tuple[str, ...]:
    return tuple(map(as_text, as_list(value)))
