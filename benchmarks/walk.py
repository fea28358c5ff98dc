"""The walk of a recording: the functions between the command and the first decoded block, in a real run.

Two ways are followed: to the first chunk of sound that is pulled out of the file, and to the engine that
decodes the first block.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from benchmarks.house import PACKAGES, ROOT
from testimony.app.context import load_context
from testimony.app.jobs import RunChoices
from testimony.audio.chunks import AudioChunk
from testimony.cli.run import run_one

_BAR = 12


class _ArrivedError(Exception):
    """The first block is about to be decoded."""


def main(arguments: list[str]) -> int:
    """Print the functions in order; exit code 1 where they lie in more modules than the bar allows."""
    argparse.ArgumentParser(prog="python -m benchmarks walk", description=__doc__).parse_args(arguments)
    ways = walk(ROOT / "samples" / "interview" / "interview.opus")
    for what, steps in ways.items():
        print(f"{what}:", *steps, sep="\n  ")
    modules = {step.partition(" ")[0] for steps in ways.values() for step in steps}
    print(f"{len(modules)} modules between the command and the first decoded block (bar: {_BAR})")
    return int(len(modules) > _BAR)


def walk(recording: Path) -> dict[str, list[str]]:
    """Run the product on a recording up to its first block: ``module function`` of each step, by way."""
    from testimony.audio.decoding import RecordingReader
    from transcribe.engines.whisper.engine import WhisperTranscriber

    ways: dict[str, list[str]] = {}
    chunks = RecordingReader.chunks

    def pull(self: RecordingReader) -> Iterator[AudioChunk]:
        ways.setdefault("the first sound", [*_steps(), "testimony/audio/decoding.py chunks"])
        yield from chunks(self)

    def decode(*_: object) -> None:
        ways["the first block"] = [*_steps(), "transcribe/engines/whisper/engine.py decode"]
        raise _ArrivedError

    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.object(WhisperTranscriber, "decode", decode),
        mock.patch.object(RecordingReader, "chunks", pull),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.suppress(_ArrivedError),
    ):
        output = Path(folder) / "a.testimony"
        run_one(load_context(), recording, output, RunChoices(model="demo"), as_json=True)
    return ways


def _steps() -> list[str]:
    """Our functions on the stack, from the command inwards."""
    steps: list[str] = []
    frame = sys._getframe(2)
    while frame.f_back is not None and not (steps and steps[-1].endswith(" run_one")):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in PACKAGES:
            steps.append(f"{path.relative_to(ROOT).as_posix()} {frame.f_code.co_name}")
        frame = frame.f_back
    return steps[::-1]
