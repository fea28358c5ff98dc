"""What a person sees when something goes wrong at the edge: never a traceback unless it was asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

THREAD = (
    "import threading\nfrom testimony import cli\n"
    "def fail():\n    raise ValueError('what the witness said')\n"
    "def run(argv, debug):\n    worker = threading.Thread(target=fail)\n    worker.start()\n"
    "    worker.join()\n    return 0\ncli._run = run\ncli.main({arguments})"
)

SOUND = Path(__file__).parents[3] / "samples" / "interview" / "interview.opus"


def _python(*arguments: str, stdout: int | IO[str] = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", [("--version",), ("models", "list"), ("completion", "bash")])
def test_a_full_disk_behind_standard_output_is_no_success(command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = _python("-m", "testimony", *command, stdout=full)
    assert done.returncode == 8
    assert "standard output could not be written: No space left on device." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bug_in_a_thread_carries_no_words() -> None:
    done = _python("-c", THREAD.format(arguments="[]"))
    assert "internal error (ValueError)" in done.stderr
    assert "witness" not in done.stderr
    assert "Traceback" in _python("-c", THREAD.format(arguments="['--debug']")).stderr


@pytest.mark.parametrize("debug", [True, False])
def test_a_bug_is_exit_70_with_or_without_its_traceback(debug: bool) -> None:
    code = (
        "import testimony.cli.doctor as doctor\nfrom testimony.cli import main\n"
        "def bug():\n    raise RuntimeError('what the witness said')\ndoctor.load_context = bug\n"
        f"main({['--debug', 'doctor'] if debug else ['doctor']!r})"
    )
    done = _python("-c", code)
    assert done.returncode == 70
    assert ("Traceback" in done.stderr) == ("witness" in done.stderr) == debug
    assert "internal error (RuntimeError)" in done.stderr


def test_an_interruption_is_130() -> None:
    code = (
        "import testimony.cli.doctor as doctor\nfrom testimony.cli import main\n"
        "def stop():\n    raise KeyboardInterrupt\ndoctor.load_context = stop\nmain(['doctor'])"
    )
    done = _python("-c", code)
    assert done.returncode == 130
    assert "the same command goes on" in done.stderr


def test_an_interruption_waits_for_no_engine() -> None:
    code = (
        "import threading, time\nimport testimony.cli.doctor as doctor\nfrom testimony.cli import main\n"
        "def stop():\n    threading.Thread(target=time.sleep, args=(600,)).start()\n"
        "    print('so far')\n    raise KeyboardInterrupt\n"
        "doctor.load_context = stop\nmain(['doctor'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 130
    assert "the same command goes on" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["show", "LONG"],
        ["show", "DEEP"],
        ["verify", "LONG"],
        ["run", "LONG.wav"],
        ["run", "SOUND", "--model", "demo", "-o", "DEEP/x.testimony"],
        ["run", "SOUND", "--model", "LONG"],
        ["batch", "DEEP", "--out", "o"],
        ["models", "add", "LONG"],
        ["models", "add", "DEEP"],
        ["check", "DEEP"],
        ["glossary", "check", "LONG"],
        ["encrypt", "LONG"],
        ["export", "LONG", "--to", "txt"],
    ],
    ids=" ".join,
)
def test_a_name_that_no_system_takes_is_one_sentence(tmp_path: Path, words: list[str]) -> None:
    stands = {"LONG": "x" * 300, "DEEP": "/".join(["d" * 200] * 25), "SOUND": str(SOUND)}
    arguments = [
        next((word.replace(key, one) for key, one in stands.items() if key in word), word) for word in words
    ]
    done = subprocess.run(
        [sys.executable, "-m", "testimony", *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (2, 4, 5, 7, 9), done.stderr
    said = done.stderr.splitlines()
    assert said[0].startswith("testimony: ")
    assert "internal error" not in done.stderr
