"""Limits that the kernel holds a process to, once set never lifted: no network, no files, no programs.

Linux only, through the system calls themselves (``ctypes``): the wheels that offer them are unmaintained or
need a compiler. Elsewhere, and where the kernel lacks them, the functions say so and change nothing.
"""

from __future__ import annotations

__all__: list[str] = []
