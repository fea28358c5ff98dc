"""How many processor threads the engine takes."""

from __future__ import annotations

from testimony.runtime.cpu import usable_cores

__all__ = ["threads_of"]

_MOST = 4  # a single sequence gains little beyond
_WHOLE = 2  # cores; machines with more count two threads a core


def threads_of(wished: int) -> int:
    """Say how many threads a job takes.

    Args:
        wished: By the settings; 0 for what suits the machine.

    Returns:
        As wished; else the physical cores (half of what the process may use, from three on), at most 4.
    """
    cores = usable_cores()
    return wished or max(1, min(_MOST, cores if cores <= _WHOLE else cores // 2))
