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
from benchmarks.real_stages import STAGES
from testimony.app.calibration.scores import line_scores, ranking
from testimony.app.evaluation import compare_rows, evaluate
from testimony.text.han import is_han
from transcribe.confidence import spoken_words

if TYPE_CHECKING:
    from testimony.transcript.types import Segment

__all__ = ["main"]

SYSTEMS = ("ours", "draft", "best", "batched", "sequential")
_MARKS = frozenset("。，？！、；：,.?!;:")
_COLUMNS = (
    "hearing",
    "system",
    "CER zh",
    "WER en",
    "wrong language",
    "turns without a word",
    "of 100 turns in several rows",
    "fragments for 100 turns",
    "marks in 100 characters",
    "right · wrong turns flagged",
    "area under curve",
    "processor s",
    "peak MB",
)
_ONE_ROW_MS = 15_000  # a longer turn is cut by rule
_FRAGMENT = 3  # words


@dataclass(frozen=True, slots=True)
class Heard:
    """What a system wrote, and what it took.

    Attributes:
        segments: In time order.
        stages: Stage → processor seconds; empty for peers.
        processor_s: User and system time of its process.
        peak_mb: Memory.
    """

    segments: list[Segment]
    stages: dict[str, float]
    processor_s: float
    peak_mb: int


@dataclass(frozen=True, slots=True)
class Score:
    """What a system made of a hearing.

    Attributes:
        cer: Percent of wrong Chinese characters.
        wer: Percent of wrong English words.
        wrong_language: Turns mostly written in the other language.
        missing: Turns without a word.
        cut: Share of the turns of at most 15 s that lie in several rows, percent.
        fragments: Rows of one to three words or characters for 100 turns.
        marks: Punctuation marks in 100 Chinese characters.
        flagged_right: Share of the turns without an error that are flagged.
        flagged_wrong: Share of those with one.
        ranking: Area under the curve of wrong words by their probability, 0.5 by chance.
        processor_s: User and system time.
        peak_mb: Memory.
    """

    cer: float
    wer: float
    wrong_language: int
    missing: int
    cut: float
    fragments: float
    marks: float
    flagged_right: float
    flagged_wrong: float
    ranking: float
    processor_s: float
    peak_mb: int


def score(hearing: Hearing, heard: Heard) -> Score:
    """Compare what a system wrote to what was said."""
    result = evaluate(heard.segments, hearing.reference)
    compared = compare_rows(heard.segments, hearing.reference)
    chinese = "".join(one.source for one in heard.segments if any(map(is_han, one.source)))
    flags: dict[bool, list[bool]] = {True: [], False: []}
    for item in compared:
        doubts = [flag for one in item.segments for flag in one.flags if flag.severity.value != "info"]
        flags[not item.errors].append(bool(doubts))
    short = [item for item in compared if item.row.end_ms - item.row.start_ms <= _ONE_ROW_MS]
    wrong = round((1 - result.language_accuracy) * len(hearing.reference)) - result.missing
    return Score(
        100 * result.cer.get("zh", 0.0),
        100 * result.wer.get("en", 0.0),
        wrong,
        result.missing,
        100 * sum(len(item.segments) > 1 for item in short) / max(1, len(short)),
        100 * sum(_is_fragment(one) for one in heard.segments) / len(hearing.reference),
        100 * sum(mark in _MARKS for mark in chinese) / max(1, sum(map(is_han, chinese))),
        100 * sum(flags[True]) / max(1, len(flags[True])),
        100 * sum(flags[False]) / max(1, len(flags[False])),
        ranking([word for line in line_scores(compared) for word in line.words]),
        heard.processor_s,
        heard.peak_mb,
    )


def _is_fragment(segment: Segment) -> bool:
    return 0 < len(spoken_words(segment.words)) <= _FRAGMENT


def _run(system: str, recording: Path, model: Path) -> Heard:
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
    return Heard(segments, told["stages"], told["processor_s"], told["peak_mb"])


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
                heard = _run(system, recording, options.model)
                yield _line(name, system, score(hearing, heard))
                if options.stages and heard.stages:
                    yield from _shares(heard.stages)
                if options.text:
                    yield from (f"    {one.language} {one.source}" for one in heard.segments)
                name = ""


def _shares(stages: dict[str, float]) -> Iterator[str]:
    whole = sum(stages.values())
    for stage in STAGES:
        seconds = stages.get(stage, 0.0)
        yield f"    {stage}: {seconds:.1f} s, {100 * seconds / whole:.0f} %"


def _line(name: str, system: str, found: Score) -> str:
    flags = f"{found.flagged_right:.0f} · {found.flagged_wrong:.0f} %"
    cells = [
        name,
        system,
        f"{found.cer:.1f}",
        f"{found.wer:.1f}",
        str(found.wrong_language),
        str(found.missing),
        f"{found.cut:.0f}",
        f"{found.fragments:.0f}",
        f"{found.marks:.1f}",
        flags if system in ("ours", "draft", "best") else "–",
        f"{found.ranking:.2f}",
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
    parser.add_argument("--stages", action="store_true", help="the product's processor time by stage")
    parser.add_argument("--text", action="store_true", help="print what each system wrote")
    options = parser.parse_args(argv)
    print(f"| {' | '.join(_COLUMNS)} |")
    print(f"|{' --- |' * len(_COLUMNS)}")
    with tempfile.TemporaryDirectory() as folder:
        for line in _lines(options, Path(folder)):
            print(line, flush=True)
    return 0
