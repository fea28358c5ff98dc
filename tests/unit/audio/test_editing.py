"""Bleeped copies and clips: nothing is left under the tone, everything else is as it was."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import numpy as np
import pytest
from made_audio import write_audio

from testimony.audio.clips import read_passage
from testimony.audio.editing import SUFFIXES, bleep, bleeped_copy, encode, fade
from testimony.transcript.errors import ExportError

LAYOUTS = {1: "mono", 2: "stereo", 4: "quad"}


def speechlike(rate: int, channels: int, seconds: int = 6) -> np.ndarray:
    time = np.arange(rate * seconds) / rate
    rows = [0.3 * np.sin(2 * np.pi * (440 + 110 * row) * time) for row in range(channels)]
    return np.array(rows, np.float32)


def decoded(data: bytes) -> tuple[np.ndarray, int]:
    import av

    with av.open(io.BytesIO(data), "r") as container:
        stream = container.streams.audio[0]
        resampler = av.AudioResampler(format="fltp", layout=stream.layout, rate=stream.rate)
        frames = [done for frame in container.decode(stream) for done in resampler.resample(frame)]
        return np.concatenate([frame.to_ndarray() for frame in frames], axis=1), stream.rate


def power_at(samples: np.ndarray, rate: int, hertz: float) -> float:
    wave = np.exp(-2j * np.pi * hertz * np.arange(samples.shape[-1]) / rate)
    return float(np.abs(samples @ wave).max() / samples.shape[-1])


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (16_000, 1), (44_100, 2), (48_000, 4)])
def test_under_a_bleep_nothing_is_left_and_around_it_everything(
    tmp_path: Path, rate: int, channels: int
) -> None:
    path = write_audio(tmp_path / "a.wav", speechlike(rate, channels), "pcm_s16le", rate, LAYOUTS[channels])
    before, _ = decoded(path.read_bytes())
    after, its_rate = decoded(bleeped_copy(path, [(1_501, 2_203), (5_700, 9_000)], ".wav"))
    assert its_rate == rate
    assert after.shape == before.shape
    first, last = 1_501 * rate // 1000, -(-2_203 * rate // 1000)
    assert np.array_equal(before[:, :first], after[:, :first])
    assert np.array_equal(before[:, last : 5 * rate], after[:, last : 5 * rate])
    for row in range(channels):
        hidden = after[row, first:last]
        assert power_at(before[row, first:last], rate, 440 + 110 * row) > 0.1
        assert power_at(hidden, rate, 440 + 110 * row) < 0.002
        assert power_at(hidden, rate, 1_000) > 0.02
        assert power_at(after[row, int(5.7 * rate) :], rate, 440 + 110 * row) < 0.002


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".ogg", ".opus", ".flac"])
def test_every_format_keeps_the_words_out(tmp_path: Path, suffix: str) -> None:
    path = write_audio(tmp_path / "a.wav", speechlike(44_100, 2), "pcm_s16le", 44_100, "stereo")
    after, rate = decoded(bleeped_copy(path, [(2_000, 4_000)], suffix))
    assert rate == (48_000 if suffix in (".ogg", ".opus") else 44_100)
    assert after.shape[0] == 2
    assert after.shape[1] / rate == pytest.approx(6, abs=0.1)
    hidden, heard = after[:, int(2.05 * rate) : int(3.95 * rate)], after[:, rate // 2 : rate * 3 // 2]
    assert power_at(hidden, rate, 440) < 0.003
    assert power_at(heard, rate, 440) > 0.1


@pytest.mark.parametrize(
    ("rate", "channels", "suffix", "wanted"),
    [
        (96_000, 1, ".mp3", (48_000, 1)),
        (22_050, 1, ".mp3", (22_050, 1)),
        (8_000, 2, ".mp3", (8_000, 2)),
        (48_000, 6, ".mp3", (48_000, 1)),
        (48_000, 6, ".wav", (48_000, 6)),
        (96_000, 1, ".flac", (96_000, 1)),
        (11_025, 1, ".m4a", (11_025, 1)),
        (44_100, 1, ".opus", (48_000, 1)),
    ],
)
def test_the_rate_stays_where_the_codec_knows_it(
    rate: int, channels: int, suffix: str, wanted: tuple[int, ...]
) -> None:
    samples = bleep(speechlike(rate, channels, 2), [], rate)
    data = encode([samples], rate, suffix, {"title": "T"})
    heard, its_rate = decoded(data)
    assert (its_rate, heard.shape[0]) == wanted
    assert power_at(heard[:, its_rate // 2 : its_rate * 3 // 2], its_rate, 440) > (
        0.1 if channels < 3 else 0.01
    )
    assert data == encode([samples], rate, suffix, {"title": "T"})


def test_no_program_is_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(subprocess, "Popen", None)
    path = write_audio(tmp_path / "a.wav", speechlike(16_000, 1), "pcm_s16le", 16_000)
    for suffix in SUFFIXES:
        assert bleeped_copy(path, [(0, 1_000)], suffix)


def test_a_passage_has_its_own_rate_and_channels(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.wav", speechlike(44_100, 2), "pcm_s16le", 44_100, "stereo")
    samples, rate = read_passage(path, 1_000, 3_500)
    assert (samples.shape, rate) == ((2, 110_250), 44_100)
    assert read_passage(path, 5_000, 9_000)[0].shape == (2, 44_100)
    softened = fade(bleep(samples, [], rate), rate)
    assert softened.shape == samples.shape
    assert not softened[:, 0].any()
    assert np.abs(softened[:, 60_000] / 32767 - samples[:, 60_000]).max() < 0.001


def test_an_unknown_ending_is_one_sentence() -> None:
    with pytest.raises(ExportError, match="cannot be written as"):
        encode([np.zeros((1, 10), np.int16)], 16_000, ".xyz")
