"""Playback into the null device, which takes real time as a sound card does."""

import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from testimony.audio import playback
from testimony.audio.playback import Playback, open_playback

RATE = 16_000


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Four seconds, each second a tone of its own: 300, 600, 900, 1200 Hz."""
    times = np.arange(RATE) / RATE
    sound = np.concatenate([0.5 * np.sin(2 * np.pi * 300 * (second + 1) * times) for second in range(4)])
    path = tmp_path / "tones.wav"
    with wave.open(str(path), "wb") as stream:
        stream.setparams((1, 2, RATE, 0, "NONE", ""))
        stream.writeframes((sound * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture
def player(recording: Path) -> Iterator[Playback]:
    opened, reason = open_playback(recording, silent=True)
    assert opened is not None, reason
    yield opened
    opened.close()


def pulled(recording: Path, start: int, end: int, *, speed: float = 1.0, count: int = 0) -> np.ndarray:
    """All that a device would pull (or ``count`` samples of it), without a device."""
    tape = playback._Tape(recording, playback._Stretch(start, end, speed, loop=bool(count)))
    feeding, heard = tape.feed(), [np.zeros(0, np.float32)]
    next(feeding)
    while not tape.ended and sum(map(len, heard)) < (count or 1e9):
        played = tape._played
        try:
            sound = feeding.send(800).reshape(-1)
        except StopIteration:
            break
        heard.append(sound[: tape._played - played])
        time.sleep(0.001)
    tape.stop()
    return np.concatenate(heard)


def pitch(sound: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(sound.size)))
    return float(np.argmax(spectrum) * RATE / sound.size)


def test_exactly_the_stretch_is_heard(recording: Path) -> None:
    sound = pulled(recording, 1000, 2500)
    assert sound.size == 1.5 * RATE
    assert pitch(sound[:RATE]) == pytest.approx(600, abs=2)
    assert pitch(sound[RATE:]) == pytest.approx(900, abs=4)


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.5, 2.0])
def test_speed_changes_the_length_and_not_the_pitch(recording: Path, speed: float) -> None:
    sound = pulled(recording, 1000, 2000, speed=speed)
    assert sound.size == pytest.approx(RATE / speed, rel=0.05)
    middle = sound[sound.size // 4 : -sound.size // 4]
    assert pitch(middle) == pytest.approx(600, abs=12)


def test_a_loop_begins_again(recording: Path) -> None:
    sound = pulled(recording, 0, 500, count=RATE + 4000)
    assert sound.size >= RATE + 4000
    assert np.allclose(sound[:4000], sound[8000:12000], atol=1e-4)


def test_the_position_moves_with_the_sound_and_stays_where_it_was_stopped(player: Playback) -> None:
    assert player.position_ms is None
    player.play(1000, 4000)
    time.sleep(0.6)
    assert player.is_playing
    player.pause()
    stopped = player.position_ms
    assert stopped is not None
    assert 1000 < stopped < 2600
    assert not player.is_playing
    time.sleep(0.2)
    assert player.position_ms == stopped


def test_it_ends_by_itself_and_plays_again(player: Playback) -> None:
    for _ in range(2):
        player.play(0, 300)
        deadline = time.monotonic() + 5
        while player.is_playing and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not player.is_playing
        assert player.position_ms == 300
        assert player.failure == ""


def test_a_recording_that_went_away_ends_with_a_sentence(player: Playback, recording: Path) -> None:
    recording.unlink()
    player.play(0, 1000)
    deadline = time.monotonic() + 5
    while player.is_playing and time.monotonic() < deadline:
        time.sleep(0.02)
    assert "tones.wav" in player.failure


def test_without_a_device_the_reason_is_one_sentence(
    recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import miniaudio

    def no_device(*_: object, **__: object) -> None:
        raise miniaudio.MiniaudioError("failed to init device", -1)

    monkeypatch.setattr(miniaudio, "PlaybackDevice", no_device)
    opened, reason = open_playback(recording)
    assert opened is None
    assert reason.startswith("No playback device can be opened")
