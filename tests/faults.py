"""A write that fails or is killed at each of its system calls, one after another, under strace.

After each the next command must find everything that was acknowledged, and no words that were purged or
encrypted may lie anywhere in the folder.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import made_up_hearing as hearing

from testimony.app.session import Session
from testimony.transcript.errors import TestimonyError
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import Side

__all__ = ["ACTS", "CALLS", "Fault", "Outcome", "moments", "try_fault"]

CALLS = ("pwrite64", "fsync", "fdatasync", "unlink", "rename", "link", "openat", "write", "ftruncate")
SECRET = "看守所"  # what purge and encrypt are to remove from the disk
PASSPHRASE = "battery horse"
ACT = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
import made_up_hearing as hearing
from testimony.app.session import Session, author_of
from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import Side
path, act, said = Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
try:
    with Session.open(path, hearing.ANN, passphrase="battery horse") as session:
        if session.refusal:
            raise session.refusal
        os.write(said, b"begin ")
        if act == "edit":
            session.correct("1", Side.SOURCE, "acknowledged 2")
        elif act == "purge":
            session.store.maintenance.purge(["3", "7", "11"], author_of(hearing.ANN))
        elif act == "encrypt":
            session.store.maintenance.encrypt("battery horse")
        else:
            session.store.maintenance.decrypt()
        os.write(said, b"done ")
except TestimonyError as error:
    os.write(said, b"refused ")
"""
ACTS = ("edit", "purge", "encrypt", "decrypt")


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong: the nth call of a kind fails with an error, or the process is killed at it."""

    call: str
    number: int
    error: str  # EIO, ENOSPC, … or KILL

    @property
    def injection(self) -> str:
        """As strace takes it."""
        what = "signal=SIGKILL" if self.error == "KILL" else f"error={self.error}"
        return f"inject={self.call}:{what}:when={self.number}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a fault.

    Attributes:
        said: What the writer got to say: ``begin``, ``done``, ``refused``.
        lost: What was acknowledged and is gone; empty where nothing is.
        left: Files in which words lie that the act had removed before it was acknowledged, or hidden files.
    """

    said: str
    lost: str
    left: tuple[str, ...]


def make(folder: Path, act: str) -> Path:
    """A transcript with acknowledged edits, encrypted where it is to be decrypted."""
    path = folder / "case.testimony"
    hearing.make(path, passphrase=PASSPHRASE if act == "decrypt" else None).close()
    with Session.open(path, hearing.ANN, passphrase=PASSPHRASE) as session:
        session.correct("1", Side.SOURCE, "acknowledged 1")
        session.approve(["2"])
    return path


def run(path: Path, act: str, trace: list[str]) -> str:
    """Do the act under strace; what it said."""
    said = path.parent.parent / "said"
    with said.open("wb") as file:
        command = [sys.executable, "-c", ACT, str(Path(__file__).parent), str(path), act, str(file.fileno())]
        subprocess.run(
            ["strace", "-f", "-qq", *trace, *command],
            pass_fds=(file.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    return said.read_text()


def moments(folder: Path, act: str) -> dict[str, range]:
    """Which calls of each kind belong to the act: from the first that touches the folder on."""
    path = make(folder, act)
    trace = folder.parent / "trace"
    calls = ",".join(CALLS)
    run(path, act, ["-y", "-o", str(trace), "-e", f"trace={calls}"])
    counts = dict.fromkeys(CALLS, 0)
    first: dict[str, int] = {}
    for line in trace.read_text("utf-8", "replace").splitlines():
        match = re.search(r"\b([a-z0-9]+)\(", line)
        if match is None or match[1] not in counts:
            continue
        counts[match[1]] += 1
        if str(folder) in line:
            first.setdefault(match[1], counts[match[1]])
    shutil.rmtree(folder)
    folder.mkdir()
    return {call: range(start, counts[call] + 1) for call, start in first.items()}


def try_fault(folder: Path, act: str, fault: Fault) -> Outcome:
    """One fault, then the next command; the folder is empty before and after."""
    path = make(folder, act)
    said = run(path, act, ["-o", "/dev/null", "-e", f"trace={fault.call}", "-e", fault.injection])
    lost = _lost(path, act, done="done" in said)
    left = tuple(_left(folder, path, act, done="done" in said))
    shutil.rmtree(folder)
    folder.mkdir()
    return Outcome(said.strip(), lost, left)


def _lost(path: Path, act: str, *, done: bool) -> str:
    try:
        with TranscriptStore.open(path, passphrase=PASSPHRASE) as store:  # the next command
            store.acquire()
            segments = store.document().segments
            report = store.verify()
    except TestimonyError as error:
        return f"{error.message}"
    if not report.is_clean:
        return str(report.problems[0])
    wanted = "acknowledged 2" if done and act == "edit" else "acknowledged "
    if not segments["1"].source.startswith(wanted):
        return f"segment 1 is {segments['1'].source!r}"
    if not segments["2"].state.is_reviewed:
        return "an approval"
    if done and act == "purge" and SECRET in segments["3"].source:
        return "the purge"
    return ""


def _left(folder: Path, path: Path, act: str, *, done: bool) -> Iterator[str]:
    # A file that is in clear already may have a copy of a write that was cut off beside it, as recovery says.
    in_clear = path.read_bytes().startswith(b"SQLite format 3")
    for one in folder.iterdir():
        data = one.read_bytes()
        plain = data.startswith(b"SQLite format 3") and SECRET.encode() in data
        if one == path:
            if done and act in ("purge", "encrypt") and SECRET.encode() in data:
                yield f"{one.name} still holds the words"
        elif one.name.startswith(".") and "partial" in one.name:
            yield one.name
        elif plain and act == "decrypt" and not (in_clear and ".interrupted." in one.name):
            yield f"{one.name} holds the words in clear"
