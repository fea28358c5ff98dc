"""How this program starts other Python processes: never with the working folder on their import path.

A received folder may hold a file named like a module of Python. An interpreter that is started with
``-m`` or ``-c`` looks in its working folder first and would run that file before any guard is up.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping, Sequence
from pathlib import Path

from testimony.runtime.samples import installation_folder

__all__ = ["make_imports_safe", "python_command", "safe_environment"]


def python_command(*arguments: str) -> list[str]:
    """The command line of a child interpreter; ``-P`` keeps the working folder off its import path."""
    return [sys.executable, "-P", *arguments]


def safe_environment() -> dict[str, str]:
    """A copy of the environment in which a child interpreter imports nothing from its working folder."""
    environment = dict(os.environ)
    _protect(environment)
    return environment


def make_imports_safe() -> None:
    """Drop the working folder from this process's import path and from that of every child it starts."""
    _protect(os.environ)
    sys.path[:] = [entry for entry in sys.path if _is_trusted(entry)]


def _protect(environment: MutableMapping[str, str]) -> None:
    environment["PYTHONSAFEPATH"] = "1"  # read by Python 3.11 and later
    environment["NoDefaultCurrentDirectoryInExePath"] = "1"  # Windows looks for programs there first
    if "PYTHONPATH" in environment:
        environment["PYTHONPATH"] = _absolute_only(environment["PYTHONPATH"].split(os.pathsep))


def _absolute_only(entries: Sequence[str]) -> str:
    return os.pathsep.join(entry for entry in entries if Path(entry).is_absolute())


def _is_trusted(entry: str) -> bool:
    path = Path(entry)
    if not entry or not path.is_absolute():
        return False
    return path != Path.cwd() or path == installation_folder()
