from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_audio import bursts, corrupt, onset_ms, write_audio, write_wav

from testimony.audio.chunks import AudioChunk
from testimony.audio.decoding import open_recording, read_clip
from testimony.audio.peaks import peaks
from testimony.audio.reading.hashing import HashingFile

SEEKABLE = [
    ("a.wav", "pcm_s16le", 16_000, {}),
    ("a.flac", "flac", 48_000, {}),
    ("a.m4a", "aac", 44_100, {}),
    ("a.opus", "libopus", 48_000, {}),
    ("a.mkv", "aac", 48_000, {}),
    ("a.mp3", "libmp3lame", 44_100, {"bit_rate": 64_000}),
    ("a.amr", "libopencore_amrnb", 8_000, {}),
]


@pytest.mark.parametrize(("name", "codec", "rate", "how"), SEEKABLE, ids=[row[0] for row in SEEKABLE])
def test_a_clip_is_the_sound_of_those_times(
    tmp_path: Path, name: str, codec: str, rate: int, how: dict[str, Any]
) -> None:
    path = write_audio(tmp_path / name, bursts(12, rate, 1, {1.0: 1000, 9.0: 1500}), codec, rate, **how)
    clip = read_clip(path, 8_500, 10_500)
    assert clip.shape == (32_000,)
    assert onset_ms(clip, 1500) == pytest.approx(500, abs=30)
    with open_recording(path) as reader:
        whole = np.concatenate([chunk.samples for chunk in reader.chunks()], axis=1)[0]
    expected = whole[8_500 * 16 : 10_500 * 16]
    assert np.sqrt(np.mean((clip - expected) ** 2)) < 0.01
    assert onset_ms(read_clip(path, 0, 2_000), 1000) == pytest.approx(1000, abs=30)


def test_a_clip_after_damage_is_where_the_transcript_says(tmp_path: Path) -> None:
    signal = bursts(20, 44_100, 1, {18.5: 2500})
    signal += np.random.default_rng(5).normal(0, 0.01, signal.shape).astype(np.float32)
    path = corrupt(write_audio(tmp_path / "a.mp3", signal, "libmp3lame", 44_100, bit_rate=64_000), 0.5, 0.54)
    with open_recording(path) as reader:
        whole = np.concatenate([chunk.samples for chunk in reader.chunks()], axis=1)[0]
    expected = onset_ms(whole[17_500 * 16 :], 2500)
    assert onset_ms(read_clip(path, 17_500, 20_000), 2500) == pytest.approx(expected, abs=60)


def test_clips_at_the_edges(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", np.arange(16_000 * 4, dtype="<i2").tobytes(), 16_000, 2)
    assert read_clip(path, 1_900, 5_000).shape == (1_600,)
    assert read_clip(path, 9_000, 9_500).shape == (0,)
    assert read_clip(path, 100, 100).shape == (0,)
    left, right = read_clip(path, 0, 1_000, channel=0), read_clip(path, 0, 1_000, channel=1)
    assert np.allclose(right - left, 1 / 32768, atol=1e-6)
    for wrong in ((-1, 5, None), (10, 5, None), (0, 5, 2), (0, 5, -1)):
        with pytest.raises(ValueError, match=r"clip|channel"):
            read_clip(path, *wrong)


def test_peaks_are_the_extremes_of_every_hundredth() -> None:
    samples = np.zeros((2, 16_000), np.float32)
    samples[0, 800] = 1.0
    samples[1, 810] = -0.5
    (shape,) = peaks([AudioChunk(0, samples)])
    assert (shape.shape, shape.dtype) == ((100, 2), np.dtype(np.int8))
    assert shape[5].tolist() == [-64, 127]
    assert not shape[[0, 4, 6, 99]].any()


@settings(deadline=None, max_examples=50)
@given(cuts=st.lists(st.integers(1, 4_000), max_size=8), total=st.integers(1, 8_000))
def test_peaks_do_not_depend_on_the_chunks(cuts: list[int], total: int) -> None:
    samples = np.random.default_rng(total).uniform(-1, 1, (1, total)).astype(np.float32)
    edges = sorted({0, total, *(cut for cut in cuts if cut < total)})
    pieces = [AudioChunk(0, samples[:, a:b]) for a, b in pairwise(edges)]
    whole = np.concatenate(list(peaks([AudioChunk(0, samples)])))
    assert np.array_equal(np.concatenate(list(peaks(pieces))), whole)
    assert len(whole) == -(-total // 160)


def test_peaks_need_a_rate_that_divides() -> None:
    with pytest.raises(ValueError, match="does not divide"):
        next(peaks([], per_second=7))


@settings(deadline=None, max_examples=60)
@given(
    data=st.binary(min_size=1, max_size=3000),
    moves=st.lists(st.tuples(st.sampled_from([0, 1, 2]), st.integers(-3500, 3500), st.integers(0, 900))),
)
def test_the_hash_is_of_the_file_in_whatever_order_it_is_read(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, moves: list[tuple[int, int, int]]
) -> None:
    import hashlib
    import io

    path = tmp_path_factory.mktemp("hash") / "file"
    path.write_bytes(data)
    file = HashingFile(io.FileIO(path, "r"))
    with path.open("rb") as plain:
        for whence, offset, size in moves:
            base = {0: 0, 1: plain.tell(), 2: len(data)}[whence]
            moved = file.seek(offset, whence)
            if base + offset < 0:
                assert moved == -1
            else:
                assert moved == plain.seek(base + offset)
            assert file.read(size) == plain.read(size)
            assert file.tell() == plain.tell()
    assert file.hexdigest() == hashlib.sha256(data).hexdigest()
    file.close()
