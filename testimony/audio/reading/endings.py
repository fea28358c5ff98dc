"""How long a recording says it is, and whether its file was cut off."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from testimony.audio.reading.hashing import HashingFile

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

__all__ = ["Ending", "estimated_seconds", "find_ending"]

_OGG_PAGE_MAX = 65_307
_ID3_HEADER = 10  # bytes
_OGG_HEADER = 27
_OGG_LAST = 0x04
_HEAD = 1 << 16
_STREAMED = {0, 0x7FFFFFFF, 0x7FFFFFFE, 0x80000000}
_STREAMED_FROM = 0xFFFFF000


@dataclass(frozen=True, slots=True)
class Ending:
    """What the file itself says about its end.

    Attributes:
        stated_s: Length that a header states (not libav's estimate from a bitrate); 0 where none does.
        is_cut: The last bytes are not an end, though nothing says how much is missing; None where they do
            not tell.
    """

    stated_s: float = 0.0
    is_cut: bool | None = None


def estimated_seconds(container: InputContainer, stream: AudioStream) -> float:
    """The length in seconds to show in a progress bar; 0 when unknown."""
    if stream.duration and stream.time_base:
        return max(0.0, float(stream.duration * stream.time_base))
    tagged = _clock_seconds(stream.metadata.get("DURATION", ""))
    return tagged or max(0.0, (container.duration or 0) / 1_000_000)


def find_ending(
    container: InputContainer,
    stream: AudioStream,
    file: HashingFile,
    first_s: float = 0.0,
    delay_s: float = 0.0,
) -> Ending:
    """Look at headers and at the last bytes of the file.

    Args:
        container: Where the stream is.
        stream: The sound.
        file: The bytes.
        first_s: Timestamp of the first frame, in seconds; a whole container's length counts from 0.
        delay_s: Seconds of silence before the first frame; a stream's own length does not count them.
    """
    name = container.format.name
    seconds = estimated_seconds(container, stream)
    if name == "wav":
        return Ending(stated_s=_wav_seconds(file, seconds), is_cut=False)
    if name == "ogg":
        return Ending(is_cut=_ogg_is_cut(file))
    if name == "mp3":
        return Ending(stated_s=seconds if _mp3_states_length(file) else 0.0)
    # Where only the whole file has a length, a picture may go on after the sound has ended.
    own = bool(stream.duration) or "DURATION" in stream.metadata or not container.streams.video
    states = name in ("flac", "asf", "matroska,webm") or name.startswith("mov,")
    end = seconds + delay_s if stream.duration else seconds - max(0.0, first_s - delay_s)
    return Ending(stated_s=end if states and own else 0.0)


def _clock_seconds(text: str) -> float:
    """Seconds of Matroska's ``00:01:02.345000000``; 0 for anything else."""
    try:
        hours, minutes, seconds = text.split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    except ValueError:
        return 0.0


def _wav_seconds(file: HashingFile, present_s: float) -> float:
    """The length that the header of a WAV file states, where the file is shorter; libav hides it."""
    head = file.peek_at(0, _HEAD)
    at = head.find(b"data", 12)
    if head[:4] != b"RIFF" or at < 0 or len(head) < at + 8:
        return 0.0
    (stated,) = struct.unpack_from("<I", head, at + 4)
    present = file.before.st_size - at - 8
    if stated in _STREAMED or stated >= _STREAMED_FROM or present <= 0 or stated <= present:
        return 0.0
    return present_s * (int(stated) / present)


def _ogg_is_cut(file: HashingFile) -> bool:
    """True when the last page is not whole, or is not marked as the last."""
    tail = file.peek_at(file.before.st_size - _OGG_PAGE_MAX, _OGG_PAGE_MAX)
    at = tail.rfind(b"OggS")
    if at < 0 or len(tail) < at + _OGG_HEADER:
        return True
    segments = tail[at + 26]
    lacing = tail[at + _OGG_HEADER : at + _OGG_HEADER + segments]
    whole = len(lacing) == segments and len(tail) >= at + _OGG_HEADER + segments + sum(lacing)
    return not whole or not tail[at + 5] & _OGG_LAST


def _mp3_states_length(file: HashingFile) -> bool:
    """True when the first frame counts the frames (Xing, LAME, Fraunhofer); else libav guesses."""
    head = file.peek_at(0, _ID3_HEADER)
    start = 0
    if head[:3] == b"ID3" and len(head) == _ID3_HEADER:
        start = _ID3_HEADER + sum(
            (byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True)
        )
    first = file.peek_at(start, 2048)
    return any(mark in first for mark in (b"Xing", b"Info", b"VBRI"))
