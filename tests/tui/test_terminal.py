"""A real session in a real pseudo-terminal, under tmux: work, leave, come back, be killed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import made_up_hearing as made
import pytest

from testimony.text.cells import cell_width
from testimony.transcript.record.store import TranscriptStore

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]
PATIENCE_S = 60
TRIES = 3


class Terminal:
    """One tmux server of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = str(folder / "tmux")
        # Else the server ends with its last session, and the next one may still find it dying.
        self.settings = folder / "tmux.conf"
        self.settings.write_text("set -s exit-empty off\n")

    def tmux(self, *arguments: str, text: str | None = None) -> str:
        command = ["tmux", "-u", "-f", str(self.settings), "-S", self.socket, *arguments]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"tmux {arguments[0]}: {done.stderr}"
        return done.stdout

    def open(self, file: Path, size: tuple[int, int] = (100, 30), settings: str = "") -> None:
        review = f"exec {sys.executable} -m testimony review {file} --by Ann --silent"
        inner = f"sh -c 'echo $$ >{self.folder}/pid; {review}'; echo rc=$?; exec sh"
        terminal = f"unset COLUMNS LINES LC_ALL; export LANG=C.UTF-8 TERM=xterm-256color {settings}"
        self.start(size, f"{terminal}; {inner}")

    def start(self, size: tuple[int, int], command: str) -> None:
        """A new session; tmux was seen to refuse one right after another ended: then once more."""
        wanted = ("new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), command)
        for _ in range(TRIES):
            try:
                self.tmux(*wanted)
            except AssertionError:
                time.sleep(1)
            else:
                return
        self.tmux(*wanted)

    def go_on_without_sound(self) -> None:
        self.wait("Where is the recording")
        self.keys("Escape")
        self.wait(r"^(?![\s\S]*Where is the recording)")  # Esc and a key at its heels are Alt and that key

    def screen(self) -> str:
        return self.tmux("capture-pane", "-p")

    def wait(self, pattern: str) -> str:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if re.search(pattern, self.screen()):
                return self.screen()
            time.sleep(0.1)
        pytest.fail(f"{pattern!r} never came:\n{self.screen()}")

    def wait_for_cursor(self, x: int, y: int) -> None:
        """Wait until the terminal's cursor is in a column and line, both counted from 0."""
        until, at = time.monotonic() + PATIENCE_S, ""
        while time.monotonic() < until:
            at = self.tmux("display-message", "-p", "#{cursor_x} #{cursor_y}").strip()
            if at == f"{x} {y}":
                return
            time.sleep(0.1)
        pytest.fail(f"the cursor is at {at}, not at {x} {y}:\n{self.screen()}")

    def keys(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def paste(self, text: str) -> None:
        self.tmux("load-buffer", "-", text=text)
        self.tmux("paste-buffer", "-p")  # bracketed


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    home = Path(os.environ["TESTIMONY_HOME"])
    home.mkdir(parents=True)
    (home / "review-introduced").touch()
    one = Terminal(tmp_path)
    yield one
    subprocess.run(["tmux", "-S", one.socket, "kill-server"], capture_output=True, check=False)


def wait_for_typing(file: Path, text: str) -> None:
    """Wait until the file holds what is typed in an open editor."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        with TranscriptStore.open(file, readonly=True) as store:
            if any(text in body for body in store.notebook.scratch().values()):
                return
        time.sleep(0.1)
    pytest.fail(f"{text!r} was never kept in {file}")


def test_work_leave_come_back_be_killed(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "case.testimony"
    made.make(file, 1, 12).close()
    terminal.open(file)
    terminal.go_on_without_sound()
    terminal.wait("0/12 reviewed")
    terminal.keys("Enter")
    terminal.wait("EDITING")
    terminal.paste("的")
    terminal.wait("新疆的")
    terminal.keys("C-s")
    terminal.wait("Saved")
    terminal.keys("a")
    terminal.wait("1/12 reviewed")
    terminal.keys("/")
    terminal.wait("Find in both")
    terminal.paste("看守")
    terminal.keys("Enter")
    terminal.wait("看守”: 1 of 3")
    terminal.keys("q")
    terminal.wait("rc=0")
    terminal.tmux("kill-session")

    terminal.open(file)
    terminal.go_on_without_sound()
    terminal.wait("1/12 reviewed")
    terminal.wait(">..  0:00:04")  # where one was
    terminal.keys("j", "e")
    terminal.wait("EDITING")
    terminal.paste("又改")
    terminal.wait("又改")
    wait_for_typing(file, "又改")
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
    terminal.wait("rc=137")
    terminal.tmux("kill-session")
    with TranscriptStore.open(file, readonly=True) as store:
        assert store.verify().problems == ()
        assert store.document().segments["1"].source.startswith("我去年三月离开新疆的")

    terminal.open(file)  # a dead holder's lock is taken over, and the typing comes back
    terminal.wait("never saved")
    terminal.keys("1")
    terminal.wait("EDITING")
    terminal.keys("C-s")
    terminal.wait("Saved")
    terminal.keys("q")
    terminal.wait("rc=0")
    with TranscriptStore.open(file, readonly=True) as store:
        assert "又改" in store.document().segments["4"].source


def test_an_input_method_finds_the_cursor_before_any_key(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "case.testimony"
    made.make(file, 1, 12).close()
    terminal.open(file)
    terminal.go_on_without_sound()
    terminal.keys("Enter")  # Chinese at the left, in the source
    screen = terminal.wait("│我去年三月离开新疆 ").split("\n")
    line = next(number for number, text in enumerate(screen) if text.startswith("│我去年三月离开新疆 "))
    terminal.wait_for_cursor(1 + 2 * len("我去年三月离开新疆"), line)
    terminal.keys("Tab")  # English at the right, in the translation
    text = "I left Xinjiang in March of last year."
    at = terminal.wait(re.escape(text) + " *│\n").split("\n")[line]
    terminal.wait_for_cursor(cell_width(at[: at.index(text) + len(text)]), line)
    terminal.keys("Escape")
    terminal.wait(r"^(?![\s\S]*EDITING)")
    terminal.keys("/")  # a dialog
    screen = terminal.wait("Find in both").split("\n")
    line = next(number for number, text in enumerate(screen) if "Find in both" in text)
    left = cell_width(screen[line][: screen[line].index("Find in both")])
    terminal.wait_for_cursor(left + 1, line + 1)  # the field begins a cell to the right
    terminal.paste("看守")
    terminal.wait_for_cursor(left + 1 + 4, line + 1)


def test_a_closed_window_loses_no_character(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "case.testimony"
    made.make(file, 1, 12).close()
    terminal.open(file)
    terminal.go_on_without_sound()
    terminal.keys("j", "e")
    terminal.wait("EDITING")
    terminal.keys("-l", "lastkey")
    terminal.wait("lastkey")
    number = int((tmp_path / "pid").read_text())
    os.kill(number, signal.SIGHUP)  # at once: nothing was waited for
    until = time.monotonic() + PATIENCE_S
    while Path(f"/proc/{number}").exists() and time.monotonic() < until:
        time.sleep(0.1)
    with TranscriptStore.open(file, readonly=True) as store:
        kept = store.notebook.scratch()
    assert any(name.startswith("review/2/") and "lastkey" in body for name, body in kept.items())
    assert "2" in kept.values()  # the place


def test_terminals_that_can_do_little(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "case.testimony"
    made.make(file, 1, 12).close()
    for settings, sentence in (
        ("LANG=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0", "not UTF-8"),
        ("TERM=dumb", "cannot place"),
    ):
        terminal.open(file, settings=settings)
        assert "Traceback" not in terminal.wait("rc=9")
        terminal.wait(sentence)
        terminal.tmux("kill-session")
    settings = "TERM=vt100 NO_COLOR=1 SSH_CONNECTION=x SSH_TTY=/dev/pts/9"
    terminal.open(file, (40, 10), settings)
    terminal.go_on_without_sound()
    terminal.wait("Enter edit")
    terminal.keys("a")
    terminal.wait(r" aa ")
    terminal.keys("-l", "\x1b[31~")  # F17, as a pedal sends it: the next doubtful segment
    terminal.wait(">..[?]")
    terminal.keys("q")
    terminal.wait("rc=0")
