"""The system calls that set the limits: seccomp and Landlock."""

from __future__ import annotations

import ctypes
import os
import struct
import sys

from testimony.runtime.confinement.bpf import Rule, machine, make_filter

__all__ = ["can_confine", "forbid_files", "forbid_sockets", "keep_to_computing"]

_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_SET_FILTER = 1
_TO_ALL_THREADS, _KEEP_SPEED = 0x1, 0x4  # without the second, old kernels slow the processor down
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446  # the same on every processor
_VERSION = 1
_FILE_RIGHTS = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}
_NETWORK_FROM, _SCOPES_FROM = 4, 6
_NETWORK_RIGHTS, _SCOPES = 0x3, 0x3

_AF_UNIX = 1
_CLONE_THREAD = 0x00010000
_PROT_EXEC = 0x4

_NO_NETWORK = (Rule("socket", argument=0, equals=_AF_UNIX), Rule("io_uring_setup"))
_CALLS_OF_A_DECODER = (
    *("read", "write", "close", "fstat", "lseek", "pread64", "readv", "writev", "newfstatat"),
    *("brk", "munmap", "mremap", "madvise", "futex", "set_robust_list", "membarrier", "rseq", "getrandom"),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "exit", "exit_group"),
    *("clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "times", "getrusage"),
    *("sched_yield", "sched_getaffinity", "getcpu", "getpid", "gettid"),
)
_COMPUTING = (
    *map(Rule, _CALLS_OF_A_DECODER),
    Rule("mmap", argument=2, refuses_bits=_PROT_EXEC),
    Rule("mprotect", argument=2, refuses_bits=_PROT_EXEC),
    Rule("clone", argument=0, needs_bits=_CLONE_THREAD),
    Rule("clone3", missing=True),  # its flags lie in memory, where a filter cannot see them
    Rule("statx", missing=True),
    Rule("fcntl", argument=1, equals=1),  # F_GETFD
)


def can_confine() -> str:
    """Why this system cannot confine a process; empty where it can."""
    if sys.platform != "linux":
        return "this system has no Landlock and no seccomp"
    if machine() is None:
        return "the system calls of this processor are not known"
    if _landlock_version() < 1:
        return "this kernel has no Landlock"
    return ""


def forbid_sockets() -> bool:
    """Refuse every socket but those between processes of this machine, for all threads and children.

    Unlike Python's own hook this also covers native code, a socket that listens without an address, and
    requests that the kernel would make by itself (io_uring).

    Returns:
        Whether the kernel took it.
    """
    return _filter(_NO_NETWORK, allow_others=True)


def keep_to_computing() -> bool:
    """Leave this process only what a decoder needs: memory, threads, and the files that are open already.

    Returns:
        Whether the kernel took it.
    """
    return _filter(_COMPUTING, allow_others=False)


def forbid_files() -> bool:
    """Refuse to open, make, rename or remove any file, whatever its rights, for this thread and its children.

    Returns:
        Whether the kernel took it.
    """
    version = _landlock_version()
    if version < 1 or not _no_new_privileges():
        return False
    rights = _FILE_RIGHTS.get(version, _FILE_RIGHTS[max(_FILE_RIGHTS)])
    network = _NETWORK_RIGHTS if version >= _NETWORK_FROM else 0
    scopes = _SCOPES if version >= _SCOPES_FROM else 0
    size = 8 if version < _NETWORK_FROM else 16 if version < _SCOPES_FROM else 24
    attributes = struct.pack("=QQQ", rights, network, scopes)[:size]
    rules = _call(_LANDLOCK_CREATE, attributes, size, 0)
    if rules < 0:
        return False
    done = _call(_LANDLOCK_RESTRICT, rules, 0) == 0
    os.close(rules)
    return done


def _landlock_version() -> int:
    return _call(_LANDLOCK_CREATE, None, 0, _VERSION) if sys.platform == "linux" else 0


def _filter(rules: tuple[Rule, ...], *, allow_others: bool) -> bool:
    of = machine()
    if sys.platform != "linux" or of is None or not _no_new_privileges():
        return False
    code = make_filter(of, rules, allow_others=allow_others)
    held = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HP", len(code) // 8, ctypes.addressof(held))
    number = _SECCOMP[os.uname().machine]
    return _call(number, _SET_FILTER, _TO_ALL_THREADS | _KEEP_SPEED, program) == 0


def _no_new_privileges() -> bool:
    return bool(ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def _call(number: int, *arguments: int | bytes | None) -> int:
    function = ctypes.CDLL(None, use_errno=True).syscall
    function.restype = ctypes.c_long
    converted = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return int(function(ctypes.c_long(number), *converted))
