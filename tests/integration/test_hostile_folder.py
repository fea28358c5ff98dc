"""A received folder holds files named like modules of Python and of our libraries; none of them ever runs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from product import HEARING

from testimony.runtime.children import make_imports_safe, python_command, safe_environment

LIBRARIES = (
    "av",
    "click",
    "ctranslate2",
    "faster_whisper",
    "numpy",
    "rich",
    "sqlcipher3",
    "typst",
    "textual",
)
MARK = "THIS-RAN"


def _is_loaded_by_every_interpreter(name: str) -> bool:
    return name in sys.builtin_module_names or name.startswith("_")


def _loaded_by_dash_m(tmp_path: Path) -> set[str]:
    """What the interpreter itself loads to find a module named with ``-m``; no program can change that."""
    (tmp_path / "listing.py").write_text("import sys; print(*sys.modules)")
    command = [sys.executable, "-m", "listing"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose every Python file leaves a mark when it is imported."""
    folder = tmp_path / "received"
    folder.mkdir()
    names = [name for name in sys.stdlib_module_names if not _is_loaded_by_every_interpreter(name)]
    for name in (*names, *LIBRARIES):
        (folder / f"{name}.py").write_text(f"open({str(tmp_path / MARK)!r}, 'a').write({name!r} + ' ')\n")
    shutil.copy(HEARING / "hearing.opus", folder)
    return folder


def _testimony(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = Path(sys.executable).with_name("testimony")
    return subprocess.run([script, *arguments], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_no_command_imports_from_the_folder_it_works_in(folder: Path, tmp_path: Path) -> None:
    done = _testimony(folder, "batch", ".", "--out", "out", "--model", "demo", "--jobs", "1", "--to", "pdf")
    assert done.returncode == 0, done.stderr
    for arguments in (["doctor", "--offline"], ["show", "out/hearing.testimony"]):
        assert _testimony(folder, *arguments).returncode == 0
    assert not (tmp_path / MARK).exists(), (tmp_path / MARK).read_text()


def test_python_m_testimony_imports_nothing_from_the_folder(folder: Path, tmp_path: Path) -> None:
    for name in _loaded_by_dash_m(tmp_path):
        (folder / f"{name}.py").unlink(missing_ok=True)
    command = [sys.executable, "-m", "testimony", "--version"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / MARK).exists(), (tmp_path / MARK).read_text()


@pytest.mark.parametrize("start", ["-m json.tool --help", "-c import\tqueue"])
def test_a_child_imports_nothing_from_the_folder(folder: Path, tmp_path: Path, start: str) -> None:
    arguments = [part.replace("\t", " ") for part in start.split(" ")]
    for command in (python_command(*arguments), [sys.executable, *arguments]):
        done = subprocess.run(command, cwd=folder, env=safe_environment(), capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert not (tmp_path / MARK).exists()
    subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, check=False)
    assert (tmp_path / MARK).exists()  # the trap works: without the protection it springs


def test_a_spawned_process_imports_nothing_from_the_folder(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom testimony.runtime.children import make_imports_safe\n"
        "sys.path.insert(0, '')\nmake_imports_safe()\n"
        "import multiprocessing, operator\n"
        "if __name__ == '__main__':\n"
        "    with multiprocessing.get_context('spawn').Pool(1) as pool:\n"
        "        print(pool.apply(operator.neg, (7,)))\n"
    )
    script = tmp_path / "main.py"
    script.write_text(code)
    done = subprocess.run([sys.executable, "-P", script], cwd=folder, capture_output=True, check=False)
    assert done.stdout.strip() == b"-7", done.stderr
    assert not (tmp_path / MARK).exists(), (tmp_path / MARK).read_text()


def test_relative_entries_of_the_import_path_go(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", ".", "lib", str(tmp_path / "site")]))
    monkeypatch.setattr(sys, "path", ["", ".", str(tmp_path), str(tmp_path / "site")])
    assert safe_environment()["PYTHONPATH"] == str(tmp_path / "site")
    make_imports_safe()
    assert sys.path == [str(tmp_path / "site")]
    monkeypatch.delenv("PYTHONSAFEPATH")
