"""Exports: seconds and megabytes, words that come out again, planted secrets, a browser that clicks."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from testimony.export import FORMATS, ExportOptions, export, render
from testimony.transcript.types import Recording, Segment, Speaker, Transcript, Word

__all__ = ["Result", "main", "make_transcript", "show"]

BARS = {"pdf": 3.0, "docx": 2.0, "html": 1.0, "txt": 0.5, "srt": 0.5, "json": 0.5, "tmx": 1.0}
_ZH = (
    "请告诉法庭六月四日上午发生了什么。",
    "那天早上有三个警察来到我家，没有出示任何证件，就把我带走了。",
    "那天早上三名警察来到我家，没有出示证件就把我带走了。",
    "你被拘留了多长时间？",
    "十五天。出来以后我每个星期都要去派出所报到，他们说：“你不要再去那个教会。”",
)
_EN = (
    "Please tell the court what happened on the morning of June fourth.",
    "That morning three police officers came to my home and took me away without showing any papers.",
    "Three officers came to my home that morning. They showed no papers and took me away.",
    "How long were you detained?",
    "Fifteen days. After I got out I had to report to the police station every week; "
    "they said not to go to that church again.",
)
LINES = (
    ("S1", "en", _EN[0], _ZH[0]),
    ("S2", "zh", _ZH[1], _EN[1]),
    ("S3", "en", _EN[2], _ZH[2]),
    ("S1", "en", _EN[3], _ZH[3]),
    ("S2", "zh", _ZH[4], _EN[4]),
)
SPEAKERS = (
    Speaker("S1", "MS. PARK", "attorney", ("en",)),
    Speaker("S2", "THE RESPONDENT", "respondent", ("zh",), "Mandarin"),
    Speaker("S3", "THE INTERPRETER", "interpreter", ("zh", "en")),
)


def make_transcript(count: int, *, words: bool = True) -> Transcript:
    """Make a hearing of so many lines, every one of them different."""
    segments = []
    for index in range(count):
        speaker, language, source, target = LINES[index % len(LINES)]
        start, mark = index * 6_000, f" {index + 1}."
        said = source + mark
        step = 5_500 // len(said)
        spoken = tuple(Word(start + i * step, start + (i + 1) * step, c, 0.9) for i, c in enumerate(said))
        other = "en" if language == "zh" else "zh"
        segments.append(
            Segment(
                str(index + 1), "R1", 0, start, start + 5_500, speaker, language, 0.98,
                said, target + mark, other, words=spoken if words else (),
            )
        )  # fmt: skip
    recording = Recording("R1", "hearing.wav", "0f" * 32, count * 6_000, 1, 16_000)
    return Transcript((recording,), ("zh", "en"), SPEAKERS, tuple(segments), history_head="a0" * 32)


@dataclass(frozen=True, slots=True)
class Result:
    """A line of the table; ``held`` is None where there is no bar."""

    what: str
    measured: str
    bar: str
    held: bool | None


def main(argv: list[str]) -> int:
    """Measure what the arguments name, everything by default; exit 1 where a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks export", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(_PARTS)}")
    parser.add_argument("--rows", type=int, default=20_000, help="lines of the large PDF")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--only-pdf", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--only", nargs=2, metavar=("FORMAT", "FILE"), help=argparse.SUPPRESS)
    chosen = parser.parse_args(argv)
    if chosen.only_pdf:
        export(make_transcript(chosen.rows, words=False), "pdf", ExportOptions(), chosen.only_pdf)
        print(_peak_kilobytes())
        return 0
    if chosen.only:
        _grow(chosen.only[0], Path(chosen.only[1]), chosen.rows)
        return 0
    failed = False
    for name in chosen.parts or _PARTS:
        for result in _PARTS[name](chosen.rows):
            failed = failed or result.held is False
            show(result, as_json=chosen.json)
    return int(failed)


def show(result: Result, *, as_json: bool) -> None:
    """Print a line of the table."""
    if as_json:
        print(
            json.dumps(
                {"what": result.what, "measured": result.measured, "bar": result.bar, "held": result.held}
            )
        )
        return
    held = {True: "held", False: "MISSED", None: ""}[result.held]
    print(f"{result.what:<44} {result.measured:<34} {result.bar:<18} {held}", flush=True)


def _speed(_: int) -> Iterator[Result]:
    """Time every format; the processor's seconds are beside the wall's, for a machine that is shared."""
    transcript = make_transcript(1_000)
    load = os.getloadavg()[0]
    for name, bar in BARS.items():
        render(make_transcript(3), name, ExportOptions())  # imports and fonts, once a process
        walls, works = [], []
        for _turn in range(3):
            wall, work = time.perf_counter(), time.process_time()
            render(transcript, name, ExportOptions())
            walls.append(time.perf_counter() - wall)
            works.append(time.process_time() - work)
        told = f"{min(walls):.2f} s, processor {min(works):.2f} s, load {load:.0f}"
        yield Result(f"1,000 lines to {name}", told, f"≤ {bar} s", min(walls) <= bar or min(works) <= bar)


def _peak_kilobytes() -> int:
    """Return the peak of this process or of its largest child, whichever is more.

    Not from outside: a process that starts hands its own peak on to the child's ``ru_maxrss``.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def _large(rows: int) -> Iterator[Result]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "large.pdf"
        command = [sys.executable, "-m", "benchmarks", "export", "--rows", str(rows), "--only-pdf", str(out)]
        before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        megabytes = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024
        seconds, after = time.perf_counter() - wall, resource.getrusage(resource.RUSAGE_CHILDREN)
        work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        volumes = len(list(Path(folder).iterdir()))
    told = f"{seconds:.0f} s, processor {work:.0f} s, {volumes} files"
    yield Result(f"{rows:,} lines to pdf", told, "≤ 30 s", seconds <= 30 or work <= 30)
    yield Result("its largest process", f"{megabytes:.0f} MB", "≤ 600 MB", megabytes <= 600)


def _grow(name: str, out: Path, rows: int) -> None:
    """Write one format and print how much memory it took beyond the transcript, in kilobytes."""
    transcript = make_transcript(rows, words=FORMATS[name].words)
    render(make_transcript(3), name, ExportOptions())  # imports
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins again
    before, begun = _memory("VmRSS"), time.process_time()
    export(transcript, name, ExportOptions(), out)
    print(_memory("VmHWM") - before, f"{time.process_time() - begun:.0f}")


def _memory(field: str) -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(field))


def _memory_of_formats(_: int) -> Iterator[Result]:
    """200,000 lines in every format written as a stream: memory beyond the transcript and its words."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("json", "html", "times", "csv", "txt", "srt", "ascii", "docx"):
            out = str(Path(folder) / f"large.{name}")
            command = [sys.executable, "-m", "benchmarks", "export", "--rows", "200000", "--only", name, out]
            done = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            megabytes, seconds = int(done[0]) / 1024, done[1]
            size = Path(out).stat().st_size // 1_000_000
            Path(out).unlink()
            told = f"{megabytes:.0f} MB, processor {seconds} s, file {size} MB"
            yield Result(f"200,000 lines to {name}", told, "≤ 300 MB", megabytes <= 300)


def _words(_: int) -> Iterator[Result]:
    """Look for every piece of text in its order: cells of the two columns, lines of the court page."""
    from testimony.export.pages.numbering import pages_of
    from testimony.export.prepare import prepare

    transcript = make_transcript(1_000)
    cells = [said for segment in transcript.segments for said in (segment.source, segment.target)]
    yield from _read_back("columns", transcript, cells)
    job = prepare(transcript, FORMATS["pdf"], ExportOptions(layout="court"))
    yield from _read_back("court", transcript, [line.text for page in pages_of(job) for line in page.lines])


def _read_back(layout: Any, transcript: Transcript, pieces: list[str]) -> Iterator[Result]:
    import pypdf
    import pypdfium2

    data = render(transcript, "pdf", ExportOptions(layout=layout))
    texts = {
        "pdfium": "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)),
        "pypdf": "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages),
    }
    for reader, text in texts.items():
        squeezed, at, found = "".join(text.split()), 0, 0
        for piece in pieces:
            place = squeezed.find("".join(piece.split()), at)
            if place >= 0:
                found, at = found + 1, place + 1
        told = f"{found:,} of {len(pieces):,}, in order"
        yield Result(f"pieces of text, {layout}, {reader}", told, "all", found == len(pieces))
        stray = len(
            re.findall(
                r"[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff60][ \t]+[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff60]",
                text,
            )
        )
        yield Result(f"spaces inside Chinese, {layout}, {reader}", str(stray), "none", stray == 0)


def _checks(_: int) -> Iterator[Result]:
    import pikepdf

    document = pikepdf.open(io.BytesIO(render(make_transcript(100), "pdf", ExportOptions())))
    root = document.Root
    fonts = [font for page in document.pages for font in page.Resources.Font.values()]
    files = [font.DescendantFonts[0].FontDescriptor for font in fonts]
    elements = [found for found in document.objects if isinstance(found, pikepdf.Dictionary)]
    names: Any = root.get("/Names", {})
    with document.open_metadata() as metadata:
        standard = metadata.pdfa_status
    checks = {
        "fonts embedded": all("/FontFile2" in f or "/FontFile3" in f for f in files),
        "ToUnicode": all("/ToUnicode" in font for font in fonts),
        "tags": bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root,
        "language": str(root.Lang) == "en-US",
        "language of Chinese cells": "zh-CN" in {str(element.get("/Lang")) for element in elements},
        "no JavaScript": "/JavaScript" not in names and "/OpenAction" not in root and "/AA" not in root,
        "no attachment": "/EmbeddedFiles" not in names,
        "says PDF/A-2a": standard == "2A",
    }
    for what, held in checks.items():
        yield Result(f"pdf: {what}", "yes" if held else "no", "yes", held)


def _secrets(_: int) -> Iterator[Result]:
    """Plant 300 secrets in every place, and look for them in every format with two readers and strings."""
    from benchmarks.planting import planted_everywhere

    for name, reader, left, planted in planted_everywhere(make_transcript(400)):
        yield Result(f"planted secrets, {name}, {reader}", f"{left} of {planted} left", "none", not left)


def _browser(_: int) -> Iterator[Result]:
    from benchmarks.browser import click_through, find_browser

    program = find_browser()
    if program is None:
        yield Result("html in a browser", "no Chromium here", "", None)
        return
    transcript = replace(make_transcript(12))
    for what, held in click_through(program, transcript):
        yield Result(f"html: {what}", "yes" if held else "no", "yes", held)


_PARTS: dict[str, Callable[[int], Iterator[Result]]] = {
    "speed": _speed,
    "large": _large,
    "memory": _memory_of_formats,
    "words": _words,
    "checks": _checks,
    "secrets": _secrets,
    "browser": _browser,
}
