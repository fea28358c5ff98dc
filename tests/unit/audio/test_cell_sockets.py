"""The folder of the decoders' sockets says whose it is, and is taken away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from testimony.audio import cell_sockets
from testimony.transcript.record.disk import leftovers
from testimony.transcript.record.disk.processes import this_process

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sockets of POSIX")

OPEN = """
import sys, time
from testimony.audio.cell import open_confined
with open_confined(sys.argv[1]) as reader:
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def tmp(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder with a name short enough for a socket."""
    folder = Path(tempfile.mkdtemp(dir="/tmp", prefix="t"))
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(cell_sockets, "_own", [])
    yield folder
    for left in folder.iterdir():
        left.rmdir()
    folder.rmdir()


@pytest.mark.parametrize("end", [signal.SIGKILL, None])
def test_a_process_that_decoded_leaves_no_folder_behind(
    tmp: Path, samples: Path, end: signal.Signals | None
) -> None:
    if not this_process().start:
        pytest.skip("this system tells no start of a process")
    sound = samples / "hearing" / "hearing.opus"
    command = [sys.executable, "-c", OPEN, str(sound)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    (folder,) = (one for one in tmp.iterdir() if one.name.startswith(".ts-"))
    assert [one.name[:5] for one in folder.iterdir()] == ["pymp-"]
    assert list(leftovers.dead_folders(tmp, "sockets")) == []  # it lives
    cell_sockets.sweep_socket_folders()
    assert folder.exists()
    if end is not None:
        process.send_signal(end)
        process.wait()
        assert folder.exists()
        cell_sockets.sweep_socket_folders()
    process.communicate("")
    assert not folder.exists()


def test_where_the_name_would_be_too_long_python_decides(tmp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp / ("x" * 90)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    with cell_sockets.sockets_in_own_folder():
        assert tempfile.gettempdir() == str(long)
    assert list(long.iterdir()) == []
