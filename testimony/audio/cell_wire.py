"""What a confined decoder says to the process that reads it: numbers, plain JSON and samples, with bounds.

Nothing is unpickled. A decoder that a media file took over can send wrong sound and wrong words in an error
message, and nothing else.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass

from testimony.audio.chunks import AudioChunk, DamagedGap, GapCause
from testimony.text.json_values import JsonValue, as_list, as_object, as_text, parse_json
from testimony.text.terminal import one_line
from testimony.transcript.errors import (
    RecordingChanged,
    RecordingError,
    RecordingNotFound,
    RecordingUnreadable,
)

__all__ = ["LARGEST", "Facts", "Message", "Standing", "pack", "unpack"]

LARGEST = 64 << 20
"""Bytes of a message; five seconds of 64 channels take 20 MB."""

_CHUNK = struct.Struct(">qII")
_MOST_CHANNELS = 64
_LONGEST_TEXT = 500
_MOST_GAPS = 100_000
_KINDS = {
    one.__name__: one for one in (RecordingError, RecordingNotFound, RecordingUnreadable, RecordingChanged)
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a recording before it is decoded; see ``RecordingReader``."""

    channels: int
    sample_rate: int
    duration_ms: int
    started_at: str | None
    track: int
    tracks: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where sound is missing so far, and at the end how long it is.

    Attributes:
        damage: In order of time.
        duration_ms: Length of the decoded sound; 0 while it is being decoded.
    """

    damage: tuple[DamagedGap, ...]
    duration_ms: int = 0


Message = Facts | AudioChunk | Standing | RecordingError


def pack(message: Message) -> bytes:
    """One message as bytes."""
    kind, payload = _packed(message)
    return kind + payload


def unpack(data: bytes) -> Message:
    """A message again, whatever is on the other side.

    Raises:
        ValueError: These bytes are no message.
    """
    kind, payload = data[:1], data[1:]
    try:
        return _chunk(payload) if kind == b"C" else _from_json(kind, parse_json(payload))
    except (TypeError, KeyError, IndexError, struct.error) as error:
        raise ValueError("no message") from error


def _packed(message: Message) -> tuple[bytes, bytes]:
    if isinstance(message, AudioChunk):
        channels, count = message.samples.shape
        return b"C", _CHUNK.pack(message.start_ms, channels, count) + message.samples.tobytes()
    if isinstance(message, Facts):
        return b"F", json.dumps({name: getattr(message, name) for name in Facts.__slots__}).encode()
    if isinstance(message, Standing):
        gaps = [[gap.start_ms, gap.end_ms, gap.cause.value] for gap in message.damage[:_MOST_GAPS]]
        return b"D", json.dumps([message.duration_ms, gaps]).encode()
    return b"E", json.dumps([type(message).__name__, message.message, message.hint or ""]).encode()


def _chunk(payload: bytes) -> AudioChunk:
    import numpy as np

    start_ms, channels, count = _CHUNK.unpack_from(payload)
    if not 0 < channels <= _MOST_CHANNELS or start_ms < 0:
        raise ValueError("no sound has this shape")
    samples = np.frombuffer(payload, np.float32, channels * count, _CHUNK.size).reshape(channels, count)
    with np.errstate(invalid="ignore"):
        return AudioChunk(start_ms, np.clip(np.nan_to_num(samples), -1.0, 1.0))


def _from_json(kind: bytes, value: JsonValue) -> Message:
    if kind == b"F":
        facts = as_object(value)
        started = facts["started_at"]
        return Facts(
            channels=_number(facts["channels"]),
            sample_rate=_number(facts["sample_rate"]),
            duration_ms=_number(facts["duration_ms"]),
            started_at=one_line(str(started))[:_LONGEST_TEXT] if started is not None else None,
            track=_number(facts["track"]),
            tracks=_number(facts["tracks"]),
        )
    if kind == b"D":
        duration_ms, gaps = as_list(value)
        return Standing(tuple(map(_gap, as_list(gaps)[:_MOST_GAPS])), _number(duration_ms))
    if kind == b"E":
        name, message, hint = (one_line(str(part))[:_LONGEST_TEXT] for part in as_list(value))
        return _KINDS.get(name, RecordingUnreadable)(message, hint)
    raise ValueError("no such message")


def _gap(value: JsonValue) -> DamagedGap:
    start_ms, end_ms, cause = as_list(value)
    return DamagedGap(_number(start_ms), _number(end_ms), GapCause(as_text(cause)))


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 53:
        raise ValueError("no such number")
    return value
