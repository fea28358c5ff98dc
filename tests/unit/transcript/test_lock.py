"""One writer at a time; the dead do not hold a file for ever."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import made_up_hearing as hearing
import pytest

from testimony.app.session import Session
from testimony.transcript.errors import Locked, TranscriptFileError
from testimony.transcript.record.disk import processes
from testimony.transcript.record.disk.lock import Holder
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import Side


@pytest.fixture
def path(tmp_path: Path) -> Path:
    hearing.make(tmp_path / "case.testimony").close()
    return tmp_path / "case.testimony"


HOLD = """
import sys, time
from pathlib import Path
from testimony.transcript.record.store import TranscriptStore
store = TranscriptStore.open(Path(sys.argv[1]))
store.acquire(name="Ann Li")
print("held", flush=True)
time.sleep(60)
"""


def holder_of(session: Session) -> Holder:
    holder = session.store.file.holder()
    assert holder is not None
    return holder


@pytest.fixture
def other_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_the_second_process_reads_and_its_write_says_who_holds_the_file(
    path: Path, other_process: subprocess.Popen[str]
) -> None:
    with Session.open(path, hearing.BEN) as session:
        assert not session.is_writable
        assert session.document.segments["1"].source == hearing.LINES[0][1]
        with pytest.raises(Locked) as caught:
            session.correct("1", Side.SOURCE, "x")
    for part in ("Ann Li", str(other_process.pid), processes.this_process().host, "since 20", "sign of life"):
        assert part in caught.value.message
    other_process.kill()
    other_process.wait()
    with Session.open(path, hearing.BEN) as session:  # the dead process's lock is taken over
        session.correct("1", Side.SOURCE, "x")
        assert holder_of(session).process.pid == os.getpid()


def test_the_lock_ends_with_the_session(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        assert holder_of(session).name == "Ann Li"
    with TranscriptStore.open(path) as store:
        assert store.file.holder() is None


def test_another_hosts_lock_is_believed_unless_told_otherwise(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO lock VALUES (1, 'aa', 'office-pc', 4242, '', 'Ben Wu', '2026-01-01T08:00:00.000Z', "
        "'2026-01-01T09:00:00.000Z')"
    ).connection.commit()
    connection.close()
    with Session.open(path, hearing.ANN) as session:
        assert session.refusal is not None
        assert "--take-over" in session.refusal.hint
        assert "office-pc" in session.refusal.message
    with Session.open(path, hearing.ANN, take_over=True) as session:
        session.correct("1", Side.SOURCE, "x")


def test_who_was_taken_over_cannot_write_any_more(path: Path) -> None:
    first = Session.open(path, hearing.ANN)
    with TranscriptStore.open(path) as store:
        store.acquire(take_over=True, name="Ben Wu")
        with pytest.raises(Locked, match="Ben Wu"):
            first.correct("1", Side.SOURCE, "x")
    first.close()


def test_a_recycled_pid_is_not_the_holder() -> None:
    mark = processes.this_process()
    assert processes.is_alive(mark)
    if mark.start:
        assert not processes.is_alive(processes.ProcessMark(mark.host, mark.pid, "another-boot:1"))


MARK = """
import time
from testimony.transcript.record.disk.processes import this_process
mark = this_process()
print(mark.host, mark.pid, mark.start, flush=True)
time.sleep(60)
"""


def test_a_dead_pid_is_dead() -> None:
    child = subprocess.Popen([sys.executable, "-c", MARK], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    host, pid, start = child.stdout.readline().rstrip("\n").split(" ")
    mark = processes.ProcessMark(host, int(pid), start)
    assert processes.is_alive(mark)
    child.kill()
    child.wait()
    assert not processes.is_alive(mark)


def test_a_fork_does_not_hold_its_parents_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with TranscriptStore.open(path) as store:
        store.acquire()
        monkeypatch.setattr(os, "getpid", lambda: 1)
        assert not store.file.lock.is_held


def test_a_file_replaced_under_an_open_session_is_not_written(path: Path, tmp_path: Path) -> None:
    session = Session.open(path, hearing.ANN)
    hearing.make(tmp_path / "new.testimony").close()
    (tmp_path / "new.testimony").replace(path)
    with pytest.raises(Locked, match="replaced"):
        session.correct("1", Side.SOURCE, "x")
    session.close()


def test_a_read_only_folder_is_read_and_says_why_it_is_not_written(path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    path.parent.chmod(0o500)
    try:
        with Session.open(path, hearing.ANN) as session:
            assert len(session.document.segments) == 12
            with pytest.raises(TranscriptFileError, match="read-only"):
                session.correct("1", Side.SOURCE, "x")
    finally:
        path.parent.chmod(0o700)


def in_a_container(*command: str) -> subprocess.Popen[str]:
    """A process in a process namespace of its own, with this host's name; or a skipped test."""
    unshare = ["unshare", "--fork", "--kill-child", "--pid", "--mount-proc"]
    if not shutil.which("unshare") or subprocess.run([*unshare, "true"], check=False).returncode:
        pytest.skip("no namespaces here")
    return subprocess.Popen([*unshare, sys.executable, "-c", *command], stdout=subprocess.PIPE, text=True)


def test_a_holder_in_a_container_of_this_hosts_name_is_not_taken_for_dead(path: Path) -> None:
    container = in_a_container(HOLD, str(path))
    assert container.stdout is not None
    assert container.stdout.readline() == "held\n"
    try:
        with Session.open(path, hearing.BEN) as session:  # its pid there is 1, another process here
            assert isinstance(session.refusal, Locked)
            assert "--take-over" in session.refusal.hint
    finally:
        container.kill()
        container.wait()
    with Session.open(path, hearing.BEN, take_over=True) as session:
        session.correct("1", Side.SOURCE, "x")


TRY = """
import sys
from pathlib import Path
from testimony.transcript.errors import Locked
from testimony.transcript.record.store import TranscriptStore
with TranscriptStore.open(Path(sys.argv[1])) as store:
    try:
        store.acquire()
    except Locked as error:
        print(error.hint)
"""


def test_a_container_does_not_take_a_holder_outside_for_dead(path: Path) -> None:
    with TranscriptStore.open(path) as store:
        store.acquire(name="Ann Li")
        assert "--take-over" in in_a_container(TRY, str(path)).communicate()[0]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="namespaces of Linux")
@pytest.mark.parametrize("namespace", ["", "1", "4026531836-1"])
def test_a_pid_without_its_namespace_or_of_another_time_is_believed(namespace: str) -> None:
    boot = processes.this_process().start.partition(":")[0]
    mark = processes.ProcessMark(processes.this_process().host, 2**22, f"{boot}:{namespace}:1")
    assert processes.is_alive(mark)
    assert processes.is_alive(processes.ProcessMark(mark.host, 2**22, ""))
    assert processes.is_alive(processes.ProcessMark(mark.host, 2**22, f"{boot}:1"))  # of version 0.1
    assert not processes.is_alive(processes.ProcessMark(mark.host, 2**22, "another-boot:1:1"))
