"""Recordings made on the spot: tone bursts at known times in any format, and ways to damage them."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

RATE = 16_000
BURST_S = 0.2


def bursts(seconds: float, rate: int, channels: int, at: Mapping[float, float]) -> NDArray[np.float32]:
    """Silence but for a tone of ``at[t]`` Hz from second ``t`` on, the same in every channel."""
    signal = np.zeros(round(seconds * rate), np.float32)
    for begin, hertz in at.items():
        first, last = round(begin * rate), round((begin + BURST_S) * rate)
        time = np.arange(last - first) / rate
        signal[first:last] = 0.5 * np.sin(2 * np.pi * hertz * time)
    return np.tile(signal, (channels, 1))


def onset_ms(samples: NDArray[np.float32], hertz: float) -> float:
    """When a tone of ``hertz`` begins in mono sound at 16 kHz."""
    window, hop = 320, 40
    count = (len(samples) - window) // hop
    frames = np.lib.stride_tricks.sliding_window_view(samples, window)[: count * hop : hop]
    time = np.arange(window) / RATE
    power = np.abs(frames @ np.exp(-2j * np.pi * hertz * time))
    return float(np.argmax(power > power.max() / 2) * hop + window / 2) * 1000 / RATE


def write_audio(
    path: Path,
    signal: NDArray[np.float32],
    codec: str,
    rate: int,
    layout: str = "mono",
    *,
    container: str | None = None,
    options: dict[str, str] | None = None,
    bit_rate: int = 0,
) -> Path:
    """Encode ``signal`` (channels, n) at ``rate``."""
    with av.open(str(path), "w", format=container, options=options or {}) as out:
        stream: Any = out.add_stream(codec, rate=rate, layout=layout)
        if bit_rate:
            stream.bit_rate = bit_rate
        resampler = av.AudioResampler(format=stream.format.name, layout=layout, rate=rate)
        for begin in range(0, signal.shape[1], 1024):
            piece = np.ascontiguousarray(signal[:, begin : begin + 1024].T).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(piece, format="flt", layout=layout)
            frame.sample_rate, frame.pts = rate, begin
            for ready in resampler.resample(frame):
                out.mux(stream.encode(ready))
        for ready in resampler.resample(None):
            out.mux(stream.encode(ready))
        out.mux(stream.encode(None))
    return path


def write_stamped(path: Path, frames: int, stamp: Callable[[int], float], rate: int = 48_000) -> Path:
    """A Matroska file of constant sound, frames of 1,024 samples that begin at ``stamp(number)`` seconds."""
    with av.open(str(path), "w") as out:
        stream: Any = out.add_stream("pcm_s16le", rate=rate, layout="mono")
        for number in range(frames):
            frame = av.AudioFrame.from_ndarray(
                np.full((1, 1024), 8000, np.int16), format="s16", layout="mono"
            )
            frame.sample_rate, frame.time_base = rate, Fraction(1, rate)
            frame.pts = round(stamp(number) * rate)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def write_video(path: Path) -> Path:
    """A second of a black picture without sound."""
    with av.open(str(path), "w") as out:
        stream: Any = out.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for _ in range(10):
            frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def write_wav(
    path: Path,
    data: bytes,
    rate: int,
    channels: int = 1,
    *,
    is_float: bool = False,
    stated: int | None = None,
) -> Path:
    """A WAV file with any header: ``stated`` is what it says about the length of ``data``."""
    width = 4 if is_float else 2
    size = len(data) if stated is None else stated
    form = struct.pack(
        "<IHHIIHH",
        16,
        3 if is_float else 1,
        channels,
        rate,
        (rate * channels * width) & 0xFFFFFFFF,
        channels * width,
        width * 8,
    )
    riff = struct.pack("<I", (36 + size) & 0xFFFFFFFF)
    path.write_bytes(b"RIFF" + riff + b"WAVEfmt " + form + b"data" + struct.pack("<I", size) + data)
    return path


def corrupt(source: Path, begin: float, end: float, seed: int = 1) -> Path:
    """A copy whose bytes between two fractions of the file are noise."""
    data = bytearray(source.read_bytes())
    first, last = int(len(data) * begin), int(len(data) * end)
    data[first:last] = random.Random(seed).randbytes(last - first)
    target = source.with_name(f"corrupt-{source.name}")
    target.write_bytes(data)
    return target


def truncate(source: Path, keep: float) -> Path:
    """A copy of the first part of a file."""
    data = source.read_bytes()
    target = source.with_name(f"truncated-{source.name}")
    target.write_bytes(data[: int(len(data) * keep)])
    return target


def write_late_sound(path: Path, delay_s: float, signal: NDArray[np.float32], rate: int = 16_000) -> Path:
    """A black picture from the first second on, and ``signal`` (1, n) that begins ``delay_s`` after it."""
    with av.open(str(path), "w") as out:
        picture: Any = out.add_stream("mpeg4", rate=10)
        picture.width = picture.height = 64
        picture.pix_fmt = "yuv420p"
        codec = "aac" if path.suffix != ".mkv" else "pcm_s16le"
        sound: Any = out.add_stream(codec, rate=rate, layout="mono")
        for number in range(int((delay_s + signal.shape[1] / rate) * 10)):
            frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            out.mux(picture.encode(frame))
        out.mux(picture.encode(None))
        resampler = av.AudioResampler(format=sound.format.name, layout="mono", rate=rate)
        for begin in range(0, signal.shape[1], 1024):
            piece = np.ascontiguousarray(signal[:, begin : begin + 1024])
            heard = av.AudioFrame.from_ndarray(piece, format="fltp", layout="mono")
            heard.sample_rate, heard.time_base = rate, Fraction(1, rate)
            heard.pts = round(delay_s * rate) + begin
            for ready in resampler.resample(heard):
                out.mux(sound.encode(ready))
        out.mux(sound.encode(None))
    return path
