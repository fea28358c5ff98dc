"""How much memory a long transcript takes beyond the models."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from benchmarks.bars import Figure

__all__ = ["peak_of_segments"]

_CHILD = """
import random, resource, sys, time
from benchmarks.translate_peers import open_demo
from samples.recipes.phrasebook import generate
from testimony.transcript.types import Segment

count = int(sys.argv[1])
rows = []
for number, pair in enumerate(generate("train", random.Random(8), count)):
    language, text = ("zh", pair.zh) if number % 2 else ("en", pair.en)
    rows.append(Segment(str(number), "R1", 0, number * 5000, number * 5000 + 2000, "S1", language, 1.0, text))
other = {"zh": "en", "en": "zh"}
translator = open_demo()
translator.translate_segments(rows[:600], other)
translator.translate_texts(["\u6211" * 100, "word " * 70], "zh", "en")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
made = translator.translate_segments(rows, other)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(made), before, after, time.perf_counter() - start)
"""


def peak_of_segments(count: int) -> Iterator[Figure]:
    """Translate a whole transcript in one call, in a process of its own, and compare its peaks."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(count)], capture_output=True, text=True, check=True
    )
    made, before, after, seconds = done.stdout.split()
    yield Figure(f"peak with the models, before {made} segments", int(before) / 1024, "MB")
    yield Figure(
        f"peak beyond that, {made} segments in one call", (int(after) - int(before)) / 1024, "MB", 150
    )
    yield Figure("time for them", float(seconds), "s")
