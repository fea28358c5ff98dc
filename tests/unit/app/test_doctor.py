"""What the doctor finds, with and without models, and the one command that it ends with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_models import argos_folder, whisper_folder

from testimony.app import doctor
from testimony.app.offline_statement import lines_of, make_statement
from testimony.models import ModelLibrary
from testimony.runtime.samples import samples_folder
from testimony.runtime.settings import Settings, load_settings


@pytest.fixture
def settings() -> Settings:
    return load_settings()


@pytest.fixture
def library(settings: Settings) -> ModelLibrary:
    return ModelLibrary(settings.home, samples_folder())


def look(settings: Settings, library: ModelLibrary) -> tuple[list[doctor.Finding], str]:
    findings = list(doctor.examine(settings, library))
    return findings, doctor.next_command(findings, library)


def test_a_machine_without_models(settings: Settings, library: ModelLibrary) -> None:
    findings, command = look(settings, library)
    assert all(finding.ok for finding in findings)
    assert command == "testimony models fetch whisper:large-v3-turbo translate:zh-en translate:en-zh"
    assert {"speech", "translation", "whisper-demo", "packages", "extras"} <= {
        one.subject for one in findings
    }


def test_a_machine_with_models(settings: Settings, library: ModelLibrary, tmp_path: Path) -> None:
    library.add(whisper_folder(tmp_path / "small"))
    library.add(argos_folder(tmp_path / "zh_en"))
    assert look(settings, library)[1] == "testimony models fetch translate:en-zh"
    library.add(argos_folder(tmp_path / "en_zh", "en", "zh"))
    findings, command = look(settings, library)
    assert command == "testimony run RECORDING"
    assert next(one for one in findings if one.subject == "small").detail.endswith("as its manifest says")
    library.speech("small").path.joinpath("model.bin").write_bytes(b"other")
    findings, command = look(settings, library)
    assert not all(one.ok for one in findings)
    assert command.startswith("testimony models remove small && ")


def test_a_download_that_was_cut_is_the_next_thing_to_do(settings: Settings, library: ModelLibrary) -> None:
    folder = settings.home / "models" / ".fetching" / "whisper_small"
    folder.mkdir(parents=True)
    (folder / ".lock").write_text(json.dumps({"text": "whisper:small", "process": {}}))
    (folder / "model.bin.part").write_bytes(bytes(1_500_000))
    findings, command = look(settings, library)
    assert command == "testimony models fetch whisper:small"
    assert "1.5 MB of it are here" in next(one for one in findings if not one.ok).detail


def test_a_home_that_cannot_be_written(tmp_path: Path, library: ModelLibrary) -> None:
    (tmp_path / "file").touch()
    findings, command = look(Settings(home=tmp_path / "file" / "home"), library)
    assert [one.subject for one in findings if not one.ok] == ["home"]
    assert "TESTIMONY_HOME" in command


def test_a_package_of_another_maker_under_our_name(
    settings: Settings, library: ModelLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    owners = {"testimony": ["testimony"], "translate": ["testimony", "translate-toolkit"]}
    monkeypatch.setattr("importlib.metadata.packages_distributions", lambda: owners)
    findings, command = look(settings, library)
    assert [one.subject for one in findings if not one.ok] == ["translate"]
    assert command == "pip uninstall translate-toolkit"


def test_a_file_nearby_that_answers_to_our_name(tmp_path: Path) -> None:
    (tmp_path / "translate.py").touch()
    command = [sys.executable, "-m", "testimony", "doctor", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=tmp_path.parent, env=environment
    )
    wrong = [one for one in map(json.loads, done.stdout.splitlines()) if not one["ok"]]
    assert done.returncode == 5
    assert [one["subject"] for one in wrong] == ["translate"]
    assert str(tmp_path / "translate.py") in wrong[0]["detail"]


def test_a_changed_file_of_an_installed_wheel(
    settings: Settings, library: ModelLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.metadata

    (tmp_path / "testimony").mkdir()
    (tmp_path / "testimony" / "a.py").write_text("x = 1\n")
    info = tmp_path / "testimony-9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: testimony\nVersion: 9\n")
    (info / "RECORD").write_text("testimony/a.py,sha256=qT9Jk7GNLuUdA9tNuU2vH0uXnZ0d5cV8x3l2v8sQxyA,6\n")
    files = importlib.metadata.PathDistribution(info).files
    monkeypatch.setattr("importlib.metadata.files", lambda _: files)
    findings, _ = look(settings, library)
    assert "testimony/a.py is not as it was installed" in [one.detail for one in findings if not one.ok]
    (info / "RECORD").write_text(f"testimony/a.py,sha256={_record_hash(tmp_path / 'testimony' / 'a.py')},6\n")
    monkeypatch.setattr("importlib.metadata.files", lambda _: importlib.metadata.PathDistribution(info).files)
    assert all(one.ok for one in look(settings, library)[0])


def _record_hash(path: Path) -> str:
    import base64
    import hashlib

    return base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).decode().rstrip("=")


def test_the_statement_says_what_holds_and_what_lies_outside(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    command = [sys.executable, "-m", "testimony", "doctor", "--offline"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("   refused ") == 8
    assert "NOT REFUSED" not in done.stdout
    for word in (
        "faster-whisper",
        "whisper-demo",
        "Swap",
        "sync client",
        "antivirus",
        "models fetch",
        "strace",
    ):
        assert word in done.stdout
    assert f"{folder} looks as if a sync client copied it away." in " ".join(done.stdout.split())
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert "warning" not in done.stderr


def test_a_way_out_that_is_open_is_said(
    settings: Settings, library: ModelLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "testimony.app.offline_statement.try_to_leave", lambda: {"connect": False, "name": True}
    )
    statement = make_statement(settings, library)
    assert not statement.holds
    assert json.loads(statement.as_json())["holds"] is False
    text = "\n".join(lines_of(statement))
    assert "NOT REFUSED" in text
    assert "Do not use this installation" in text
