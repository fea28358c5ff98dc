from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_audio import bursts, corrupt, onset_ms, truncate, write_audio, write_stamped, write_wav

from testimony.audio.chunks import GapCause
from testimony.audio.decoding import DamagedGap, mix_down, open_recording
from testimony.transcript.errors import RecordingChanged, RecordingUnreadable


def decode(path: Path) -> tuple[np.ndarray, tuple[DamagedGap, ...]]:
    with open_recording(path) as reader:
        samples = np.concatenate([chunk.samples for chunk in reader.chunks()], axis=1)
        recording = reader.recording()
    assert recording.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    return mix_down(samples), reader.damage


def hum(seconds: float, rate: int, channels: int, at: dict[float, int]) -> np.ndarray:
    """Bursts over a soft noise, so that packets hold something to lose."""
    signal = bursts(seconds, rate, channels, at)
    return signal + np.random.default_rng(5).normal(0, 0.01, signal.shape).astype(np.float32)


MIDDLE = [
    ("fast.m4a", "aac", 44_100, {"options": {"movflags": "faststart"}}),
    ("late.m4a", "aac", 44_100, {}),
    ("a.mkv", "aac", 48_000, {}),
    ("a.flac", "flac", 44_100, {}),
    ("a.opus", "libopus", 48_000, {}),
    ("a.webm", "libopus", 48_000, {}),
    ("a.mp3", "libmp3lame", 44_100, {"bit_rate": 64_000}),
]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("name", "codec", "rate", "how"), MIDDLE, ids=[row[0] for row in MIDDLE])
def test_corrupt_packets_in_the_middle_keep_later_times_right(
    tmp_path: Path, name: str, codec: str, rate: int, how: dict[str, Any], seed: int
) -> None:
    whole = write_audio(tmp_path / name, hum(20, rate, 1, {1.0: 1000, 18.5: 2500}), codec, rate, **how)
    sound, damage = decode(corrupt(whole, 0.5, 0.54, seed))
    assert onset_ms(sound[: 3 * 16_000], 1000) == pytest.approx(1000, abs=40)
    assert onset_ms(sound[-3 * 16_000 :], 2500) + len(sound) / 16 - 3000 == pytest.approx(18_500, abs=70)
    assert len(sound) / 16_000 == pytest.approx(20, abs=0.15)
    assert damage
    assert all(5000 < gap.start_ms < gap.end_ms < 17_000 for gap in damage)
    assert sum(gap.end_ms - gap.start_ms for gap in damage) < 6500


ENDS = [
    ("fast.m4a", "aac", 44_100, {"options": {"movflags": "faststart"}}, True),
    ("a.mp3", "libmp3lame", 44_100, {"bit_rate": 64_000}, True),
    ("a.flac", "flac", 44_100, {}, True),
    ("a.wav", "pcm_s16le", 16_000, {}, True),
    ("a.mkv", "aac", 48_000, {}, True),
    ("a.opus", "libopus", 48_000, {}, False),
    ("a.aac", "aac", 44_100, {}, False),
    ("a.amr", "libopencore_amrnb", 8_000, {}, False),
]


@pytest.mark.parametrize(("name", "codec", "rate", "how", "is_stated"), ENDS, ids=[row[0] for row in ENDS])
def test_a_truncated_recording_is_decoded_as_far_as_it_goes(
    tmp_path: Path, name: str, codec: str, rate: int, how: dict[str, Any], is_stated: bool
) -> None:
    whole = write_audio(tmp_path / name, hum(10, rate, 1, {1.0: 1000}), codec, rate, **how)
    sound, damage = decode(truncate(whole, 0.601))
    assert onset_ms(sound, 1000) == pytest.approx(1000, abs=40)
    assert 4.5 < len(sound) / 16_000 < 7
    (gap,) = [gap for gap in damage if gap.cause == GapCause.CUT_OFF]
    decoded_ms = len(sound) // 16
    assert gap.start_ms == pytest.approx(decoded_ms - 500, abs=2)
    assert gap.end_ms == (pytest.approx(10_000, abs=100) if is_stated else decoded_ms)


def test_an_m4a_cut_off_before_its_index_says_so(tmp_path: Path) -> None:
    whole = write_audio(tmp_path / "a.m4a", hum(5, 44_100, 1, {}), "aac", 44_100)
    with pytest.raises(RecordingUnreadable, match="cut off before its index") as caught:
        open_recording(truncate(whole, 0.5))
    assert caught.value.hint


@pytest.mark.parametrize("stated", [0, 0xFFFFFFFF, 0x7FFFFFFF])
def test_a_streamed_wav_without_a_length_is_whole(tmp_path: Path, stated: int) -> None:
    path = write_wav(tmp_path / "a.wav", np.full(32_001, 9, "<i2").tobytes(), 16_000, stated=stated)
    sound, damage = decode(path)
    assert (len(sound), damage) == (32_001, ())


def test_a_hole_in_the_timestamps_is_filled_and_reported(tmp_path: Path) -> None:
    path = write_stamped(
        tmp_path / "hole.mkv", 200, lambda number: number * 1024 / 48_000 + (3 if number >= 100 else 0)
    )
    sound, damage = decode(path)
    begin = 100 * 1024 / 48
    assert [gap.cause for gap in damage] == [GapCause.MISSING]
    assert damage[0].start_ms == pytest.approx(begin, abs=2)
    assert damage[0].end_ms == pytest.approx(begin + 3000, abs=2)
    assert len(sound) / 16 == pytest.approx(200 * 1024 / 48 + 3000, abs=3)
    assert np.abs(sound[int(begin * 16) + 400 : int(begin * 16) + 47_000]).max() == 0


def test_jitter_of_timestamps_is_no_hole(tmp_path: Path) -> None:
    path = write_stamped(
        tmp_path / "jitter.mkv", 200, lambda number: number * 1024 / 48_000 + 0.012 * (number % 2)
    )
    sound, damage = decode(path)
    assert damage == ()
    assert len(sound) == pytest.approx(200 * 1024 / 3, abs=40)


def test_samples_that_are_not_numbers_become_silence(tmp_path: Path) -> None:
    signal = np.full((48_000, 2), 0.25, "<f4")
    signal[16_000:16_010, 0] = np.nan
    signal[32_000, 1] = np.inf
    signal[40_000, 0] = -1e30
    sound, damage = decode(write_wav(tmp_path / "nan.wav", signal.tobytes(), 16_000, 2, is_float=True))
    assert np.isfinite(sound).all()
    assert np.allclose(sound[:15_900], 0.25, atol=1e-3)
    assert {gap.cause for gap in damage} == {GapCause.NOT_A_NUMBER}
    assert [gap.start_ms for gap in damage] == [1000, 2000, 2500]
    assert all(gap.end_ms - gap.start_ms <= 2 for gap in damage)


def test_nothing_but_nan_is_silence_and_one_gap(tmp_path: Path) -> None:
    data = np.full(32_000, np.nan, "<f4").tobytes()
    sound, damage = decode(write_wav(tmp_path / "nan.wav", data, 16_000, is_float=True))
    assert not sound.any()
    assert [(gap.start_ms, gap.end_ms) for gap in damage] == [(0, 2000)]


@pytest.mark.parametrize("codec", ["flac", "aac"])
def test_libav_says_nothing_on_standard_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], codec: str
) -> None:
    name = {"flac": "a.flac", "aac": "a.aac"}[codec]
    whole = write_audio(tmp_path / name, hum(10, 44_100, 1, {}), codec, 44_100)
    capfd.readouterr()
    decode(corrupt(whole, 0.4, 0.5))
    decode(truncate(whole, 0.7))
    assert capfd.readouterr() == ("", "")


def grown(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def rewritten(path: Path) -> None:
    status = path.stat()
    with path.open("r+b") as file:
        file.seek(1000)
        file.write(b"x")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


def replaced(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"another")
    other.replace(path)


@pytest.mark.parametrize("change", [grown, rewritten, replaced, os.unlink])
def test_a_recording_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    path = write_wav(tmp_path / "a.wav", bytes(2 * 16_000 * 60), 16_000)
    with open_recording(path) as reader:
        chunks = reader.chunks()
        next(chunks)
        change(path)
        with pytest.raises(RecordingChanged, match=r"a\.wav changed while it was read") as caught:
            list(chunks)
        with pytest.raises(RuntimeError):
            reader.recording()
    assert caught.value.hint


def test_a_recording_that_was_only_touched_is_the_same(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", bytes(2 * 16_000 * 20), 16_000)
    with open_recording(path) as reader:
        chunks = reader.chunks()
        next(chunks)
        os.utime(path, ns=(1, 1))
        list(chunks)
        assert reader.recording().sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_disk_that_fails_in_the_middle_is_not_taken_for_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import io

    path = write_wav(tmp_path / "a.wav", bytes(2 * 16_000 * 60), 16_000)

    class FailingDisk(io.FileIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 1_000_000:
                raise OSError(errno.EIO, "Input/output error")
            return super().read(size) or b""

    monkeypatch.setattr("testimony.audio.reading.opening.io.FileIO", FailingDisk)
    with open_recording(path) as reader, pytest.raises(RecordingUnreadable, match="Input/output error"):
        list(reader.chunks())
