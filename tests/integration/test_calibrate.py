"""``models calibrate`` measures a model on clips, and later runs go by what it wrote."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from every_command import SAMPLES, cut_clips
from product import Testimony

from transcribe.engines.whisper.loading import confidence_in


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cut_clips(tmp_path_factory.mktemp("calibrate") / "clips")


def test_limits_are_measured_written_beside_the_model_and_used(
    testimony: Testimony, clips: Path, tmp_path: Path
) -> None:
    model = tmp_path / "own"
    shutil.copytree(SAMPLES / "models" / "whisper-demo", model)
    made = tmp_path / "calibration.json"
    done = testimony(
        "models", "calibrate", model, "--clips", clips, "--languages", "en", "-o", made, "--json"
    )
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert (told["voices"], told["clips"]) == (3, 40)
    reach = told["chosen_on"]["en"]
    assert reach["right_lines"] >= 10
    assert reach["right_lines_flagged"] <= round(0.1 * reach["right_lines"])
    shutil.copy(made, model / "calibration.json")
    limits = confidence_in(model).of("en")
    assert {"wrong_words": limits.wrong_words} == told["limits"]["en"]
    assert json.loads(made.read_text(encoding="utf-8"))["measured"]["voices"] == 3


def test_nothing_is_written_into_the_shipped_models(testimony: Testimony, clips: Path) -> None:
    done = testimony("models", "calibrate", "demo", "--clips", clips)
    assert done.code == 3
    assert "-o FILE" in done.err


def test_too_few_clips_are_refused(testimony: Testimony, clips: Path, tmp_path: Path) -> None:
    few = tmp_path / "few"
    shutil.copytree(clips, few)
    manifest = (few / "manifest.tsv").read_text(encoding="utf-8").splitlines()
    (few / "manifest.tsv").write_text("\n".join(manifest[:9]) + "\n", encoding="utf-8")
    done = testimony("models", "calibrate", "demo", "--clips", few, "-o", tmp_path / "x.json")
    assert done.code == 3
    assert "10 are needed" in done.err
    assert not (tmp_path / "x.json").exists()
