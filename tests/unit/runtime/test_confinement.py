"""A confined process computes and nothing else; a decoder that was taken over gets nothing."""

import json
import struct
import subprocess
import sys
from typing import TypedDict

import pytest

from testimony.runtime.confinement.bpf import Rule, machine, make_filter
from testimony.runtime.confinement.kernel import can_confine

pytestmark = pytest.mark.skipif(bool(can_confine()), reason="this kernel cannot confine a process")

# Each tries to get out, and raises OSError where the kernel refuses.
WAYS = {
    "read a file": "open('/etc/passwd')",
    "write a file": "open('/tmp/testimony-got-out', 'w')",
    "open a folder": "os.open('/', os.O_RDONLY)",
    "list a folder": "os.listdir('/')",
    "remove a file": "os.unlink('/tmp/testimony-nothing')",
    "rename a file": "os.rename('/tmp/testimony-nothing', '/tmp/b')",
    "make a folder": "os.mkdir('/tmp/testimony-folder')",
    "link a file": "os.link('/etc/passwd', '/tmp/testimony-link')",
    "make a symbolic link": "os.symlink('/etc/passwd', '/tmp/testimony-symlink')",
    "change rights": "os.chmod('/tmp', 0o777)",
    "cut a file": "os.truncate('/tmp/testimony-nothing', 0)",
    "make a pipe in the file system": "os.mkfifo('/tmp/testimony-fifo')",
    "open a TCP socket": "socket.socket(socket.AF_INET)",
    "open a UDP socket": "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
    "listen without an address": "socket.socket().listen()",
    "open a local socket": "socket.socket(socket.AF_UNIX)",
    "start a program": "os.execv('/bin/true', ['true'])",
    "fork": "os.fork()",
    "kill its parent": "os.kill(os.getppid(), 0)",
    "trace its parent": "check(libc.ptrace(16, os.getppid(), 0, 0))",
    "read its parent's memory": "check(libc.syscall(310, os.getppid(), 0, 0, 0, 0, 0))",
    "ask the kernel by a ring": "check(libc.syscall(425, 8, 0))",
    "make a file in memory": "os.memfd_create('x')",
    "change its user": "os.setuid(1)",
    "mount": "check(libc.mount(b'none', b'/mnt', b'tmpfs', 0, 0))",
    "make memory executable": "mmap.mmap(-1, 4096, prot=mmap.PROT_EXEC | mmap.PROT_READ)",
    "lift its own limits": "check(libc.prctl(22, 0, 0, 0, 0))",
}
PROBE = """
import ctypes, json, mmap, os, socket, sys
from testimony.runtime.confinement.kernel import forbid_files, keep_to_computing
libc = ctypes.CDLL(None, use_errno=True)
def check(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
ways = json.loads(sys.argv[1])
confined = forbid_files() and keep_to_computing() if sys.argv[2] == "confined" else True
found = {}
for name, code in ways.items():
    try:
        eval(code)
        found[name] = "done"
    except (OSError, ValueError) as error:
        found[name] = "refused"
print(json.dumps({"confined": confined, "found": found}), flush=True)
os._exit(0)
"""


class Said(TypedDict):
    """Whether the process was confined, and what each way gave."""

    confined: bool
    found: dict[str, str]


def _try(ways: dict[str, str], how: str) -> Said:
    command = [sys.executable, "-c", PROBE, json.dumps(ways), how]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout, done.stderr
    said: Said = json.loads(done.stdout)
    return said


def test_a_confined_process_can_do_nothing_but_compute() -> None:
    said = _try(WAYS, "confined")
    assert said["confined"] is True
    assert [name for name, how in said["found"].items() if how != "refused"] == []


def test_without_confinement_the_same_ways_are_open() -> None:
    harmless = (
        "read a file",
        "list a folder",
        "open a local socket",
        "make a file in memory",
        "kill its parent",
    )
    said = _try({name: WAYS[name] for name in harmless}, "free")
    assert set(said["found"].values()) == {"done"}


def test_the_network_is_shut_for_native_code_too() -> None:
    code = (
        "import ctypes, os, socket\n"
        "from testimony.runtime.confinement.kernel import forbid_sockets\n"
        "assert forbid_sockets()\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "families = [2, 10, 16, 17, 40]\n"
        "assert all(libc.socket(family, 1, 0) == -1 for family in families)\n"
        "assert libc.syscall(425, 8, 0) == -1\n"
        "one, other = socket.socketpair()\n"
        "one.send(b'x')\nassert other.recv(1) == b'x'\n"
        "if os.fork() == 0:\n    os._exit(0 if libc.socket(2, 1, 0) == -1 else 7)\n"
        "assert os.wait()[1] == 0\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_instruction_of_a_filter_jumps_inside_it() -> None:
    of = machine()
    assert of is not None
    rules = (Rule("socket", argument=0, equals=1), Rule("mmap", argument=2, refuses_bits=4), Rule("read"))
    code = make_filter(of, rules, allow_others=False)
    instructions = list(struct.iter_unpack("=HBBI", code))
    for number, (operation, on_true, on_false, _) in enumerate(instructions):
        if operation & 0x07 == 0x05:
            assert number + 1 + max(on_true, on_false) < len(instructions)
    assert instructions[-1][0] == 0x06
