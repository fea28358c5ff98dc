from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_audio import bursts, onset_ms, write_audio, write_late_sound, write_stamped, write_wav

from testimony.audio.decoding import (
    SAMPLE_RATE,
    RecordingReader,
    hash_file,
    mix_down,
    open_recording,
    read_clip,
)

FORMATS = [
    ("a.wav", "pcm_s16le", 44_100, "stereo", {}),
    ("phone.wav", "pcm_mulaw", 8_000, "mono", {}),
    ("adpcm.wav", "adpcm_ms", 8_000, "mono", {}),
    ("a.mp3", "libmp3lame", 44_100, "stereo", {"bit_rate": 64_000}),
    ("low.mp3", "libmp3lame", 16_000, "mono", {"bit_rate": 24_000}),
    ("a.m4a", "aac", 44_100, "stereo", {}),
    ("fast.m4a", "aac", 48_000, "mono", {"options": {"movflags": "faststart"}}),
    ("frag.mp4", "aac", 48_000, "mono", {"options": {"movflags": "frag_keyframe+empty_moov"}}),
    ("a.flac", "flac", 48_000, "mono", {}),
    ("hires.flac", "flac", 96_000, "stereo", {}),
    ("a.opus", "libopus", 48_000, "mono", {}),
    ("a.ogg", "flac", 44_100, "mono", {}),
    ("a.amr", "libopencore_amrnb", 8_000, "mono", {}),
    ("a.wma", "wmav2", 44_100, "stereo", {"bit_rate": 64_000}),
    ("a.mkv", "aac", 48_000, "5.1", {}),
    ("a.webm", "libopus", 48_000, "stereo", {}),
    ("a.aac", "aac", 44_100, "mono", {}),
    ("a.aiff", "pcm_s16be", 22_050, "mono", {}),
    ("a.caf", "pcm_s16le", 11_025, "mono", {}),
]


@pytest.mark.parametrize(("name", "codec", "rate", "layout", "how"), FORMATS, ids=[row[0] for row in FORMATS])
def test_any_format_gives_its_sound_at_the_right_time(
    tmp_path: Path, name: str, codec: str, rate: int, layout: str, how: dict[str, Any]
) -> None:
    channels = {"mono": 1, "stereo": 2, "5.1": 6}[layout]
    path = write_audio(
        tmp_path / name, bursts(4, rate, channels, {1.0: 1000, 3.0: 2000}), codec, rate, layout, **how
    )
    before = path.read_bytes(), path.stat().st_mtime_ns

    with open_recording(path) as reader:
        chunks = list(reader.chunks())
        recording, damage = reader.recording(), reader.damage

    sound = mix_down(np.concatenate([chunk.samples for chunk in chunks], axis=1))
    # The decoder of WMA gives nothing for the first 46 ms, and the first sample is time 0.
    tolerance = 60 if codec == "wmav2" else 30
    assert onset_ms(sound, 1000) == pytest.approx(1000, abs=tolerance)
    assert onset_ms(sound, 2000) == pytest.approx(3000, abs=tolerance)
    assert recording.duration_ms == pytest.approx(4000, abs=130)
    assert (recording.channels, recording.sample_rate) == (channels, rate)
    assert {chunk.samples.shape[0] for chunk in chunks} == {channels}
    assert {chunk.samples.dtype for chunk in chunks} == {np.dtype(np.float32)}
    assert damage == ()
    assert recording.sha256 == hashlib.sha256(before[0]).hexdigest() == hash_file(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert sorted(tmp_path.iterdir()) == [path]


def test_channels_stay_apart(tmp_path: Path) -> None:
    left = bursts(2, 44_100, 1, {0.5: 700})
    right = bursts(2, 44_100, 1, {1.5: 1900})
    path = write_audio(tmp_path / "two.flac", np.concatenate([left, right]), "flac", 44_100, "stereo")
    with open_recording(path) as reader:
        samples = np.concatenate([chunk.samples for chunk in reader.chunks()], axis=1)
    assert onset_ms(samples[0], 700) == pytest.approx(500, abs=30)
    assert onset_ms(samples[1], 1900) == pytest.approx(1500, abs=30)
    assert np.abs(samples[1][:SAMPLE_RATE]).max() < 0.01


@pytest.mark.parametrize("channels", [3, 7, 8, 32])
def test_layouts_without_a_name(tmp_path: Path, channels: int) -> None:
    noise = np.random.default_rng(1).integers(-3000, 3000, (16_000, channels)).astype("<i2")
    path = write_wav(tmp_path / "many.wav", noise.tobytes(), 16_000, channels)
    with open_recording(path) as reader:
        samples = np.concatenate([chunk.samples for chunk in reader.chunks()], axis=1)
    assert samples.shape == (channels, 16_000)
    assert np.allclose(samples, noise.T / 32768, atol=1e-4)


def test_eight_planes(tmp_path: Path) -> None:
    signal = bursts(2, 48_000, 8, {1.0: 1000})
    path = write_audio(tmp_path / "cinema.m4a", signal, "aac", 48_000, "7.1")
    with open_recording(path) as reader:
        samples = np.concatenate([chunk.samples for chunk in reader.chunks()], axis=1)
    assert samples.shape[0] == 8
    assert onset_ms(samples[0], 1000) == pytest.approx(1000, abs=30)


def test_a_rate_that_changes_in_the_middle(tmp_path: Path) -> None:
    first = write_audio(
        tmp_path / "1.mp3", bursts(3, 44_100, 2, {1.0: 1000}), "libmp3lame", 44_100, "stereo", bit_rate=64_000
    )
    second = write_audio(
        tmp_path / "2.mp3", bursts(3, 16_000, 1, {1.0: 2000}), "libmp3lame", 16_000, bit_rate=32_000
    )
    both = tmp_path / "both.mp3"
    both.write_bytes(first.read_bytes() + second.read_bytes())
    with open_recording(both) as reader:
        samples = np.concatenate([chunk.samples for chunk in reader.chunks()], axis=1)
        assert reader.channels == samples.shape[0] == 2
    assert onset_ms(samples[0], 1000) == pytest.approx(1000, abs=30)
    assert onset_ms(samples[1], 2000) == pytest.approx(4000, abs=200)


@pytest.mark.parametrize("offset", [-2.0, 7.0])
def test_the_first_sample_is_time_zero(tmp_path: Path, offset: float) -> None:
    path = write_stamped(tmp_path / "offset.mkv", 100, lambda number: offset + number * 1024 / 48_000)
    with open_recording(path) as reader:
        chunks = list(reader.chunks())
        recording = reader.recording()
    assert chunks[0].start_ms == 0
    assert np.abs(chunks[0].samples[0, 100:500]).min() > 0.1
    assert recording.duration_ms == pytest.approx(100 * 1024 / 48, abs=3)
    assert reader.damage == ()


def test_a_clip_of_a_fifth_of_a_second_is_a_recording(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "short.wav", np.full(3200, 1000, "<i2").tobytes(), 16_000)
    with open_recording(path) as reader:
        assert [chunk.samples.shape for chunk in reader.chunks()] == [(1, 3200)]
        assert reader.recording().duration_ms == 200


def test_an_estimate_of_the_length_before_decoding(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", bytes(2 * 16_000 * 7), 16_000)
    with open_recording(path) as reader:
        assert reader.duration_ms == 7000


def test_when_the_recording_began(tmp_path: Path) -> None:
    import av

    path = tmp_path / "a.m4a"
    with av.open(str(path), "w") as out:
        out.metadata["creation_time"] = "2024-05-06T07:08:09Z"
        stream = out.add_stream("aac", rate=16_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 16_000
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    with open_recording(path) as reader:
        assert reader.started_at is not None
        assert reader.started_at.startswith("2024-05-06T07:08:09")


def test_a_clock_that_was_never_set_is_no_date(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.m4a", bursts(1, 16_000, 1, {}), "aac", 16_000)
    with open_recording(path) as reader:
        assert reader.started_at is None


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    noise = np.random.default_rng(3).normal(0, 0.1, (2, 44_100 * 4)).astype(np.float32)
    return write_audio(
        tmp_path_factory.mktemp("spoken") / "a.m4a", noise, "aac", 44_100, "stereo", bit_rate=128_000
    )


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chunk_ms=st.integers(1, 10_000))
def test_the_length_of_the_chunks_changes_nothing(spoken: Path, chunk_ms: int) -> None:
    with open_recording(spoken) as reader:
        whole = np.concatenate([chunk.samples for chunk in reader.chunks()], axis=1)
    with open_recording(spoken) as reader:
        assert isinstance(reader, RecordingReader)
        chunks = list(reader.chunks(chunk_ms))
    assert np.array_equal(np.concatenate([chunk.samples for chunk in chunks], axis=1), whole)
    assert [chunk.start_ms for chunk in chunks] == list(range(0, len(chunks) * chunk_ms, chunk_ms))
    assert all(chunk.samples.shape[1] == chunk_ms * 16 for chunk in chunks[:-1])


def test_memory_does_not_grow_with_the_recording(tmp_path: Path) -> None:
    import tracemalloc

    peaks = []
    for minutes in (1, 6):
        size = minutes * 60 * 16_000 * 2
        path = write_wav(tmp_path / f"{minutes}.wav", b"", 16_000, stated=size)
        with path.open("r+b") as file:
            file.truncate(44 + size)
        with open_recording(path) as reader:
            tracemalloc.start()
            total = sum(chunk.samples.shape[1] for chunk in reader.chunks())
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        assert total == minutes * 60 * 16_000
        assert reader.damage == ()
    assert peaks[1] < peaks[0] + 200_000


def test_chunks_can_be_read_once(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", bytes(3200), 16_000)
    with open_recording(path) as reader:
        with pytest.raises(RuntimeError):
            reader.recording()
        list(reader.chunks())
        with pytest.raises(RuntimeError):
            next(reader.chunks())


def test_mixing_keeps_a_voice_whose_channels_cancel() -> None:
    voice = np.sin(np.arange(1600) / 5).astype(np.float32)
    assert np.abs(mix_down(np.stack([voice, -voice]))).max() > 0.9
    assert np.allclose(mix_down(np.stack([voice, voice])), voice, atol=1e-6)
    one_of_eight = np.zeros((8, 1600), np.float32)
    one_of_eight[3] = voice
    assert np.allclose(mix_down(one_of_eight), voice / 8, atol=1e-6)
    assert mix_down(np.zeros((2, 0), np.float32)).shape == (0,)


@pytest.mark.parametrize("ending", ["mp4", "mkv", "mov", "ts"])
def test_sound_that_starts_after_the_picture_keeps_the_players_time(tmp_path: Path, ending: str) -> None:
    signal = 0.5 * np.sin(2 * np.pi * 440 * np.arange(48_000) / 16_000).astype(np.float32)[None]
    path = write_late_sound(tmp_path / f"late.{ending}", 4.0, signal)
    with open_recording(path) as reader:
        sound = np.concatenate([mix_down(chunk.samples) for chunk in reader.chunks()])
        assert reader.damage == ()
        assert abs(reader.recording().duration_ms - 7_000) < 150
    loud = np.flatnonzero(np.abs(sound) > 0.1) / SAMPLE_RATE
    assert abs(loud[0] - 4.0) < 0.1
    clip = read_clip(path, 3_500, 4_500)
    assert abs(np.flatnonzero(np.abs(clip) > 0.1)[0] / SAMPLE_RATE - (loud[0] - 3.5)) < 0.03
    assert np.abs(read_clip(path, 6_000, 6_500)).max() > 0.1
    assert not np.abs(read_clip(path, 1_000, 3_000)).any()
