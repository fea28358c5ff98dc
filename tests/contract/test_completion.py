"""Tab completes in real shells, where they are installed; the product's own side everywhere."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ANSWER_S = 30


def _answer(words: str, place: int, shell: str = "bash") -> list[str]:
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(place), "_TESTIMONY_COMPLETE": f"{shell}_complete"}
    done = subprocess.run(
        [sys.executable, "-m", "testimony"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_commands_options_names_and_files() -> None:
    assert "plain,models" in _answer("testimony mo", 1)
    assert "plain,--redact" in _answer("testimony export a --red", 3)
    assert "plain,whisper:large-v3-turbo" in _answer("testimony models fetch whisper:large-v3-t", 3)
    assert "plain,whisper-demo" in _answer("testimony models verify whi", 3)
    assert any(line.startswith("file,") for line in _answer("testimony show x", 2))


def test_bash_takes_a_colon_for_a_word_of_its_own() -> None:
    assert _answer("testimony models fetch whisper : smal", 5) == ["plain,small"]
    assert "plain,zh-en" in _answer("testimony models fetch translate :", 4)


@pytest.fixture
def bin_folder(tmp_path: Path) -> str:
    """A folder with the ``testimony`` of this very environment in it."""
    script = tmp_path / "bin" / "testimony"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -m testimony "$@"\n')
    script.chmod(0o755)
    return f"{script.parent}:{os.environ['PATH']}"


def _type(command: list[str], env: dict[str, str], *typed: tuple[str, str]) -> str:
    """Type into an interactive shell; each text waits until what it should bring is on the screen."""
    pid, terminal = pty.fork()
    if pid == 0:  # the shell
        os.execvpe(command[0], command, env)
    screen = ""
    try:
        for text, until in typed:
            before = len(screen)
            os.write(terminal, text.encode())
            end = time.monotonic() + ANSWER_S
            while until not in screen[before:] and time.monotonic() < end:  # no typed text holds its answer
                if select.select([terminal], [], [], 0.1)[0]:
                    screen += os.read(terminal, 65536).decode("utf-8", "replace")
            assert until in screen[before:], screen
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)
    return screen


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash(bin_folder: str, tmp_path: Path) -> None:
    env = {"PATH": bin_folder, "HOME": str(tmp_path), "PS1": "READY> ", "TERM": "dumb", "LANG": "C.UTF-8"}
    _type(
        ["bash", "--norc", "-i"],
        env,
        ("source <(testimony completion bash 2>/dev/null); echo LOAD''ED\n", "LOADED"),
        ("testimony models fetch whisper:large-v3-t\t", "urbo"),
        ("\x15testimony doc\t", "tor"),
    )


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh(bin_folder: str, tmp_path: Path) -> None:
    env = {
        "PATH": bin_folder,
        "HOME": str(tmp_path),
        "ZDOTDIR": str(tmp_path),
        "TERM": "dumb",
        "LANG": "C.UTF-8",
    }
    (tmp_path / "functions").mkdir()
    made = subprocess.run(
        ["testimony", "completion", "zsh"], env=env, capture_output=True, text=True, check=True
    )
    (tmp_path / "functions" / "_testimony").write_text(made.stdout)
    (tmp_path / ".zshrc").write_text(
        f"fpath=({tmp_path}/functions $fpath)\nautoload -U compinit; compinit -u -D\nPS1='READY> '\n"
    )
    _type(
        ["zsh", "-i"],
        env,
        ("echo LOAD''ED\n", "LOADED"),
        ("testimony models fetch whisper:large-v3-t\t", "urbo"),
    )


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish(bin_folder: str, tmp_path: Path) -> None:
    code = (
        "testimony completion fish 2>/dev/null | source; complete -C 'testimony models fetch whisper:large-v'"
    )
    env = {"PATH": bin_folder, "HOME": str(tmp_path), "LANG": "C.UTF-8", "TERM": "dumb"}
    done = subprocess.run(["fish", "-c", code], env=env, capture_output=True, text=True, check=False)
    assert "whisper:large-v3-turbo" in done.stdout.split(), done.stderr
