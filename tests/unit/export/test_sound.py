"""Sound that leaves with an export: clips, pages with the sound inside."""

from __future__ import annotations

import hashlib
import io
import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from samples_of_speech import RECORDING, hearing

from testimony.cli.export import command
from testimony.export import ExportOptions, export
from testimony.transcript.errors import ExportError, RecordingChanged, RecordingNotFound
from testimony.transcript.types import Transcript


def recorded(path: Path, transcript: Transcript, *, seconds: int, rate: int, channels: int = 1) -> Transcript:
    time = np.arange(rate * seconds) / rate
    rows = [np.sin(2 * np.pi * 300 * (row + 1) * time) * 8_000 for row in range(channels)]
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, rate, 0, "NONE", ""))
        file.writeframes(np.array(rows, "<i2").T.tobytes())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return replace(transcript, recordings=(replace(RECORDING, path=str(path), sha256=digest),))


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (44_100, 2)])
def test_a_clip_is_as_the_recording_with_two_seconds_around(tmp_path: Path, rate: int, channels: int) -> None:
    transcript = recorded(tmp_path / "a.wav", hearing(), seconds=40, rate=rate, channels=channels)
    out = tmp_path / "clip.wav"
    export(transcript, "clip", ExportOptions(segments="2-3"), out)  # 10.5 to 29 seconds
    with wave.open(io.BytesIO(out.read_bytes())) as file:
        assert (file.getframerate(), file.getnchannels()) == (rate, channels)
        assert file.getnframes() == rate * 225 // 10
        clip = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, channels)
    with wave.open(str(tmp_path / "a.wav")) as file:
        whole = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, channels)
    middle = slice(rate, rate * 20)
    begin = rate * 85 // 10
    assert np.abs(clip[middle].astype(int) - whole[begin : begin + len(clip)][middle]).max() <= 1


def test_a_clip_at_the_edge_of_the_recording_is_shorter(tmp_path: Path) -> None:
    transcript = recorded(tmp_path / "a.wav", hearing(), seconds=10, rate=8_000)
    out = tmp_path / "clip.wav"
    export(transcript, "clip", ExportOptions(segments="1"), out)  # 0.5 to 9 seconds, of ten
    with wave.open(io.BytesIO(out.read_bytes())) as file:
        assert file.getnframes() == 8_000 * 10


def test_a_clip_of_nothing_missing_or_another_recording_is_one_sentence(tmp_path: Path) -> None:
    transcript = recorded(tmp_path / "a.wav", hearing(), seconds=1, rate=8_000)
    far = replace(transcript.segments[-1], end_ms=3_600_000)
    endless = replace(transcript, segments=(*transcript.segments[:-1], far))
    with pytest.raises(ExportError, match="half an hour"):
        export(endless, "clip", ExportOptions(segments="1-6"), tmp_path / "long.mp3")
    with pytest.raises(ExportError, match="ends before"):
        export(transcript, "clip", ExportOptions(segments="5"), tmp_path / "late.mp3")
    (tmp_path / "b.wav").write_bytes(b"RIFF")
    with pytest.raises(RecordingChanged):
        export(transcript, "clip", ExportOptions(segments="1", audio=tmp_path / "b.wav"), tmp_path / "x.mp3")
    with pytest.raises(RecordingNotFound):
        export(transcript, "clip", ExportOptions(segments="1", audio=tmp_path / "c.wav"), tmp_path / "x.mp3")


def test_a_large_page_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    transcript = recorded(tmp_path / "a.wav", hearing(), seconds=1_000, rate=8_000)
    monkeypatch.setattr("testimony.cli.export.load_transcript", lambda *_, **__: transcript)
    out = tmp_path / "page.html"
    done = CliRunner().invoke(command, [str(tmp_path / "x"), "--to", "html", "--embed-audio", "-o", str(out)])
    assert "page.html is 21 MB with the sound inside" in done.stderr
    beside = CliRunner().invoke(command, ["x", "--to", "html", "-o", str(out), "--force"])
    assert "MB" not in beside.stderr
