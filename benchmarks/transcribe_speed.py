"""Parts ``peers``, ``profile``, ``shapes`` and ``processes``: how fast the whole run is, and beside what.

Each engine runs in a process of its own, loading included. The peers have an environment of their own:
``uv sync --project benchmarks/peers/transcribe``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.bars import Figure
from benchmarks.transcribe_judging import from_windows
from benchmarks.transcribe_runs import ROOT, demo_model, endless_model, in_a_process, load_segments
from benchmarks.transcribe_sets import Take, dialogue, write_wav
from testimony.app.evaluation import evaluate

__all__ = ["peers", "processes", "profile", "shapes"]

_SEED = 20_263
_SENTENCE_S = 4.5  # a sentence and the gap after it
_NAMES = {"sequential": "WhisperModel.transcribe", "batched": "BatchedInferencePipeline"}
_OWN_BAR = 5.0
_FOREIGN = ("decode", "load", "voice activity", "features", "encoder", "language", "decoder", "alignment")


def _take(seconds: int, *, interpreted: bool) -> Take:
    count = round(seconds / _SENTENCE_S)
    return dialogue(count, _SEED, languages=("zh", "en") if interpreted else ("zh",))


def _models(options: argparse.Namespace, folder: Path) -> tuple[str, str]:
    if options.weights == "demo":
        return "demo", ""
    return str(endless_model(folder, options.weights)), str(endless_model(folder, "tiny"))


def _ours(recording: Path, options: argparse.Namespace, folder: Path, *more: str) -> dict[str, Any]:
    model, language_model = _models(options, folder)
    command: list[str | Path] = [sys.executable, "-m", "benchmarks.transcribe_child", recording]
    command.append(folder / "ours.testimony")
    command += ["--model", model, "--threads", str(options.threads), *more]
    if language_model:
        command += ["--language-model", language_model, "--tokens", str(options.tokens)]
    (folder / "ours.testimony").unlink(missing_ok=True)
    return in_a_process(command)


def _peer(name: str, recording: Path, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    home = ROOT / "benchmarks" / "peers" / "transcribe"
    model = demo_model() if options.weights == "demo" else Path(_models(options, folder)[0])
    command: list[str | Path] = [home / options.peers / "bin" / "python", home / "peer.py", name, model]
    command += [recording, "--threads", str(options.threads)]
    command += ["--language", "zh"] if options.case == "one" else []
    command += ["--tokens", str(options.tokens)] if options.weights != "demo" else []
    return in_a_process(command)


def peers(options: argparse.Namespace) -> Iterator[Figure]:
    """Our whole run beside the peers: the same recording, model, beam and threads."""
    interpreted = options.case == "interpreted"
    take = _take(options.seconds or 1_800, interpreted=interpreted)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        recording = write_wav(folder / "recording.wav", take.samples)
        languages = "zh,en" if interpreted else "zh"
        ours = _ours(recording, options, folder, "--languages", languages)
        yield Figure("recording", take.seconds / 60, "min")
        yield from _took("testimony run --no-translate", ours)
        errors = _errors(load_segments(folder / "ours.testimony"), take)
        if options.weights == "demo":
            yield from (Figure(f"testimony run: {what}", value, "%") for what, value in errors.items())
        engines = ["sequential", "batched"] + (["command"] if options.weights == "demo" else [])
        for engine in engines:
            peer = _peer(engine, recording, options, folder)
            yield from _beside(engine, peer, ours, interpreted=interpreted)
            if options.weights == "demo":
                found = _errors(from_windows(peer["segments"]), take)
                yield from (Figure(f"{_named(engine)}: {what}", value, "%") for what, value in found.items())


def _named(engine: str) -> str:
    return _NAMES.get(engine, "whisper-ctranslate2")


def _took(name: str, run: dict[str, Any]) -> Iterator[Figure]:
    yield Figure(f"{name}: wall clock", run["wall"], "s")
    yield Figure(f"{name}: processor", run["processor"], "s")


def _beside(
    engine: str, peer: dict[str, Any], ours: dict[str, Any], *, interpreted: bool
) -> Iterator[Figure]:
    yield from _took(_named(engine), peer)
    if engine == "batched" and interpreted:
        yield Figure("our time, in times the batched peer's", ours["wall"] / peer["wall"], "", 1.5)
        return
    bar = {"batched": 1.0, "sequential": 1.5 if interpreted else 2.0}.get(engine)
    yield Figure(f"times as fast as {_named(engine)}", peer["wall"] / ours["wall"], "", bar, at_most=False)


def _errors(segments: Sequence[Any], take: Take) -> dict[str, float]:
    measured = evaluate(segments, take.rows)
    rates = {f"CER {code}": 100 * rate for code, rate in measured.cer.items()}
    return rates | {f"WER {code}": 100 * rate for code, rate in measured.wer.items()}


def profile(options: argparse.Namespace) -> Iterator[Figure]:
    """Where the time of one thread goes; our own code is what is left."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        take = _take(options.seconds or 240, interpreted=True)
        recording = write_wav(folder / "recording.wav", take.samples)
        options.threads = 1
        run = _ours(recording, options, folder, "--watch")
        run["wall"] -= run["stages"].get("telling", 0.0)
    yield Figure(f"{options.weights} weights, recording", take.seconds / 60, "min")
    yield from _took("whole run", run)
    for stage in _FOREIGN:
        yield Figure(f"share of {stage}", 100 * run["stages"].get(stage, 0.0) / run["wall"], "%")
    own = run["wall"] - sum(run["stages"].get(stage, 0.0) for stage in _FOREIGN)
    bar = _OWN_BAR if options.weights != "demo" else None
    yield Figure("share of our own code", 100 * own / run["wall"], "%", bar)
    if options.picture:
        from benchmarks.transcribe_picture import stages_svg

        shares = {stage: run["stages"].get(stage, 0.0) for stage in _FOREIGN} | {"our own code": own}
        Path(options.picture).write_text(stages_svg(shares), encoding="utf-8")


def shapes(options: argparse.Namespace) -> Iterator[Figure]:
    """The share of encoder, decoder and our own code with small and turbo shapes."""
    seconds = options.seconds
    for weights, length in (("small", seconds or 120), ("turbo", seconds or 60)):
        options.weights, options.seconds = weights, length
        yield from profile(options)


def processes(options: argparse.Namespace) -> Iterator[Figure]:
    """Two recordings one after the other, and in two processes, one thread each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        take = _take(options.seconds or 600, interpreted=True)
        for number in (1, 2):
            write_wav(folder / f"{number}.wav", take.samples)

        def start(number: int, where: str) -> subprocess.Popen[str]:
            command = [sys.executable, "-m", "benchmarks.transcribe_child", str(folder / f"{number}.wav")]
            command += [str(folder / f"{where}-{number}.testimony"), "--model", "demo", "--threads", "1"]
            return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)

        begun = time.perf_counter()
        alone = [json.loads(start(number, "one").communicate()[0]) for number in (1, 2)]
        one = time.perf_counter() - begun
        begun = time.perf_counter()
        both = [start(number, "two") for number in (1, 2)]
        for process in both:
            process.communicate()
        two = time.perf_counter() - begun
    yield Figure("two recordings of", take.seconds / 60, "min")
    yield Figure("one process, wall clock", one, "s")
    yield Figure("one process, processor", sum(run["processor"] for run in alone), "s")
    yield Figure("two processes, wall clock", two, "s")
    yield Figure("times as fast", one / two, "", 1.8, at_most=False)
