"""Part ``memory``: the peak of whole runs over recordings of very different length.

Each length runs in a process of its own. A run over a recording of a few seconds, with the same model,
is taken off: what is left is what the length costs. The long recordings repeat ten minutes of one made
hearing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.bars import Figure
from benchmarks.transcribe_picture import memory_svg
from benchmarks.transcribe_runs import in_a_process
from benchmarks.transcribe_sets import RATE, dialogue

__all__ = ["memory"]

_SEED = 20_264
_PERIOD_S = 600
_SENTENCES = 134  # of about four and a half seconds with the gap after them


def memory(options: argparse.Namespace) -> Iterator[Figure]:
    """Peak memory at each length, beyond that of a recording of five seconds."""
    import numpy as np

    take = dialogue(_SENTENCES, _SEED, languages=("zh", "en"))
    sound = (np.clip(take.samples, -1, 1) * 32767).astype("<i2")[: _PERIOD_S * RATE].tobytes()
    peaks: list[float] = []
    lines: dict[str, list[tuple[int, float]]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        least = _peak(folder, sound, 5, options.threads)["peak_mb"]
        yield Figure("five seconds, the model loaded: peak", least, "MB")
        for hours in options.hours:
            run = _peak(folder, sound, round(hours * 3600), options.threads)
            peaks.append(run["peak_mb"] - least)
            label = f"{hours * 60:.0f} minutes"
            lines[label] = run["memory"]
            yield Figure(f"{label}: wall clock", run["wall"], "s")
            yield Figure(f"{label}: beyond the model", peaks[-1], "MB", 400)
    yield Figure("between the lengths", max(peaks) - min(peaks), "MB", 40)
    if options.picture:
        Path(options.picture).write_text(memory_svg(lines), encoding="utf-8")


def _peak(folder: Path, sound: bytes, seconds: int, threads: int) -> dict[str, Any]:
    recording, output = folder / "recording.wav", folder / "memory.testimony"
    output.unlink(missing_ok=True)
    with wave.open(str(recording), "wb") as stream:
        stream.setparams((1, 2, RATE, 0, "NONE", ""))
        left = seconds * RATE * 2
        while left > 0:
            stream.writeframes(sound[:left])
            left -= len(sound)
    command: list[str | Path] = [sys.executable, "-m", "benchmarks.transcribe_child", recording, output]
    return in_a_process([*command, "--model", "demo", "--threads", str(threads)])
