"""One system transcribes one recording in a process of its own; prints a JSON object."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

__all__ = ["main"]


def _ours(recording: Path, model: Path, quality: str) -> tuple[list[dict[str, Any]], dict[str, float]]:
    from benchmarks.real_stages import STAGES, Timed
    from benchmarks.transcribe_runs import chunks_of
    from transcribe import SpeechOptions, open_transcriber, transcribe

    options = SpeechOptions(threads=1, quality=quality)  # type: ignore[arg-type]  # named on the command line
    engine = Timed(open_transcriber(model, options=options))
    start = time.process_time()
    drafts = list(transcribe(chunks_of(_samples(recording)), engine, options))
    whole = time.process_time() - start
    engine.seconds[STAGES[-1]] = whole - sum(engine.seconds.values())
    segments = [
        {
            "start_ms": one.start_ms,
            "end_ms": one.end_ms,
            "language": one.language,
            "source": one.source,
            "words": [[word.start_ms, word.end_ms, word.text, word.probability] for word in one.words],
            "flags": [[flag.kind.value, flag.severity.value] for flag in one.flags],
        }
        for draft in drafts
        for one in draft.segments
    ]
    return segments, dict(engine.seconds)


def _peer(recording: Path, folder: Path, system: str) -> list[dict[str, Any]]:
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)
    sound = _samples(recording)
    if system == "batched":
        pipeline = BatchedInferencePipeline(model)
        found, _ = pipeline.transcribe(
            sound, batch_size=8, beam_size=5, multilingual=True, word_timestamps=True
        )
    else:
        found, _ = model.transcribe(
            sound, vad_filter=True, beam_size=5, multilingual=True, word_timestamps=True
        )
    return [
        {
            "start_ms": round(one.start * 1_000),
            "end_ms": round(one.end * 1_000),
            "language": "zh" if any("一" <= mark <= "鿿" for mark in one.text) else "en",
            "source": one.text.strip(),
            "words": [
                [round(word.start * 1_000), round(word.end * 1_000), word.word, word.probability]
                for word in one.words or ()
            ],
            "flags": [],
        }
        for one in found
    ]


def _samples(recording: Path) -> Any:
    import wave

    import numpy as np

    with wave.open(str(recording)) as stream:
        return np.frombuffer(stream.readframes(stream.getnframes()), "<i2").astype(np.float32) / 32_768


def main(system: str, recording: Path, model: Path) -> None:
    """Transcribe and print what was written and what it took."""
    stages: dict[str, float] = {}
    if system in ("batched", "sequential"):
        segments = _peer(recording, model, system)
    else:
        segments, stages = _ours(recording, model, "standard" if system == "ours" else system)
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "segments": segments,
        "stages": stages,
        "processor_s": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss // 1024,
    }
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
