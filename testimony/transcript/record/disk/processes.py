"""Which process is this, and does that one still live: the room's one module about processes.

No POSIX-only module is imported; every call has a form for Windows.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ProcessMark", "is_alive", "is_within_sight", "this_process", "this_system"]


@dataclass(frozen=True, slots=True)
class ProcessMark:
    """A process as another one can recognise it.

    Attributes:
        start: What tells it from a later process with the same pid: boot id, namespaces of processes and
            of time, and start time on Linux (``boot:namespaces:ticks``); empty where the system does not say.
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

    Where it cannot be looked at (see ``is_within_sight``) it is believed to live.
    """
    if sys.platform == "win32":
        return _alive_on_windows(mark.pid)
    if not is_within_sight(mark):
        return True
    try:
        os.kill(mark.pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    start = _start_of(mark.pid)
    return not mark.start or not start or _same_start(start, mark.start)


def is_within_sight(mark: ProcessMark) -> bool:
    """False for a pid that means nothing here: of another container, or written down without its namespace.

    A container can have this host's name; its pids are other processes here, or none. After a new boot every
    process of the earlier one is gone.
    """
    if not sys.platform.startswith("linux"):
        return True
    boot, namespace, _ = _parts(mark.start)
    if boot and boot != _boot():
        return True
    return bool(namespace) and namespace == _namespace()


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
    """Of processes, and of time: the start of a process is another number in another time namespace."""
    try:
        links = [str(Path(f"/proc/self/ns/{kind}").readlink()) for kind in ("pid", "time")]
    except FileNotFoundError:  # a kernel without time namespaces, before 5.6; or no /proc
        links = [str(one.readlink()) for one in Path("/proc/self/ns").glob("pid")]
    except OSError:
        return ""
    return "-".join(re.sub("[^0-9]", "", link) for link in links)


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
