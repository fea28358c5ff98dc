"""Two batches on one output folder would write over each other: the second is told so in one sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from testimony.batch.ledger import home_of
from testimony.batch.lock import FolderLock
from testimony.transcript.errors import Locked, TranscriptFileError
from testimony.transcript.record.disk.processes import this_process


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path


def lock(out: Path, shard: tuple[int, int] | None = None) -> FolderLock:
    return FolderLock(out, home_of(out), shard)


def left_by(out: Path, host: str, pid: int, start: str, age_s: float = 0) -> Path:
    path = home_of(out) / "lock.json"
    path.write_text(json.dumps([host, pid, start]))
    os.utime(path, (time.time() - age_s, time.time() - age_s))
    return path


def test_the_second_batch_is_told_who_has_the_folder(out: Path) -> None:
    with lock(out), pytest.raises(Locked) as caught:
        lock(out)
    assert str(out) in caught.value.message
    assert str(os.getpid()) in caught.value.message
    with lock(out):
        pass
    assert not list(home_of(out).iterdir())


def test_shards_of_one_division_go_together_and_with_nothing_else(out: Path) -> None:
    with lock(out, (1, 3)), lock(out, (2, 3)):
        for other in (None, (1, 3), (1, 2)):
            with pytest.raises(Locked):
                lock(out, other)
    with lock(out), pytest.raises(Locked):
        lock(out, (1, 3))


def test_a_dead_batch_of_this_machine_holds_nothing(out: Path) -> None:
    done = subprocess.Popen([sys.executable, "-c", "pass"])
    done.wait()
    here = this_process()
    left_by(out, here.host, done.pid, f"{here.start.rpartition(':')[0]}:1")
    with lock(out):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="Linux has namespaces of processes")
def test_a_batch_in_a_container_of_the_same_name_is_believed_for_five_minutes(out: Path) -> None:
    here = this_process()
    boot = here.start.partition(":")[0]
    left_by(out, here.host, 2**22 + 1, f"{boot}:another-namespace:1", age_s=200)
    with pytest.raises(Locked):
        lock(out)
    left_by(out, here.host, 2**22 + 1, f"{boot}:another-namespace:1", age_s=400)
    with lock(out):
        pass


def test_another_machine_is_believed_for_five_minutes(out: Path) -> None:
    left_by(out, "elsewhere", 1, "", age_s=200)
    with pytest.raises(Locked, match="elsewhere"):
        lock(out)
    left_by(out, "elsewhere", 1, "", age_s=400)
    with lock(out):
        pass


def test_a_lock_that_says_nothing_is_believed_too(out: Path) -> None:
    (home_of(out) / "lock.json").write_text("")
    with pytest.raises(Locked):
        lock(out)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a device that is always full")
def test_a_full_disk_leaves_no_lock_that_would_hold_the_folder(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def full(path: str, flags: int, mode: int = 0o777) -> int:
        handle = real(path, flags, mode)
        if Path(path).name == "lock.json":
            os.dup2(real("/dev/full", os.O_WRONLY), handle)
        return handle

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", full)
        with pytest.raises(TranscriptFileError, match=r"lock\.json cannot be written: No space"):
            lock(out)
    with lock(out):
        pass
