"""The review as a conversation: what is told, what is changed, and in a real pseudo-terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import made_up_hearing as made
import pytest
from reviewing import FakePlayer, FakeServices

from testimony.app.session import Session
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import ReviewState
from tui.plain.loop import PlainReview

PATIENCE_S = 60


class Script:
    """A person who types these lines, and what was said to them."""

    def __init__(self, *lines: str, ahead: bool = False) -> None:
        self.lines, self.said, self.ahead = list(lines), list[str](), ahead
        self.offered: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def ask(self, prompt: str, text: str = "") -> str | None:
        self.offered.append(text)
        return self.lines.pop(0) if self.lines else None

    def was_typed_ahead(self) -> bool:
        return self.ahead

    @property
    def text(self) -> str:
        return "\n".join(self.said)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()
    with Session.open(path, made.ANN) as one:
        yield one


def talk(session: Session, *lines: str, ahead: bool = False) -> Script:
    script = Script(*lines, ahead=ahead)
    PlainReview(session, FakeServices(session, FakePlayer()), script).run()
    return script


def test_a_row_is_told_with_its_doubts(session: Session) -> None:
    said = talk(session, "g #5").text
    assert (
        "Row 5 of 12, id 5, at 0:00:08, Speaker 1. source zh unreviewed, translation en unreviewed." in said
    )
    assert "hear it again" in said
    assert "source: 我去年三月离开新疆" in said


def test_correcting_and_approving(session: Session) -> None:
    script = talk(session, "e 新的", "E", "A new text.", "a", "u", "r")
    segment = session.document.segments["1"]
    assert (segment.source, segment.target) == ("新的", "A new text.")
    assert segment.state.is_reviewed
    assert "I left Xinjiang in March of last year." in script.offered  # the old text stands in the line
    assert "Row 2 of 12" in script.text


def test_an_approval_typed_before_its_row_was_printed_is_refused(session: Session) -> None:
    script = talk(session, "a", ahead=True)
    assert session.document.segments["1"].state.source is ReviewState.UNREVIEWED
    assert "Nothing was approved" in script.text


def test_names_notes_flags_and_ways(session: Session) -> None:
    script = talk(
        session, "P", "1", "o a note", "j", "2", "d", "w", "heard twice", "l en", "U", "m", "k", "k",
        "/看守", "n", "h", "c", "I", "terms", "play", "play", "T", "z", "t", "p", "3", "Mei", "nonsense", "?",
    )  # fmt: skip
    assert session.document.speakers["S1"].name == "THE COURT"
    assert session.document.segments["1"].notes[0].text == "a note"
    assert "nonsense is no command" in script.text
    assert any(one.name == "Mei" for one in session.document.speakers.values())
    assert "Traceback" not in script.text
    assert session.store.verify().problems == ()


def test_every_command_is_told_by_the_help(session: Session) -> None:
    script = Script("?")
    review = PlainReview(session, FakeServices(session), script)
    review.run()
    for command in review.commands:
        assert any(line.startswith(f"{command.keys[0] or 'Enter'}") for line in script.said), command.name


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")
def test_in_a_pseudo_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()
    ours, theirs = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "testimony",
        "review",
        str(path),
        "--plain",
        "--by",
        "Ann Li",
        "--silent",
    ]
    environment = {**os.environ, "TERM": "dumb", "LANG": "C.UTF-8"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        told = _until(ours, "Row 1 of 12[^>]*> $")
        os.write(ours, b"E\n")
        _until(ours, r"translation: .*last year\.$")
        os.write(ours, b" Yes.\n")
        told = _until(ours, r"Saved[\s\S]*> $")
        os.write(ours, b"a\n")
        told = _until(ours, r"approved[\s\S]*Row 2 of 12[\s\S]*> $")
        os.write(ours, b"q\n")
        assert process.wait(PATIENCE_S) == 0
    os.close(ours)
    assert "\x1b[" not in told  # no cursor is placed, nothing is coloured
    with TranscriptStore.open(path, readonly=True) as store:
        segment = store.document().segments["1"]
        assert segment.target.endswith("last year. Yes.")
        assert segment.state.is_reviewed


def _until(terminal: int, pattern: str) -> str:
    """Everything that was printed until the pattern came."""
    until, told = time.monotonic() + PATIENCE_S, ""
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.2)[0]:
            told += os.read(terminal, 65_536).decode("utf-8", "replace").replace("\r", "")
        if re.search(pattern, told):
            return told
    pytest.fail(f"{pattern!r} never came:\n{told}")
