"""What goes between the engine's process and ours: a length, a JSON object, then samples."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from transcribe.engines.base import Clip

__all__ = ["receive", "receive_clips", "send", "send_clips"]

_LENGTH = struct.Struct("<I")


def send(stream: BinaryIO, message: Mapping[str, object]) -> None:
    """Write one object.

    Raises:
        OSError: The other side is gone.
    """
    data = json.dumps(message, ensure_ascii=False).encode()
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> dict[str, Any]:
    """Read one object.

    Raises:
        EOFError: The other side is gone.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    size = _LENGTH.unpack(head)[0]
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    message: dict[str, Any] = json.loads(data)
    return message


def send_clips(stream: BinaryIO, clips: Sequence[Clip]) -> None:
    """Write clips, mono float32 at 16 kHz, behind an object that says how long they are."""
    send(stream, {"samples": [len(clip) for clip in clips]})
    for clip in clips:
        stream.write(clip.astype("<f4").tobytes())
    stream.flush()


def receive_clips(stream: BinaryIO) -> list[Clip]:
    """Read clips that ``send_clips`` wrote.

    Raises:
        EOFError: The other side is gone.
    """
    import numpy as np

    clips = []
    for size in receive(stream)["samples"]:
        data = stream.read(4 * size)
        if len(data) < 4 * size:
            raise EOFError
        clips.append(np.frombuffer(data, "<f4").astype(np.float32))
    return clips
