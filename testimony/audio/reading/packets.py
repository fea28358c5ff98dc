"""Packets into frames, past whatever is broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from testimony.audio.reading.clocks import ByteClock, Clock

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet

__all__ = ["FrameStream", "decode_packets"]

_DEMUX_RETRIES = 100
"""Read errors of the container in a row, without a packet between them, before the rest is given up."""


def decode_packets(container: InputContainer, stream: AudioStream, clock: Clock) -> FrameStream:
    """Decode one stream; ``clock`` is told about every packet."""
    return FrameStream(container, stream, clock)


class FrameStream:
    """Iterates over (frame, whether packets before it were lost).

    Attributes:
        clock: The clock that was told about every packet.
        ended_badly: The last packet that holds anything was broken; meaningful at the end.
    """

    def __init__(self, container: InputContainer, stream: AudioStream, clock: Clock) -> None:
        self.clock = clock
        self.ended_badly = False
        self._container = container
        self._stream = stream
        self._source = self._packets()
        self._frames = self._decode()
        self._passed_s = 0.0
        self._tick = float(stream.time_base or 0)

    def __iter__(self) -> Iterator[tuple[AudioFrame, bool]]:
        return self._frames

    def __next__(self) -> tuple[AudioFrame, bool]:
        return next(self._frames)

    def skip_to(self, seconds: float, clock: ByteClock) -> float:
        """Pass over packets without decoding them, in a bare stream; ``clock`` is this stream's own.

        Returns:
            Where the next packet begins: ``seconds`` or up to a packet later, earlier only at the end.
        """
        for packet in self._source if self._passed_s < seconds else ():
            if packet is None or not packet.size:
                continue
            broken = clock.looks_broken(packet)
            duration_s = 0.0 if broken else (packet.duration or 0) * self._tick
            clock.observe(packet, duration_s, broken)
            self._passed_s += duration_s
            if self._passed_s >= seconds:
                break
        return self._passed_s

    def _decode(self) -> Iterator[tuple[AudioFrame, bool]]:
        failed = False
        for packet in self._source:
            if packet is None:
                failed = self.ended_badly = True
                continue
            frames = self._frames_of(packet)
            heard_s = sum(frame.samples / frame.sample_rate for frame in frames or () if frame.sample_rate)
            self.clock.observe(packet, heard_s, frames is None)
            if packet.size:
                self._passed_s += (packet.duration or 0) * self._tick
                self.ended_badly = frames is None or packet.is_corrupt
            if frames is None:
                failed = True
                continue
            for frame in frames:
                yield frame, failed
                failed = False

    def _packets(self) -> Iterator[Packet[AudioStream] | None]:
        """The stream's packets; None where the container itself could not be read."""
        import av

        retries = 0
        while retries < _DEMUX_RETRIES:
            try:
                for packet in self._container.demux(self._stream):
                    retries = 0
                    yield packet
            except (av.error.FFmpegError, OSError, ValueError):
                retries += 1
                yield None
            else:
                return

    def _frames_of(self, packet: Packet[AudioStream]) -> list[AudioFrame] | None:
        import av

        try:
            return packet.decode()
        except av.error.EOFError:
            return []
        except (av.error.FFmpegError, ValueError, OSError):
            return None if packet.size else []
