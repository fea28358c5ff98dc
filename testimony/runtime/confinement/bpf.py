"""Programs for seccomp: which system calls a process may make (kernel documentation, ``seccomp_filter``)."""

from __future__ import annotations

import platform
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["Machine", "Rule", "machine", "make_filter"]

_LOAD, _JUMP_EQUAL, _JUMP_SET, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_OFFSET_NUMBER, _OFFSET_MACHINE, _OFFSET_ARGUMENTS = 0, 4, 16
_EPERM, _ENOSYS = 1, 38
_X32 = 0x40000000  # a second set of call numbers on x86-64


@dataclass(frozen=True, slots=True)
class Machine:
    """What the kernel calls a processor, and its numbers of system calls by name."""

    audit: int
    calls: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of a system call.

    Attributes:
        call: Its name.
        argument: Number of the argument that decides, from 0; None where the name alone does.
        equals: The call is allowed where the argument's low 32 bits are this.
        needs_bits: The call is allowed where the argument has one of these bits.
        refuses_bits: The call is refused where the argument has one of these bits.
        missing: Refuse with "no such call", so that a library tries another way.
    """

    call: str
    argument: int | None = None
    equals: int | None = None
    needs_bits: int = 0
    refuses_bits: int = 0
    missing: bool = False


# Numbers from the kernel's tables: arch/x86/entry/syscalls/syscall_64.tbl, scripts/syscall.tbl.
_X86 = {
    "read": 0, "write": 1, "close": 3, "fstat": 5, "lseek": 8, "mmap": 9, "mprotect": 10, "munmap": 11,
    "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17, "readv": 19,
    "writev": 20, "sched_yield": 24, "mremap": 25, "madvise": 28, "nanosleep": 35, "getpid": 39, "socket": 41,
    "clone": 56, "exit": 60, "fcntl": 72, "getrusage": 98, "times": 100, "sigaltstack": 131, "prctl": 157,
    "gettid": 186, "futex": 202, "sched_getaffinity": 204, "clock_gettime": 228, "clock_getres": 229,
    "clock_nanosleep": 230, "exit_group": 231, "tgkill": 234, "newfstatat": 262, "set_robust_list": 273,
    "prlimit64": 302, "getcpu": 309, "getrandom": 318, "membarrier": 324, "statx": 332, "rseq": 334,
    "io_uring_setup": 425, "clone3": 435,
}  # fmt: skip
_ARM = {
    "fcntl": 25, "close": 57, "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66, "pread64": 67,
    "newfstatat": 79, "fstat": 80, "exit": 93, "exit_group": 94, "futex": 98, "set_robust_list": 99,
    "nanosleep": 101, "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115,
    "sched_getaffinity": 123, "sched_yield": 124, "tgkill": 131, "sigaltstack": 132, "rt_sigaction": 134,
    "rt_sigprocmask": 135, "rt_sigreturn": 139, "times": 153, "getrusage": 165, "prctl": 167, "getcpu": 168,
    "getpid": 172, "gettid": 178, "socket": 198, "brk": 214, "munmap": 215, "mremap": 216, "clone": 220,
    "mmap": 222, "mprotect": 226, "madvise": 233, "prlimit64": 261, "getrandom": 278, "membarrier": 283,
    "statx": 291, "rseq": 293, "io_uring_setup": 425, "clone3": 435,
}  # fmt: skip
_MACHINES = {
    "x86_64": Machine(0xC000003E, MappingProxyType(_X86)),
    "aarch64": Machine(0xC00000B7, MappingProxyType(_ARM)),
}


def machine() -> Machine | None:
    """This processor, or None where its numbers are not known here."""
    return _MACHINES.get(platform.machine())


def make_filter(of: Machine, rules: Sequence[Rule], *, allow_others: bool) -> bytes:
    """The program, as the kernel takes it.

    Args:
        of: The processor.
        rules: One for each call that is named; with ``allow_others`` the calls that are limited, without it
            the only ones that are allowed.
        allow_others: What becomes of calls that no rule names.

    Returns:
        Instructions of 8 bytes each.
    """
    refuse, allow = (_RETURN, 0, 0, _ERRNO | _EPERM), (_RETURN, 0, 0, _ALLOW)
    code = [
        (_LOAD, 0, 0, _OFFSET_MACHINE),
        (_JUMP_EQUAL, 1, 0, of.audit),
        refuse,
        (_LOAD, 0, 0, _OFFSET_NUMBER),
    ]
    if of.audit == _MACHINES["x86_64"].audit:
        code += [(_JUMP_SET, 0, 1, _X32), refuse]
    for rule in rules:
        body = _body(rule, bare_is_allowed=not allow_others)
        code += [(_JUMP_EQUAL, 0, len(body), of.calls[rule.call]), *body]
    code.append(allow if allow_others else refuse)
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def _body(rule: Rule, *, bare_is_allowed: bool) -> list[tuple[int, int, int, int]]:
    """What is done once the call's number matched; every way through it ends in a return."""
    allow = (_RETURN, 0, 0, _ALLOW)
    refuse = (_RETURN, 0, 0, _ERRNO | (_ENOSYS if rule.missing else _EPERM))
    if rule.argument is None:
        return [allow if bare_is_allowed and not rule.missing else refuse]
    load = (_LOAD, 0, 0, _OFFSET_ARGUMENTS + 8 * rule.argument)
    if rule.equals is not None:
        return [load, (_JUMP_EQUAL, 0, 1, rule.equals), allow, refuse]
    if rule.needs_bits:
        return [load, (_JUMP_SET, 0, 1, rule.needs_bits), allow, refuse]
    return [load, (_JUMP_SET, 0, 1, rule.refuses_bits), refuse, allow]
