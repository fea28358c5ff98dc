"""A command that fails or is killed at each of its system calls and allocations, one after another.

After each the next command must find everything that was acknowledged, and no words that were purged or
encrypted may lie anywhere in the folder. The command runs in a forked process that strace is attached to
(or whose allocator fails once), so that hundreds of faults take a minute.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import made_up_hearing as hearing

from testimony.app.session import Session, author_of
from testimony.app.transcripts import read_transcript
from testimony.export.options import ExportOptions
from testimony.export.registry import export
from testimony.transcript.errors import TestimonyError
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import Side

__all__ = ["ACTS", "CALLS", "Fault", "Outcome", "allocations", "moments", "try_fault", "try_no_memory"]

CALLS = ("pwrite64", "fsync", "fdatasync", "unlink", "rename", "link", "openat", "write", "ftruncate")
SECRET = "看守所"  # what purge and encrypt are to remove from the disk
PASSPHRASE = "battery horse"
BLOCKS, ROWS = 3, 4
_PATIENCE_S = 120.0
Say = Callable[[str], object]


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
        said: What the command got to say: ``begin``, ``done``, ``refused``, or the name of a bug's error.
        lost: What was acknowledged and is gone; empty where nothing is.
        left: Files in which words lie that the command had to remove, or hidden files.
    """

    said: str
    lost: str
    left: tuple[str, ...]


# What the commands do


def _edit(path: Path, _say: Say) -> None:
    with _writable(path) as session:
        session.correct("1", Side.SOURCE, "acknowledged 2")


def _purge(path: Path, _say: Say) -> None:
    with _writable(path) as session:
        session.store.maintenance.purge(["3", "7", "11"], author_of(hearing.ANN))


def _encrypt(path: Path, _say: Say) -> None:
    with _writable(path) as session:
        session.store.maintenance.encrypt(PASSPHRASE)


def _decrypt(path: Path, _say: Say) -> None:
    with _writable(path) as session:
        session.store.maintenance.decrypt()


def _run(path: Path, say: Say) -> None:
    """A run that begins, or goes on where an earlier one stopped."""
    if path.exists():
        store = TranscriptStore.open(path)
        store.acquire()
    else:
        store = hearing.begin(path, BLOCKS, ROWS)
    with store:
        for index in range(store.finished_blocks(), BLOCKS):
            store.commit_block(*hearing.block(index, ROWS), speakers=hearing.SPEAKERS)
            say(f"block{index + 1}")
        store.finish(hearing.recording(BLOCKS * ROWS))


def _export(path: Path, _say: Say) -> None:
    transcript = read_transcript(path)
    for name in ("txt", "csv"):
        export(transcript, name, ExportOptions(force=True), path.with_name(f"exhibit.{name}"))


ACTS: dict[str, Callable[[Path, Say], None]] = {
    "edit": _edit,
    "purge": _purge,
    "encrypt": _encrypt,
    "decrypt": _decrypt,
    "run": _run,
    "export": _export,
}


def _writable(path: Path) -> Session:
    session = Session.open(path, hearing.ANN, passphrase=PASSPHRASE)
    if session.refusal:
        session.close()
        raise session.refusal
    return session


def make(folder: Path, act: str) -> Path:
    """A transcript with acknowledged edits, encrypted where it is to be decrypted; none before a run."""
    path, model = folder / "case.testimony", folder.parent / f"before-{act}"
    if act == "run":
        return path
    if not model.exists():
        model.mkdir()
        _make(model / path.name, act)
    for one in model.iterdir():
        shutil.copy(one, folder / one.name)
    return path


def _make(path: Path, act: str) -> None:
    hearing.make(path, passphrase=PASSPHRASE if act == "decrypt" else None).close()
    with Session.open(path, hearing.ANN, passphrase=PASSPHRASE) as session:
        session.correct("1", Side.SOURCE, "acknowledged 1")
        session.approve(["2"])
    if act == "export":
        _export(path, str)


# A process with a fault in it


@dataclass(frozen=True, slots=True)
class Child:
    """A forked process that waits for a byte, does the act, says how it went, and waits again to end."""

    pid: int
    said: int
    go: int

    def start(self) -> None:
        os.write(self.go, b"g")

    def listen(self) -> str:
        """All that it says until it is done or dead."""
        text, deadline = "", time.monotonic() + _PATIENCE_S
        while not text.endswith("."):
            if not select.select([self.said], [], [], max(0.0, deadline - time.monotonic()))[0]:
                return text + " hangs"
            part = os.read(self.said, 4096).decode()
            if not part:
                break
            text += part
        return text.strip(". ")

    def end(self) -> None:
        os.close(self.go)
        os.close(self.said)
        os.waitpid(self.pid, 0)


def _fork(path: Path, act: str, prepare: Callable[[], None] = lambda: None) -> Child:
    said, saying = os.pipe()
    waiting, go = os.pipe()
    pid = os.fork()
    if pid:
        os.close(saying)
        os.close(waiting)
        return Child(pid, said, go)
    try:
        os.close(go)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        os.read(waiting, 1)
        # By another system call than those that fail.
        word = _done(path, act, lambda text: os.writev(saying, [f"{text} ".encode()]), prepare)
        os.writev(saying, [f"{word}.".encode()])
        os.read(waiting, 1)  # alive until the parent has looked: a lock that is kept now stops others
    finally:
        os._exit(0)


def _done(path: Path, act: str, say: Say, prepare: Callable[[], None]) -> str:
    try:
        prepare()
        ACTS[act](path, say)
    except (TestimonyError, MemoryError):  # the command line says both in one sentence
        return "refused"
    except Exception as error:  # noqa: BLE001 - told to the parent
        return f"bug {type(error).__name__}: {error}".replace(".", ",")
    return "done"


def _strace(child: Child, options: list[str]) -> subprocess.Popen[bytes]:
    tracer = subprocess.Popen(
        ["strace", "-f", "-qq", "-p", str(child.pid), *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    status = Path(f"/proc/{child.pid}/status")
    while "\nTracerPid:\t0\n" in status.read_text() and tracer.poll() is None:
        time.sleep(0.001)
    return tracer


def _under_strace(path: Path, act: str, options: list[str]) -> str:
    child = _fork(path, act)
    tracer = _strace(child, options)
    child.start()
    said = child.listen()
    child.end()
    tracer.wait()
    return said


def moments(folder: Path, act: str) -> dict[str, range]:
    """How many calls of each kind the act makes; none where strace may not trace."""
    path, trace = make(folder, act), folder.parent / "trace"
    ACTS[act](path, str)  # loads what it loads at its first time
    empty(folder)
    make(folder, act)
    _under_strace(path, act, ["-o", str(trace), "-e", f"trace={','.join(CALLS)}"])
    counts = dict.fromkeys(CALLS, 0)
    for line in trace.read_text("utf-8", "replace").splitlines() if trace.exists() else ():
        match = re.search(r"\b([a-z0-9]+)\(", line)
        if match is not None and match[1] in counts:
            counts[match[1]] += 1
    empty(folder)
    return {call: range(1, count + 1) for call, count in counts.items() if count}


def empty(folder: Path) -> None:
    """Take everything away."""
    shutil.rmtree(folder)
    folder.mkdir()


def try_fault(folder: Path, act: str, fault: Fault) -> Outcome:
    """One fault, then the next command; the folder is empty before and after."""
    path = make(folder, act)
    said = _under_strace(path, act, ["-o", "/dev/null", "-e", f"trace={fault.call}", "-e", fault.injection])
    outcome = _looked_at(folder, path, act, said)
    return replace(outcome, lost=said) if "bug" in said else outcome


def allocations(folder: Path, act: str) -> int:
    """About how many allocations of Python the act makes: a power of two above."""
    path, number = make(folder, act), 1024
    ACTS[act](path, str)
    while True:
        empty(folder)
        make(folder, act)
        child = _fork(path, act, lambda: _fail_once(number))  # noqa: B023 - called before the next turn
        child.start()
        said = child.listen()
        child.end()
        empty(folder)
        if said.endswith("done"):
            return number
        number *= 2


def _fail_once(number: int) -> None:
    import _testcapi

    _testcapi.set_nomemory(number, number + 1)


def try_no_memory(folder: Path, act: str, number: int) -> Outcome:
    """Let one allocation of Python fail, look with another process while that one still lives.

    Where the interpreter loses the MemoryError on the way and raises another error, that is no bug of ours.
    """
    path = make(folder, act)
    child = _fork(path, act, lambda: _fail_once(number))
    child.start()
    said = child.listen()
    outcome = _looked_at(folder, path, act, said)
    child.end()
    return outcome


# What came of it


def _looked_at(folder: Path, path: Path, act: str, said: str) -> Outcome:
    done = said.endswith("done")
    lost = said if "hangs" in said else ""
    try:
        lost = lost or _CHECKS.get(act, _lost)(path, act, said, done=done)
    except TestimonyError as error:
        lost = error.message
    left = tuple(_left(folder, path, act, done=done))
    empty(folder)
    return Outcome(said, lost, left)


def _lost(path: Path, act: str, _said: str, *, done: bool) -> str:
    with TranscriptStore.open(path, passphrase=PASSPHRASE) as store:  # the next command
        store.acquire()
        segments = store.document().segments
        report = store.verify()
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


def _lost_of_a_rewrite(path: Path, act: str, said: str, *, done: bool) -> str:
    lost = _lost(path, act, said, done=done)
    if not lost and not done:
        ACTS[act](path, str)  # the same command again must do it whole
        lost = _lost(path, act, said, done=True)
    return lost


def _lost_of_a_run(path: Path, _act: str, said: str, *, done: bool) -> str:
    blocks = said.count("block")
    if path.exists():
        with TranscriptStore.open(path) as store:
            if store.finished_blocks() < blocks:
                return f"{blocks} blocks were acknowledged, {store.finished_blocks()} are there"
            if done and not store.complete:
                return "the end of the run"
    elif blocks:
        return "the file"
    _run(path, str)  # the same command again
    with TranscriptStore.open(path) as store:
        report, digest = store.verify(), store.draft_hash()
    if not report.is_clean:
        return str(report.problems[0])
    return "" if digest == _straight(path.parent.parent) else "another draft"


def _straight(folder: Path) -> str:
    """The draft of a run that nothing went wrong in."""
    path = folder / "straight.testimony"
    if not path.exists():
        _run(path, str)
    with TranscriptStore.open(path) as store:
        return store.draft_hash()


def _lost_of_an_export(path: Path, act: str, said: str, *, done: bool) -> str:
    for name in ("txt", "csv"):
        if "acknowledged 1" not in path.with_name(f"exhibit.{name}").read_text("utf-8"):
            return f"the export in {name}"
    _export(path, str)
    return _lost(path, act, said, done=done)


_CHECKS = {
    "purge": _lost_of_a_rewrite,
    "encrypt": _lost_of_a_rewrite,
    "decrypt": _lost_of_a_rewrite,
    "run": _lost_of_a_run,
    "export": _lost_of_an_export,
}


def _left(folder: Path, path: Path, act: str, *, done: bool) -> Iterator[str]:
    """Words where none may be; by now the act was done, at the first time or again."""
    del done
    for one in folder.iterdir():
        data = one.read_bytes()
        if one.name.startswith(".") and "partial" in one.name:
            yield one.name
        elif act == "decrypt":
            if one != path and SECRET.encode() in data:
                yield f"{one.name} holds the words in clear"
        elif act in ("purge", "encrypt") and SECRET.encode() in data:
            yield f"{one.name} still holds the words"


if sys.platform == "win32":
    raise ImportError("faults are injected with fork and strace")
