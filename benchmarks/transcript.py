"""The transcript file against its bars, each part by itself or all of them.

``python -m benchmarks transcript [PART…]``: speed, growth, edit-kills, run-kills, cuts, tampering,
readers. A part that takes longer than one sitting goes on where it stopped: ``run-kills --folder DIR
--seconds 240``.
"""

from __future__ import annotations

import argparse
import contextlib
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import transcript_harm as harm
from benchmarks import transcript_speed as speed
from benchmarks.bars import Figure, print_figures

__all__ = ["main"]

_Measure = Callable[[Path, argparse.Namespace], list[Figure]]
_PARTS: dict[str, tuple[str, _Measure]] = {
    "speed": ("Speed", lambda folder, chosen: speed.speed(folder, chosen.segments, chosen.edits)),
    "growth": ("Growth", lambda folder, chosen: speed.growth(folder, chosen.segments, chosen.edits)),
    "edit-kills": (
        "Kills in a stream of edits",
        lambda folder, chosen: harm.edit_kills(folder, chosen.kills),
    ),
    "run-kills": (
        "Kills of a run",
        lambda folder, chosen: harm.run_kills(folder, chosen.kills, time.monotonic() + chosen.seconds),
    ),
    "cuts": ("Power cuts", lambda folder, chosen: harm.power_cuts(folder, chosen.cuts)),
    "tampering": ("Tampering", lambda folder, chosen: harm.tamperings(folder, chosen.tamperings)),
    "readers": ("Readers beside a writer", lambda folder, chosen: harm.readers(folder, chosen.reads)),
}


def main(argv: list[str]) -> int:
    """Measure, print the tables; 0 when every bar is reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks transcript", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(_PARTS))
    for name, number in (
        ("kills", 200),
        ("cuts", 500),
        ("tamperings", 10_000),
        ("segments", 20_000),
        ("edits", 100_000),
        ("reads", 100),
    ):
        parser.add_argument(f"--{name}", type=int, default=number)
    parser.add_argument("--seconds", type=float, default=3600, help="Stop killing runs after so many.")
    parser.add_argument("--folder", type=Path, help="Work here, and leave it there; else a temporary one.")
    chosen = parser.parse_args(argv)
    if unknown := set(chosen.parts) - _PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    reached = True
    with _folder(chosen.folder) as folder:
        for part in chosen.parts or _PARTS:
            title, measure = _PARTS[part]
            reached = print_figures(title, measure(folder, chosen)) and reached
    return 0 if reached else 1


@contextlib.contextmanager
def _folder(named: Path | None) -> Iterator[Path]:
    if named is not None:
        named.mkdir(parents=True, exist_ok=True)
        yield named
        return
    with tempfile.TemporaryDirectory(prefix="testimony-benchmark-") as name:
        yield Path(name)
