"""Which process is this, and does that one still live: the room's one module about processes.

No POSIX-only module is imported; every call has a form for Windows.
"""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ProcessMark", "is_alive", "this_process", "this_system"]


@dataclass(frozen=True, slots=True)
class ProcessMark:
    """A process as another one can recognise it.

    Attributes:
        start: What tells it from a later process with the same pid: boot id, process namespace and
            start time on Linux (``boot:namespace:ticks``); empty where the system does not say.
    """

    host: str
    pid: int
    start: str


def this_process() -> ProcessMark:
    """The mark of the running process."""
    return ProcessMark(platform.node(), os.getpid(), _start_of(os.getpid()))


def this_system() -> str:
    """What a pid means something in: host, boot and process namespace."""
    return f"{platform.node()}:{_boot()}:{_namespace()}"


def is_alive(mark: ProcessMark) -> bool:
    """True unless the process is known to be gone; only meaningful on its own host.

    A pid of another process namespace (a container with the same host name) says nothing here, so
    such a process is believed to live.
    """
    if sys.platform == "win32":
        return _alive_on_windows(mark.pid)
    boot, namespace, _ = _parts(mark.start)
    if boot == _boot() and namespace and namespace != _namespace():
        return True
    try:
        os.kill(mark.pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    start = _start_of(mark.pid)
    return not mark.start or not start or _same_start(start, mark.start)


def _parts(start: str) -> tuple[str, str, str]:
    # Marks of version 0.1 are ``boot:ticks``, without the namespace.
    pieces = start.split(":")
    return (pieces[0], pieces[1] if len(pieces) > 2 else "", pieces[-1])  # noqa: PLR2004 - three parts


def _same_start(one: str, other: str) -> bool:
    return _parts(one)[::2] == _parts(other)[::2]


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


def _namespace() -> str:
    try:
        return os.readlink("/proc/self/ns/pid").strip("pid:[]")  # noqa: PTH115 - not a path
    except OSError:
        return ""


def _start_of(pid: int) -> str:
    try:
        # The command name (field 2) may hold spaces and brackets; field 22 counts from behind it.
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return ""
    if fields[0] in ("Z", "X"):
        return "gone"
    return f"{_boot()}:{_namespace()}:{fields[19]}"


def _alive_on_windows(pid: int) -> bool:
    if sys.platform != "win32":
        return True
    import ctypes

    still_active, query_limited = 259, 0x1000
    kernel32 = ctypes.windll.kernel32
    handle = kernel32.OpenProcess(query_limited, False, pid)
    if not handle:
        return False
    try:
        code = ctypes.c_ulong()
        return bool(kernel32.GetExitCodeProcess(handle, ctypes.byref(code))) and code.value == still_active
    finally:
        kernel32.CloseHandle(handle)
