"""``python -m benchmarks transcribe PART …``: speech recognition, its errors, its speed, its memory.

Every part prints what was measured beside its bar, with wall clock and processor time.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from importlib import import_module

from benchmarks.bars import Figure, print_figures

__all__ = ["PARTS", "main"]

PARTS = {
    "switching": ("transcribe_quality", "languages in turn: wrong language, translated, missing"),
    "silence": ("transcribe_quality", "half an hour without speech: invented text"),
    "doubts": ("transcribe_quality", "things made up, planted: are they flagged"),
    "words": ("transcribe_quality", "word times beside the synthesis' own"),
    "peers": ("transcribe_speed", "our whole run beside three ways to use faster-whisper"),
    "profile": ("transcribe_speed", "where the time goes, and how much of it in our own code"),
    "shapes": ("transcribe_speed", "the share of encoder and decoder with small and turbo shapes"),
    "processes": ("transcribe_speed", "two recordings in one process and in two"),
    "utterances": ("transcribe_quality", "the sample hearing's utterances with their languages"),
    "memory": ("transcribe_memory", "peak memory of ten minutes, one hour and ten"),
}


def main(argv: list[str]) -> int:
    """Run the named parts; exit 1 if a bar is missed."""
    what = "; ".join(f"{name}: {about}" for name, (_, about) in PARTS.items())
    parser = argparse.ArgumentParser(prog="python -m benchmarks transcribe", description=what)
    parser.add_argument("parts", nargs="+", choices=[*PARTS], metavar="PART")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--count", type=int, help="utterances of a made recording")
    parser.add_argument("--plants", type=int, help="utterances to plant things among")
    parser.add_argument("--seconds", type=int, help="length of a made recording")
    parser.add_argument("--weights", choices=("demo", "small", "turbo"), default="demo")
    parser.add_argument("--case", choices=("one", "interpreted"), default="one", help="of peers")
    parser.add_argument("--peers", default=".venv", help="environment of benchmarks/peers/transcribe")
    parser.add_argument("--hours", type=float, nargs="+", default=[1 / 6, 1.0], help="of memory")
    parser.add_argument("--tokens", type=int, default=64, help="a window, with random weights")
    parser.add_argument("--picture", help="SVG to draw of memory or of the stages")
    options = parser.parse_args(argv)
    reached = True
    for part in options.parts:
        run: Callable[[argparse.Namespace], Iterator[Figure]] = getattr(
            import_module(f"benchmarks.{PARTS[part][0]}"), part
        )
        reached = print_figures(f"transcribe {part}", run(options)) and reached
    return 0 if reached else 1
