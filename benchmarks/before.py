"""A benchmark in this checkout and in another one, by turns: processor seconds, the best of several runs.

``python -m benchmarks before ../before review --many 0 --no-peers`` runs ``python -m benchmarks review …`` in
both. Both checkouts need an environment of their own in ``.venv``.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from pathlib import Path

from benchmarks.house import ROOT

_TOLERATED = 1.03


def main(arguments: list[str]) -> int:
    """Print the processor seconds of each; exit code 1 where this checkout needs over 3 % more."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks before", description=__doc__)
    parser.add_argument("other", type=Path, help="the checkout to compare with")
    parser.add_argument("--times", type=int, default=3, help="runs of each")
    parser.add_argument("--module", default="benchmarks", help="the module to run: benchmarks or testimony")
    chosen, words = parser.parse_known_args(arguments)
    best: dict[Path, float] = {}
    for _ in range(chosen.times):
        for root in (chosen.other.resolve(), ROOT):
            spent = _processor_seconds(root, chosen.module, words)
            best[root] = min(spent, best.get(root, spent))
            print(f"{root.name:<12} {spent:8.2f} s", file=sys.stderr)
    before, after = best[chosen.other.resolve()], best[ROOT]
    print(f"{' '.join(words)}: {before:.2f} s before, {after:.2f} s after ({after / before - 1:+.1%})")
    return int(after > _TOLERATED * before)


def _processor_seconds(root: Path, module: str, words: list[str]) -> float:
    """User and system time of the command and of its children, in seconds."""
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [str(root / ".venv" / "bin" / "python"), "-m", module, *words]
    subprocess.run(command, cwd=root, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime - begun.ru_utime + ended.ru_stime - begun.ru_stime
