"""Run one peer in this environment: ``python peer.py ENGINE MODEL RECORDING [--language CODE] …``.

Prints one JSON object: seconds of wall clock and processor, loading included, and the segments.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any


def main() -> int:
    """Run the named engine and print what it made."""
    parser = argparse.ArgumentParser()
    parser.add_argument("engine", choices=("sequential", "batched", "command"))
    parser.add_argument("model")
    parser.add_argument("recording")
    parser.add_argument("--language")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--beam", type=int, default=5)
    parser.add_argument("--tokens", type=int, help="random weights: so many tokens a window, no second try")
    options = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"
    start = time.perf_counter()
    segments = _command(options) if options.engine == "command" else _library(options)
    wall = time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(one.ru_utime + one.ru_stime for one in used)
    peak = max(one.ru_maxrss for one in used) / 1024
    print(json.dumps({"wall": wall, "processor": processor, "peak_mb": peak, "segments": segments}))
    return 0


def _library(options: argparse.Namespace) -> list[list[Any]]:
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    model = WhisperModel(
        options.model, device="cpu", compute_type="int8", cpu_threads=options.threads, local_files_only=True
    )
    given: dict[str, Any] = {"beam_size": options.beam, "vad_filter": True}
    if options.language:
        given["language"] = options.language
    else:
        given["multilingual"] = True
    if options.tokens:
        given |= {
            # CTranslate2 writes half of its limit at most, and the limit is these and the prompt of four
            "max_new_tokens": 2 * options.tokens - 4,
            "temperature": 0.0,
            "without_timestamps": True,
            "no_speech_threshold": None,
        }
    engine = BatchedInferencePipeline(model) if options.engine == "batched" else model
    found, _ = engine.transcribe(options.recording, **given)
    return [[segment.start, segment.end, segment.text] for segment in found]


def _command(options: argparse.Namespace) -> list[list[Any]]:
    program = Path(sys.executable).with_name("whisper-ctranslate2")
    with tempfile.TemporaryDirectory() as folder:
        command = [program, options.recording, "--model_directory", options.model, "--vad_filter", "True"]
        command += ["--threads", str(options.threads), "--beam_size", str(options.beam)]
        command += ["--device", "cpu", "--compute_type", "int8", "--verbose", "False"]
        command += ["--output_format", "json", "--output_dir", folder]
        command += ["--language", options.language] if options.language else []
        subprocess.run(command, check=True, stdout=sys.stderr)
        (written,) = Path(folder).glob("*.json")
        content = json.loads(written.read_text(encoding="utf-8"))
    return [[item["start"], item["end"], item["text"]] for item in content["segments"]]


sys.exit(main())
