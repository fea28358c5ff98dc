"""An engine or a command is added by one folder (or module) and one line of a registry.

Each test copies the product, adds the folder and the line, and runs the copy as a person would; whatever else
would have to be named makes it fail.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from product import ROOT, Done, run_testimony

TOYS = Path(__file__).parent / "toys"


class Copy:
    """A copy of the product with something added to it."""

    def __init__(self, folder: Path) -> None:
        self.tree = folder / "product"
        self.work = folder / "work"
        self.work.mkdir()
        for name in ("testimony", "transcribe", "translate", "tui"):
            shutil.copytree(ROOT / name, self.tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        (self.tree / "samples").symlink_to(ROOT / "samples")

    def add(self, toy: str, place: str, registry: str, line: str) -> None:
        """Add a toy at a place, and its line as the first one of the tuple in a registry."""
        source = TOYS / toy
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, self.tree / place)
        path = self.tree / registry
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        start = next(i for i, text in enumerate(lines) if text.startswith(("ENGINES = (", "COMMANDS = (")))
        lines.insert(start + 1, f"    {line},\n")
        path.write_text("".join(lines), encoding="utf-8")

    def run(self, *arguments: object, code: int = 0) -> Done:
        environment = {**os.environ, "PYTHONPATH": str(self.tree)}
        done = run_testimony(*arguments, cwd=self.work, env=environment)
        assert done.code == code, done.err
        return done


@pytest.fixture
def product(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def _versions(transcript: Path, kind: str) -> dict[str, str]:
    with sqlite3.connect(transcript) as connection:
        rows = connection.execute("SELECT provenance FROM passes WHERE id = ?", (kind,)).fetchall()
    return dict(json.loads(rows[0][0])["versions"])


def test_a_speech_engine_is_one_folder_and_one_line(product: Copy, excerpt: Path) -> None:
    product.add(
        "speech", "transcribe/engines/toy", "transcribe/engines/registry.py", '"transcribe.engines.toy"'
    )
    (product.work / "parrot").mkdir()
    (product.work / "parrot" / "toy.json").write_text('{"languages": ["en", "zh"], "says": "polly"}')

    product.run("models", "add", "parrot")
    listed = next(one for one in product.run("models", "list", "--json").events if one["name"] == "parrot")
    assert (listed["kind"], listed["engine"]) == ("speech", "toy")
    assert "parrot" in product.run("doctor", "--json", code=0).out
    product.run("models", "verify", "parrot")

    product.run("run", excerpt, "--model", "parrot", "--no-translate", "-o", "one.testimony")
    shown = json.loads(product.run("export", "one.testimony", "--to", "json").out)
    assert {row["source"] for row in shown["segments"]} == {"polly"}
    asr = shown["provenance"]["asr"]
    assert asr["models"]["speech"].startswith("parrot@")
    assert "miniaudio" in asr["versions"]
    product.run("verify", "one.testimony")

    shutil.copy(excerpt, product.work / "in.wav")
    (product.work / "folder").mkdir()
    shutil.move(product.work / "in.wav", product.work / "folder" / "in.wav")
    product.run("batch", "folder", "--out", "out", "--model", "parrot", "--no-translate")
    product.run("verify", "out/in.testimony")


def test_a_translation_engine_is_one_folder_and_one_line(product: Copy, excerpt: Path) -> None:
    product.add(
        "translation", "translate/engines/toy", "translate/engines/registry.py", '"translate.engines.toy"'
    )
    (product.work / "echo").mkdir()
    (product.work / "echo" / "echo.json").write_text('{"languages": ["en", "zh"]}')

    product.run("models", "add", "echo")
    listed = next(one for one in product.run("models", "list", "--json").events if one["name"] == "echo")
    assert (listed["kind"], listed["engine"]) == ("translation", "echo")
    product.run("models", "verify", "echo")
    done = product.run("run", excerpt, "--model", "demo", "--translate-model", "echo", "-o", "one.testimony")
    assert done.code == 0
    shown = json.loads(product.run("export", "one.testimony", "--to", "json").out)
    rows = [row for row in shown["segments"] if row["source"]]
    assert rows
    # The toy writes a sentence backwards; a row of two sentences has each of them backwards.
    pairs = [(row["target"].replace(" ", ""), row["source"].replace(" ", "")) for row in rows]
    assert all(sorted(target) == sorted(source) and target != source for target, source in pairs)
    assert any(target == source[::-1] for target, source in pairs)
    assert shown["provenance"]["mt"]["models"]["echo"].startswith("echo@")
    assert "miniaudio" in shown["provenance"]["mt"]["versions"]
    product.run("verify", "one.testimony")

    shutil.copytree(excerpt.parent, product.work / "folder")
    product.run("batch", "folder", "--out", "out", "--model", "demo", "--translate-model", "echo")
    product.run("verify", "out/excerpt.testimony")


def test_a_command_is_one_module_and_one_line(product: Copy) -> None:
    product.add("greet.py", "testimony/cli/greet.py", "testimony/cli/__init__.py", '"greet"')
    assert "greet" in product.run("--help").out
    assert product.run("greet").out == "Good morning.\n"
