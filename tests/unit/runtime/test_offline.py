"""The guard refuses every way out, in a process of its own (it cannot be taken off again)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ATTEMPTS = {
    "tcp": "socket.create_connection(('127.0.0.1', 9), timeout=1)",
    "udp": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "name": "socket.getaddrinfo('example.org', 443)",
    "http": "__import__('urllib.request').request.urlopen('http://127.0.0.1:9/')",
    "listen": "socket.socket().bind(('127.0.0.1', 0))",
    "connect_ex": "socket.socket().connect_ex(('127.0.0.1', 9))",
    "reverse name": "socket.gethostbyaddr('127.0.0.1')",
}


def _guarded(statement: str) -> subprocess.CompletedProcess[str]:
    code = (
        f"import socket\nfrom testimony.runtime.offline import forbid_network\nforbid_network()\n{statement}"
    )
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


def test_the_hubs_and_the_telemetry_are_told_to_stay_silent() -> None:
    names = ("HF_HUB_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK", "ORT_DISABLE_TELEMETRY")
    done = _guarded(f"import os\nassert [os.environ[name] for name in {names!r}] == ['1'] * {len(names)}")
    assert done.returncode == 0, done.stderr


def test_the_adapters_silence_the_engines_without_the_commands() -> None:
    code = (
        "import os\nfrom transcribe.segmentation.silero import open_silero\nopen_silero()\n"
        "assert os.environ['ORT_DISABLE_TELEMETRY'] == '1'"
    )
    environment = {
        name: value for name, value in os.environ.items() if name not in ("CI", "ORT_DISABLE_TELEMETRY")
    }
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert not list(Path(os.environ["HOME"]).rglob("*onnxruntime*")), "it keeps an identifier"


def test_an_attempt_is_reported_by_the_command_at_its_end_and_by_a_child_at_once() -> None:
    swallowed = "try:\n    socket.create_connection(('192.0.2.1', 443))\nexcept OSError:\n    pass\n"
    child = _guarded("forbid_network(report_at_once=True)\n" + swallowed * 2)
    assert child.stderr.count("warning: socket.getaddrinfo to 192.0.2.1 was refused") == 1
    told = _guarded(
        "from testimony import cli\n"
        f"def reach(*_):\n    {swallowed.replace(chr(10), chr(10) + '    ')}\n    return 0\n"
        "cli._run = lambda argv, debug: reach()\ncli.main([])"
    )
    assert (
        "testimony: warning: socket.getaddrinfo to 192.0.2.1 was refused: Testimony works offline."
        in told.stderr
    )
    assert told.returncode == 0


def test_a_door_lets_through_whom_it_names_and_closes() -> None:
    done = _guarded(
        "from testimony.runtime.offline import NetworkForbidden, network_door\n"
        "def tried(host):\n"
        "    try:\n        socket.socket().connect((host, 9))\n"
        "    except NetworkForbidden:\n        return 'forbidden'\n"
        "    except OSError:\n        return 'tried'\n"
        "with network_door(['127.0.0.1']):\n"
        "    assert (tried('127.0.0.1'), tried('127.0.0.2')) == ('tried', 'forbidden')\n"
        "with network_door():\n    assert tried('127.0.0.2') == 'tried'\n"
        "assert tried('127.0.0.1') == 'forbidden'"
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_no_memory_is_written_to_a_crash_file() -> None:
    code = (
        "import resource\nfrom testimony.runtime.offline import forbid_core_dumps\nforbid_core_dumps()\n"
        "assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 1"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_only_two_commands_open_a_door() -> None:
    sources = (Path(__file__).parents[3] / "testimony").rglob("*.py")
    using = {path.name for path in sources if "network_door(" in path.read_text("utf-8")} - {"offline.py"}
    assert using <= {"models.py", "batch.py", "cluster.py"}
