"""The guard refuses every way out, in a process of its own (it cannot be taken off again)."""

import subprocess
import sys

import pytest

ATTEMPTS = {
    "tcp": "socket.create_connection(('127.0.0.1', 9), timeout=1)",
    "udp": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "name": "socket.getaddrinfo('example.org', 443)",
    "http": "__import__('urllib.request').request.urlopen('http://127.0.0.1:9/')",
}


def _guarded(statement: str) -> subprocess.CompletedProcess[str]:
    code = f"import socket\nfrom testimony.offline import forbid_network\nforbid_network()\n{statement}"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_a_connection_is_refused_and_named(attempt: str) -> None:
    done = _guarded(attempt)
    assert done.returncode != 0
    assert "Testimony works offline" in done.stderr


def test_sockets_that_stay_on_this_machine_work() -> None:
    done = _guarded(
        "a, b = socket.socketpair()\na.sendall(b'x')\nassert b.recv(1) == b'x'\n"
        "import multiprocessing\nassert multiprocessing.get_context('spawn')"
    )
    assert done.returncode == 0, done.stderr


def test_the_hubs_are_told_to_stay_silent() -> None:
    done = _guarded(
        "import os\nassert os.environ['HF_HUB_OFFLINE'] == '1'\nassert os.environ['DO_NOT_TRACK'] == '1'"
    )
    assert done.returncode == 0, done.stderr
