"""What this machine can carry: how many engine processes, and how many threads each.

The rule, which ``docs/batch.md`` gives to people: a process needs 1.3 times the size of its models and
500 MB besides (measured: 370 MB beside the demo models); as many processes as there are cores, and as fit
into the free memory with 512 MB to spare; the cores that are left over become threads. With NVIDIA cards,
one process a card.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from testimony.runtime.cpu import usable_cores

__all__ = ["WorkerPlan", "available_memory", "cores", "plan_workers", "visible_gpus"]

_SPARE = 512 << 20
_BESIDE_MODELS = 500 << 20
_MODEL_FACTOR = 1.3


@dataclass(frozen=True, slots=True)
class WorkerPlan:
    """Engine processes to start, the threads of each, and the graphics cards to share among them."""

    jobs: int
    threads: int
    gpus: tuple[str, ...] = ()

    @property
    def as_text(self) -> str:
        """``2 processes of 1 thread``."""
        many = "processes" if self.jobs > 1 else "process"
        threads = "threads" if self.threads > 1 else "thread"
        return f"{self.jobs} {many} of {self.threads} {threads}"


def plan_workers(model_bytes: int, *, jobs: int = 0, threads: int = 0, work: int = 1_000_000) -> WorkerPlan:
    """Choose from cores and memory.

    Args:
        model_bytes: Size of the models that each process loads.
        jobs: What the person asked for, 0 for the rule. The threads stay those of the rule, so that fewer
            processes leave cores free for other work.
        threads: From the settings, 0 for the rule.
        work: How many recordings there are; more processes than that are never started.
    """
    gpus = visible_gpus()
    here = cores()
    by_rule = min(len(gpus) or here, fitting(model_bytes, available_memory()))
    return WorkerPlan(
        jobs=max(1, min(jobs or by_rule, work)), threads=threads or max(1, here // max(1, by_rule)), gpus=gpus
    )


def fitting(model_bytes: int, memory: int | None) -> int:
    """How many processes fit into the memory, at least one."""
    if memory is None:
        return 1
    each = int(model_bytes * _MODEL_FACTOR) + _BESIDE_MODELS
    return max(1, (memory - _SPARE) // each)


def cores() -> int:
    """Number of processors that this process may use, quotas of containers counted."""
    allowed = usable_cores()
    quota, _, period = _text("/sys/fs/cgroup/cpu.max").partition(" ")
    if quota.isdecimal() and period.isdecimal() and int(period):
        allowed = min(allowed, max(1, int(quota) // int(period)))
    return max(1, allowed)


def available_memory() -> int | None:
    """Bytes that can be taken without swapping; None where the system does not say."""
    if sys.platform == "win32":
        return _windows_memory()
    for line in _text("/proc/meminfo").splitlines():
        if line.startswith("MemAvailable:"):
            free = int(line.split()[1]) * 1024
            limit, used = _text("/sys/fs/cgroup/memory.max"), _text("/sys/fs/cgroup/memory.current")
            if limit.isdecimal() and used.isdecimal():
                free = min(free, int(limit) - int(used) + _reclaimable())
            return max(0, free)
    names = getattr(os, "sysconf_names", {})
    if "SC_PHYS_PAGES" in names and "SC_PAGE_SIZE" in names:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    return None


def visible_gpus() -> tuple[str, ...]:
    """NVIDIA cards that this process may use, by the names that ``CUDA_VISIBLE_DEVICES`` takes."""
    named = os.environ.get("CUDA_VISIBLE_DEVICES")  # the driver's own variable; SLURM sets it
    if named is not None:
        return tuple(filter(None, (name.strip() for name in named.split(","))))
    try:
        return tuple(str(number) for number, _ in enumerate(Path("/proc/driver/nvidia/gpus").iterdir()))
    except OSError:
        return ()


def _reclaimable() -> int:
    for line in _text("/sys/fs/cgroup/memory.stat").splitlines():
        if line.startswith("inactive_file "):
            return int(line.split()[1])
    return 0


def _text(path: str) -> str:
    try:
        return Path(path).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _windows_memory() -> int | None:
    if sys.platform != "win32":
        return None
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in ("total", "free", "a", "b", "c", "d", "e")),
        )

    status = Status(length=ctypes.sizeof(Status))
    if not ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return int(status.free)
