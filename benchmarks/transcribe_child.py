"""One whole ``run --no-translate`` in a process of its own: ``python -m benchmarks.transcribe_child …``.

Prints one JSON object: wall clock, processor, peak memory, where the time went, and the transcript.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from testimony.runtime.cpu import leave_threads_to_engines

if TYPE_CHECKING:
    from testimony.transcript.progress import Progress

__all__ = ["Clock", "main", "watch_engines"]


class Clock:
    """Adds up the wall clock of named stages, over all threads."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._lock = threading.Lock()

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time counted."""

        @wraps(function)
        def counted(*args: Any, **kwargs: Any) -> Any:
            start = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self.add(stage, time.perf_counter() - start)

        return counted

    def timed_items(self, stage: str, items: Iterator[Any]) -> Iterator[Any]:
        """Yield the items, the time until each counted."""
        while True:
            start = time.perf_counter()
            item = next(items, None)
            self.add(stage, time.perf_counter() - start)
            if item is None:
                return
            yield item

    def add(self, stage: str, seconds: float) -> None:
        """Count seconds."""
        with self._lock:
            self.seconds[stage] += seconds


class _Watched:
    """A foreign object some of whose methods are timed."""

    def __init__(self, inner: Any, clock: Clock, stages: Mapping[str, str]) -> None:
        self._inner = inner
        for name, stage in stages.items():
            setattr(self, name, clock.timed(stage, getattr(inner, name)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._inner(*args, **kwargs)


def watch_engines(clock: Clock) -> None:
    """Time whatever foreign code the speech room calls, from now on, in this process."""
    from testimony.audio import decoding
    from transcribe.engines.whisper import engine as whisper
    from transcribe.engines.whisper import loading as whisper_models
    from transcribe.segmentation import silero

    load = whisper_models.load_model

    def loaded(folder: Path, threads: int) -> Any:
        start = time.perf_counter()
        model = load(folder, threads)
        clock.add("load", time.perf_counter() - start)
        stages = {
            "encode": "encoder",
            "generate": "decoder",
            "align": "alignment",
            "detect_language": "language",
        }
        model.whisper.model = _Watched(model.whisper.model, clock, stages)
        model.whisper.feature_extractor = clock.timed("features", model.whisper.feature_extractor)
        return model

    setattr(whisper, "load_model", loaded)  # noqa: B010 - a benchmark looks inside
    silero.SileroStream.hear = clock.timed("voice activity", silero.SileroStream.hear)  # type: ignore[method-assign]
    decoding.hash_file = clock.timed("decode", decoding.hash_file)
    chunks = decoding.RecordingReader.chunks
    decoding.RecordingReader.chunks = (  # type: ignore[method-assign]
        lambda self, *args: clock.timed_items("decode", chunks(self, *args))
    )


def _told_languages(threads: int, clock: Clock) -> None:
    """Let random weights spend the time of detection, and the demo model say what the language is.

    What the demo model takes is counted as ``telling``: it is the benchmark's, not the run's.
    """
    from benchmarks.transcribe_runs import demo_model
    from transcribe import SpeechOptions, open_transcriber
    from transcribe.engines.whisper import engine as whisper

    teller = open_transcriber(demo_model(), options=SpeechOptions(threads=threads))
    detect = whisper.WhisperTranscriber.detect_languages

    def told(self: Any, clips: Sequence[Any], *, closely: bool = False) -> Any:
        detect(self, clips, closely=closely)
        return clock.timed("telling", detect)(teller, clips)

    within = whisper.WhisperTranscriber.detect_within

    def told_within(self: Any, requests: Sequence[Any]) -> Any:
        within(self, requests)
        return clock.timed("telling", within)(teller, requests)

    whisper.WhisperTranscriber.detect_languages = told  # type: ignore[method-assign]
    whisper.WhisperTranscriber.detect_within = told_within  # type: ignore[method-assign]


def main(argv: list[str]) -> int:
    """Run once and print what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("recording", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--model", required=True)
    parser.add_argument("--language-model", default="")
    parser.add_argument("--languages", default="zh,en")
    parser.add_argument("--quality", default="standard")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tokens", type=int, default=0, help="random weights: so many tokens a window")
    parser.add_argument("--watch", action="store_true", help="also say where the time went")
    options = parser.parse_args(argv)
    os.environ["HF_HUB_OFFLINE"] = "1"
    leave_threads_to_engines()

    from benchmarks.transcribe_runs import without_second_tries
    from testimony.app.context import load_context
    from testimony.app.jobs import RunChoices, make_job
    from testimony.app.run.pipeline import run

    clock = Clock()
    with ExitStack() as stack:
        if options.tokens:
            stack.enter_context(without_second_tries(options.tokens))
            _told_languages(options.threads, clock)
        if options.watch:
            watch_engines(clock)
        start, used = time.perf_counter(), time.process_time()
        choices = RunChoices(
            model=options.model,
            language_model=options.language_model,
            languages=tuple(options.languages.split(",")),
            quality=options.quality,
            translate=False,
            speakers="off",  # voices have a benchmark of their own, and the peers tell none apart
        )
        job = make_job(load_context(), options.recording, options.output, choices)
        job = replace(job, speech_options=replace(job.speech_options, threads=options.threads))
        memory: list[tuple[int, float]] = []
        outcome = run(job, lambda progress: _sample(progress, memory))
        wall, processor = time.perf_counter() - start, time.process_time() - used
    figures = {
        "wall": wall,
        "processor": processor,
        "peak_mb": _status_mb("VmHWM"),
        "segments": outcome.segments,
    }
    print(json.dumps(figures | {"stages": dict(clock.seconds), "memory": memory}))
    return 0


def _sample(progress: Progress, memory: list[tuple[int, float]]) -> None:
    """Note how much is in memory whenever a block is written (milliseconds of the recording, MB)."""
    if progress.stage == "transcribe":
        memory.append((progress.done_ms, _status_mb("VmRSS")))


def _status_mb(name: str) -> float:
    """A figure of this program alone: what getrusage gives was inherited from the parent."""
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(name)) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
