"""The shipped demo packages: whole, small, real Argos packages, and as good as they say (with slack)."""

import hashlib
import json
from pathlib import Path

import pytest

from samples.recipes.translation import corpus, scoring

MODELS = Path(__file__).parents[3] / "samples" / "models"
PAIRS = [("zh", "en"), ("en", "zh")]
LARGEST = 6 * 1024 * 1024
LOOSE_CHRF = 90.0


def folder(source: str, target: str) -> Path:
    return MODELS / f"translate-{source}-{target}-demo"


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_the_manifest_names_every_file_with_its_hash(source: str, target: str) -> None:
    package = folder(source, target)
    manifest = json.loads((package / "manifest.json").read_text(encoding="utf-8"))
    there = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    assert set(manifest["files"]) == there - {"manifest.json"}
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((package / name).read_bytes()).hexdigest() == digest, name
    assert (manifest["kind"], manifest["from"], manifest["to"]) == ("translate", source, target)
    assert manifest["demo"] is True
    assert manifest["name"] == package.name


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_package_is_at_most_six_megabytes(source: str, target: str) -> None:
    files = [path for path in folder(source, target).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= LARGEST


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_argos_translate_reads_the_package(
    source: str, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Argos Translate's settings create folders under the home when they are imported.
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    from argostranslate.package import Package

    package = Package(folder(source, target))
    assert (package.from_code, package.to_code, package.type) == (source, target, "translate")
    tokens = package.tokenizer.encode("[UI] 2019")
    assert "[UI]" in tokens
    assert package.tokenizer.decode(tokens).strip() == "[UI] 2019"


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_held_out_combinations_are_translated(source: str, target: str) -> None:
    sentences = corpus.held_out("test", source, 150, seed=99)
    figures, _ = scoring.score(folder(source, target), sentences)
    assert figures.chrf >= LOOSE_CHRF
    assert figures.slots >= 0.9
    assert figures.loops == 0
    assert figures.empty == 0


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_odd_input_is_survived(source: str, target: str) -> None:
    odd = [
        "",
        "我在北京住了三年。" * 200,
        "I was in Beijing. " * 400,
        " ",
        "。",
        "Ωδυσσεύς",
        "🙂🙂",
        "a" * 400,
        "你" * 200,
        "[UI]",
        "\ue000",
        "1234567890" * 5,
    ]
    results = scoring.translate(folder(source, target), odd)
    assert len(results) == len(odd)


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_the_readme_says_that_it_is_a_demo_and_gives_figures(source: str, target: str) -> None:
    text = " ".join((folder(source, target) / "README.md").read_text(encoding="utf-8").split())
    assert "demo model" in text
    assert "say nothing about other weights" in text
    assert "| held-out combinations |" in text
    assert "| held-out templates |" in text
