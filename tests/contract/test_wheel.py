"""The wheel holds the product and its samples, and nothing that is not meant to leave."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMIT_BYTES = 60_000_000


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("testimony-*.whl"))


def test_only_our_four_names_are_importable_from_it(wheel: Path) -> None:
    names = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    packages = {name for name in names if not name.endswith(".dist-info")}
    assert packages == {"testimony", "transcribe", "translate", "tui"}


def test_the_samples_and_the_font_are_inside_and_tests_and_recipes_are_not(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "testimony/samples/glossary/immigration-zh-en.tsv",
        "testimony/samples/hearing/hearing.opus",
        "testimony/samples/hearing/script.tsv",
        "testimony/samples/interview/script.tsv",
        "testimony/samples/models/whisper-demo/model.bin",
        "testimony/samples/models/ctc-demo/model.int8.onnx",
        "testimony/samples/models/translate-zh-en-demo/metadata.json",
        "testimony/samples/models/translate-en-zh-demo/metadata.json",
        "testimony/py.typed",
    } <= names
    assert any(name.startswith("testimony/export/fonts/") for name in names)
    unwanted = [
        name for name in names if "recipes" in name or "tests/" in name or name.startswith("benchmarks")
    ]
    assert unwanted == []


def test_it_is_small_enough_to_carry(wheel: Path) -> None:
    assert wheel.stat().st_size <= LIMIT_BYTES
