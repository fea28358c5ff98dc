"""``run --encrypt``, end to end: killed, resumed, read; its words are never readable on the disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from product import Testimony, write_wav

from testimony.transcript.record.disk.file_checks import is_encrypted
from testimony.transcript.record.store import TranscriptStore

pytest.importorskip("sqlcipher3")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills a process")
SECRET = "correct horse 马"


def _grew(path: Path, sizes: set[int]) -> bool:
    """True once a block was committed after the empty transcript; no passphrase is needed to see it."""
    if path.exists() and not path.with_name(f"{path.name}-journal").exists():
        sizes.add(path.stat().st_size)
    return len(sizes) > 1


def test_an_encrypted_run_is_killed_resumed_and_read(
    testimony: Testimony, tmp_path: Path, hearing_samples: np.ndarray
) -> None:
    (tmp_path / "passphrase").write_text(f"{SECRET}\nonly the first line counts\n", encoding="utf-8")
    env = {**os.environ, "TESTIMONY_PASSPHRASE_FILE": str(tmp_path / "passphrase")}
    # many blocks: the next one is listened to while one is written, so two may come close upon each other
    write_wav(tmp_path / "long.wav", np.tile(hearing_samples[60 * 16_000 : 200 * 16_000], 5))
    options = ["run", "long.wav", "--model", "demo", "--quality", "draft", "--no-translate", "--encrypt"]
    path = tmp_path / "long.testimony"
    alone = testimony(*options, stdin=subprocess.DEVNULL)
    assert alone.code == 9  # no passphrase, and nobody to ask: before any work
    assert not path.exists()
    command = [sys.executable, "-m", "testimony", *options]
    process = subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.DEVNULL)
    sizes: set[int] = set()
    while process.poll() is None and not _grew(path, sizes):
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it was done before it could be killed"
    assert is_encrypted(path)
    with TranscriptStore.open(path, readonly=True, passphrase=SECRET) as store:
        finished = store.finished_blocks()
        assert finished >= 1
        assert not store.complete
    done = testimony(*options, env=env)
    assert done.code == 0, done.err
    assert f"going on after {finished} finished blocks" in done.err
    shown = testimony("show", path, env=env)
    assert "I left China" in shown.out
    raw = b"".join(one.read_bytes() for one in tmp_path.iterdir() if one.suffix != ".wav")
    assert b"I left China" not in raw
    assert b"SQLite format" not in raw
    assert "clean" in testimony("verify", path, env=env).out
    assert "complete already" in testimony(*options, env=env).err
    refused = testimony("show", path, stdin=subprocess.DEVNULL)
    assert (refused.code, refused.out) == (9, "")
    assert "passphrase" in refused.err
