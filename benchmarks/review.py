"""``python -m benchmarks review``: the screen at 20,000 and 100,000 segments, beside Textual's own lists.

Every figure is processor time of one process (the terminal's own drawing is no part of it), each list in
a process of its own; wall time stands beside it where a person waits for the disk. "Above the floor"
subtracts the same in an app with one empty custom widget, measured in the same process.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from benchmarks.review_apps import KINDS, helper, measure
from testimony.transcript.types import Segment, Translation

__all__ = ["main", "make"]

_ROWS_A_BLOCK = 1_000
_ZH = "他们把我关在看守所三个月，每天只给两顿饭，不许我给家里打电话，也不说为什么。"
_EN = "They held me in a detention center for three months, gave us two meals a day, and never said why."
_LINES = (
    ("start", "file opened and screen painted, above an empty app", "ms", 500.0),
    ("opening", "… of that, opening the file", "ms", None),
    ("key", "a key, moving and paging, 95th percentile above the floor", "ms", 10.0),
    ("edit", "an edit committed and painted", "ms", 40.0),
    ("edit, wall", "… wall time, with the disk", "ms", 40.0),
    ("resize", "resize, the visible part", "ms", 100.0),
    ("resize, all", "resize, all rows exact", "ms", 1_000.0),
    ("find", "find, painted", "ms", 50.0),
    ("index", "… its index, once, while the text is typed", "ms", None),
    ("memory", "memory above an empty app", "MB", 60.0),
    ("floor: key", "the floor: a key in an empty app", "ms", None),
)
_OF_MANY = ("memory",)  # the bar is for 20,000 segments


def make(path: Path, count: int) -> None:
    """Write a made-up hearing of so many segments, in thousands."""
    made = helper("made_up_hearing")
    with made.begin(path, 1, count) as store:
        for index in range(count // _ROWS_A_BLOCK):
            block, segments, translations = made.block(index, _ROWS_A_BLOCK)
            pairs = [_longer(*pair) for pair in zip(segments, translations, strict=True)]
            store.commit_block(
                block, [one for one, _ in pairs], [one for _, one in pairs], speakers=made.SPEAKERS
            )
        store.finish(made.recording(count))


def _longer(segment: Segment, translation: Translation) -> tuple[Segment, Translation]:
    source, target = (_ZH, _EN) if segment.language == "zh" else (_EN, _ZH)
    cut = 8 + int(segment.id) * 7 % 30
    source, target = source[: cut * (1 if segment.language == "zh" else 3)], target[: cut * 3]
    return replace(segment, source=source, words=()), replace(translation, text=target)


def _alone(kind: str, path: Path) -> dict[str, float]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(measure, kind, path).result()


def main(argv: list[str]) -> int:
    """Measure, print the table; 0 when every bar is reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks review", description=__doc__)
    parser.add_argument("--segments", type=int, default=20_000, help="in thousands (default 20000)")
    parser.add_argument("--many", type=int, default=100_000, help="a second size; 0 for none")
    parser.add_argument("--no-peers", action="store_true", help="leave Textual's own lists out")
    parser.add_argument("--many-peers", action="store_true", help="Textual's lists at the second size, too")
    options = parser.parse_args(argv)
    columns: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in filter(None, (options.segments, options.many)):
            path = Path(folder, f"{count}.testimony")
            make(path, count)
            peers = not options.no_peers and (count == options.segments or options.many_peers)
            for kind in KINDS if peers else KINDS[:1]:
                columns[f"{kind}, {count:,}"] = _alone(kind, path)
    return 0 if _print_table(columns) else 1


def _print_table(columns: dict[str, dict[str, float]]) -> bool:
    """One row a measure; our own columns are held to the bars."""
    print("\n### Review screen, processor time\n")
    print("| what | bar | " + " | ".join(columns) + " |")
    print("| --- | --- |" + " --- |" * len(columns))
    reached, first = True, next(iter(columns))
    for key, what, unit, bar in _LINES:
        cells = []
        for name, found in columns.items():
            value = found.get(key)
            held = bar is not None and name.startswith(KINDS[0]) and (name == first or key not in _OF_MANY)
            over = value is not None and bar is not None and held and value > bar
            reached = reached and not over
            cells.append(
                "–"
                if value is None
                else f"{value:,.{0 if value >= 100 else 1}f} {unit}" + (" **over**" if over else "")
            )
        print(f"| {what} | {'–' if bar is None else f'≤ {bar:g} {unit}'} | " + " | ".join(cells) + " |")
    return reached
