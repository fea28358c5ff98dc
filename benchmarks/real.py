"""``python -m benchmarks real --clips DIR --model DIR``: recorded human speech, beside faster-whisper.

Each hearing is transcribed in a process of its own by the product and by the two ways of faster-whisper that
know several languages. Processor seconds are user and system time of that process with one thread, loading
included; memory is its peak. The voices are those that nothing was tuned on (others: ``--voices tune``).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.real_hearings import CONDITIONS, STYLES, Hearing, build_hearing, read_clips, split_voices
from testimony.app.evaluation import evaluate

if TYPE_CHECKING:
    from testimony.transcript.types import Segment

__all__ = ["main"]

SYSTEMS = ("ours", "draft", "best", "batched", "sequential")
_MARKS = frozenset("。，？！、；：,.?!;:")


@dataclass(frozen=True, slots=True)
class Score:
    """What a system made of a hearing.

    Attributes:
        cer: Percent of wrong Chinese characters.
        wer: Percent of wrong English words.
        wrong_language: Turns mostly written in the other language.
        missing: Turns without a word.
        cut: Turns that lie in several rows.
        marks: Punctuation marks in 100 Chinese characters.
        flagged_right: Share of the turns without an error that are flagged.
        flagged_wrong: Share of those with one.
        processor_s: User and system time.
        peak_mb: Memory.
    """

    cer: float
    wer: float
    wrong_language: int
    missing: int
    cut: int
    marks: float
    flagged_right: float
    flagged_wrong: float
    processor_s: float
    peak_mb: int


def score(hearing: Hearing, segments: list[Segment], processor_s: float, peak_mb: int) -> Score:
    """Compare what a system wrote to what was said."""
    result = evaluate(segments, hearing.reference)
    chinese = "".join(one.source for one in segments if any("一" <= mark <= "鿿" for mark in one.source))
    han = sum("一" <= mark <= "鿿" for mark in chinese)
    flags: dict[bool, list[bool]] = {True: [], False: []}
    cut = 0
    for row in hearing.reference:
        own = [one for one in segments if one.source and _holds_words(one, row.start_ms, row.end_ms)]
        alone = evaluate(own, (row,))
        right = not any([*alone.cer.values(), *alone.wer.values()])
        flags[right].append(any(flag.severity.value != "info" for one in own for flag in one.flags))
        cut += len(own) > 1
    missing = result.missing
    wrong = round((1 - result.language_accuracy) * len(hearing.reference)) - missing
    return Score(
        100 * result.cer.get("zh", 0.0),
        100 * result.wer.get("en", 0.0),
        wrong,
        missing,
        cut,
        100 * sum(mark in _MARKS for mark in chinese) / max(1, han),
        100 * sum(flags[True]) / max(1, len(flags[True])),
        100 * sum(flags[False]) / max(1, len(flags[False])),
        processor_s,
        peak_mb,
    )


def _holds_words(segment: Segment, start_ms: int, end_ms: int) -> bool:
    return any(start_ms - 200 <= (word.start_ms + word.end_ms) / 2 <= end_ms + 200 for word in segment.words)


def _run(system: str, recording: Path, model: Path) -> tuple[list[Segment], float, int]:
    from testimony.transcript.types import Flag, FlagKind, Segment, Severity, Word

    command = [sys.executable, "-m", "benchmarks.real_child", system, str(recording), str(model)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    segments = [
        Segment(
            id=str(number),
            recording="",
            channel=0,
            start_ms=row["start_ms"],
            end_ms=row["end_ms"],
            speaker="",
            language=row["language"],
            language_probability=1.0,
            source=row["source"],
            words=tuple(Word(start, end, text, sure) for start, end, text, sure in row["words"]),
            flags=tuple(Flag(FlagKind(kind), Severity(severity), "") for kind, severity in row["flags"]),
        )
        for number, row in enumerate(told["segments"])
    ]
    return segments, told["processor_s"], told["peak_mb"]


def _write(hearing: Hearing, path: Path) -> None:
    with wave.open(str(path), "wb") as stream:
        stream.setparams((1, 2, 16_000, 0, "NONE", ""))
        stream.writeframes((hearing.samples.clip(-1, 1) * 32_767).astype("<i2").tobytes())


def _lines(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    tuned, kept = split_voices(read_clips(options.clips))
    clips = tuned if options.voices == "tune" else kept
    for style in options.styles.split(","):
        for condition in options.conditions.split(","):
            hearing = build_hearing(clips, style, condition, minutes=options.minutes, seed=options.seed)
            recording = folder / "hearing.wav"
            _write(hearing, recording)
            name = f"{hearing.name}, {len(hearing.reference)} turns"
            for system in options.systems.split(","):
                segments, processor_s, peak_mb = _run(system, recording, options.model)
                yield _line(name, system, score(hearing, segments, processor_s, peak_mb))
                name = ""


def _line(name: str, system: str, found: Score) -> str:
    flags = f"{found.flagged_right:.0f} · {found.flagged_wrong:.0f} %"
    cells = [
        name,
        system,
        f"{found.cer:.1f}",
        f"{found.wer:.1f}",
        str(found.wrong_language),
        str(found.missing),
        str(found.cut),
        f"{found.marks:.1f}",
        flags if system in ("ours", "draft", "best") else "–",
        f"{found.processor_s:.0f}",
        str(found.peak_mb),
    ]
    return f"| {' | '.join(cells)} |"


def main(argv: list[str]) -> int:
    """Print one line a hearing and system."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks real", description=__doc__)
    parser.add_argument("--clips", type=Path, required=True, help="a folder with manifest.tsv and clips/")
    parser.add_argument("--model", type=Path, required=True, help="a folder with a converted Whisper model")
    parser.add_argument("--systems", default="ours,batched,sequential", help=f"of {', '.join(SYSTEMS)}")
    parser.add_argument("--styles", default=",".join(STYLES))
    parser.add_argument("--conditions", default=",".join(CONDITIONS))
    parser.add_argument("--voices", choices=("report", "tune"), default="report")
    parser.add_argument("--minutes", type=float, default=4.0)
    parser.add_argument("--seed", type=int, default=23)
    options = parser.parse_args(argv)
    print(
        "| hearing | system | CER zh | WER en | wrong language | turns without a word | turns in several rows"
        " | marks in 100 characters | right · wrong turns flagged | processor s | peak MB |"
    )
    print(f"|{' --- |' * 11}")
    with tempfile.TemporaryDirectory() as folder:
        for line in _lines(options, Path(folder)):
            print(line, flush=True)
    return 0
