"""When a decoded frame sounds: by its timestamps, or by its place in a file that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from testimony.audio.reading.frame_headers import HEADER_BYTES, expected_size

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet

__all__ = ["ByteClock", "Clock", "StampClock", "clock_for", "delay_of"]

_BACKWARDS_S = 1.0
_SHORTEST_DELAY_S = 0.030
_LONGEST_JUMP_S = 3600.0
_LONGEST_STATED_S = 86_400.0

_WITHOUT_STAMPS = frozenset({"aac", "ac3", "amr", "amrnb", "amrwb", "dts", "eac3", "loas", "mp2", "mp3"})
"""Bare streams of packets. Their timestamps are counted by the demuxer from the packets that it found, so a
damaged stretch pulls everything after it forward."""

_WITH_HEADERS = frozenset({"aac", "mp2", "mp3"})


class Clock(Protocol):
    """Tells how much sound is missing before a frame."""

    def observe(self, packet: Packet[AudioStream], heard_s: float, failed: bool) -> None:
        """Take note of a packet and of the seconds that came out of it, before its frames are placed."""

    def lead(self, frame: AudioFrame, now: float) -> float:
        """Seconds by which ``frame`` begins after ``now``; not above 0 when nothing is missing."""


def delay_of(container: InputContainer, stream: AudioStream) -> float:
    """Seconds of silence that a player gives before the first sound, because the picture starts earlier.

    Args:
        container: Its start is that of its earliest track.
        stream: The track that is heard.

    Returns:
        0 below 30 ms (an encoder's padding) and where the delay is longer than an hour, which nobody records.
    """
    begins, tick = container.start_time, stream.time_base
    if begins is None or stream.start_time is None or not tick or container.format.name in _WITHOUT_STAMPS:
        return 0.0
    delay = float(stream.start_time * tick) - begins / 1_000_000
    return delay if _SHORTEST_DELAY_S <= delay <= _LONGEST_JUMP_S else 0.0


class StampClock:
    """The container's own timestamps; the first frame sounds after ``delay_s`` seconds.

    Timestamps that fall back by more than a second (two recordings in one file) or leap ahead further than
    the container says there is sound are not believed: counting goes on from where it was.
    """

    def __init__(self, stated_s: float, delay_s: float = 0.0) -> None:
        self._stated = min(stated_s, _LONGEST_STATED_S) + delay_s if stated_s else 0.0
        self._delay = delay_s
        self._offset: float | None = None
        self._tick = 0.0

    def observe(self, packet: Packet[AudioStream], heard_s: float, failed: bool) -> None:
        """Timestamps need no help."""

    def lead(self, frame: AudioFrame, now: float) -> float:
        """See ``Clock``; seconds."""
        if frame.pts is None:
            return 0.0
        if not self._tick:  # the frames of a stream share a time base; asking each one for it is slow
            self._tick = float(frame.time_base or 0)
        stamp = frame.pts * self._tick
        if self._offset is None:
            self._offset = now + self._delay - stamp
            return self._delay
        lead = stamp + self._offset - now
        if lead < -_BACKWARDS_S or not self._is_believable(now, lead):
            self._offset -= lead
            return 0.0
        return lead

    def _is_believable(self, now: float, lead: float) -> bool:
        return now + lead <= self._stated + 1.0 if self._stated else lead <= _LONGEST_JUMP_S


class ByteClock:
    """Bytes that gave no sound, at the rate of the bytes that did.

    Exact for a constant bitrate, to the variation of the bitrate for others.
    """

    def __init__(self, *, has_headers: bool) -> None:
        self._has_headers = has_headers
        self._good_bytes = 0
        self._good_s = 0.0
        self._missing = 0.0

    def observe(self, packet: Packet[AudioStream], heard_s: float, failed: bool) -> None:
        """See ``Clock``. A packet longer than its header says swallowed its damaged neighbours."""
        size = packet.size
        if not size:
            return
        if not heard_s:
            swallowed = size if failed else 0
        else:
            expected = _expected(packet)
            swallowed = max(0, size - expected) if expected else 0
            self._good_bytes += size - swallowed
            self._good_s += heard_s
        if self._good_bytes and swallowed:
            self._missing += swallowed * self._good_s / self._good_bytes

    def looks_broken(self, packet: Packet[AudioStream]) -> bool:
        """True for a packet whose header is none; for packets that are passed over without decoding."""
        return self._has_headers and not _expected(packet)

    def lead(self, _frame: AudioFrame, _now: float) -> float:
        """See ``Clock``; seconds. Frames of this clock carry no stamps."""
        missing, self._missing = self._missing, 0.0
        return missing


def clock_for(format_name: str, stated_s: float, delay_s: float = 0.0) -> Clock:
    """The clock for a container.

    Args:
        format_name: libav's name of the container's format.
        stated_s: The length that the container states, in seconds; 0 where it states none.
        delay_s: Seconds of silence before the first frame (``delay_of``).
    """
    if format_name in _WITHOUT_STAMPS:
        return ByteClock(has_headers=format_name in _WITH_HEADERS)
    return StampClock(stated_s, delay_s)


def _expected(packet: Packet[AudioStream]) -> int:
    return expected_size(bytes(memoryview(packet)[:HEADER_BYTES]))
