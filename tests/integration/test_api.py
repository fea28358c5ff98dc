"""The Python API: the same work and the same errors, nothing printed, nothing loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from product import write_wav

from testimony import export_transcript, open_transcript, run
from testimony.app.engines import Engines
from testimony.transcript.errors import ExportError, RecordingNotFound, SettingsError, TranscriptFileError
from testimony.transcript.progress import Progress


def test_run_open_and_run_again(
    tmp_path: Path, hearing_samples: np.ndarray, capfd: pytest.CaptureFixture[str]
) -> None:
    recording = write_wav(tmp_path / "a.wav", hearing_samples[:32_000])
    steps: list[Progress] = []
    made = run(recording, tmp_path / "a.testimony", model="demo", quality="draft", progress=steps.append)
    assert made.status == "done"
    assert made.segments >= 1
    assert steps
    transcript = open_transcript(made.transcript)
    assert len(transcript.segments) == made.segments
    assert transcript.is_demo
    assert transcript.segments[0].source
    again = run(
        str(recording), str(tmp_path / "a.testimony"), model="demo", quality="draft", languages=["zh", "en"]
    )
    assert again.status == "skipped"
    assert capfd.readouterr() == ("", "")


def test_errors_are_the_commands_own(tmp_path: Path) -> None:
    with pytest.raises(RecordingNotFound):
        run(tmp_path / "none.wav", tmp_path / "none.testimony", model="demo")
    with pytest.raises(TranscriptFileError):
        open_transcript(tmp_path / "none.testimony")


def test_a_script_runs_two_recordings_and_exports(
    tmp_path: Path, hearing_samples: np.ndarray, capfd: pytest.CaptureFixture[str]
) -> None:
    engines = Engines()
    for number in range(2):
        recording = write_wav(tmp_path / f"{number}.wav", hearing_samples[number * 32_000 :][:32_000])
        transcript = tmp_path / f"{number}.testimony"
        made = run(recording, transcript, engines=engines, model="demo", quality="draft", languages="zh,en")
        [page] = export_transcript(made.transcript, "txt", tmp_path / f"{number}.txt")
        assert open_transcript(transcript).segments[0].source in page.read_text(encoding="utf-8")
    with pytest.raises(ExportError, match=r"1\.txt"):
        export_transcript(transcript, "txt", tmp_path / "1.txt")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("option", "value"),
    [("quality", "good"), ("channels", "left"), ("languages", "Chinese"), ("languages", [])],
)
def test_an_option_that_cannot_be_is_one_sentence(tmp_path: Path, option: str, value: object) -> None:
    options: dict[str, Any] = {option: value}
    with pytest.raises(SettingsError):
        run(tmp_path / "a.wav", model="demo", **options)


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = {"click", "numpy", "av", "sqlite3", "testimony.api"}
    code = f"import sys, testimony; print({heavy!r} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_an_option_that_is_none_is_refused(tmp_path: Path) -> None:
    options: dict[str, Any] = {"lang": "zh"}
    with pytest.raises(TypeError, match="no option 'lang'"):
        run(tmp_path / "a.wav", **options)
