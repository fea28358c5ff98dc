"""The same hearings through two other programs, each in an environment of its own."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.bars import Figure, print_figures
from benchmarks.speakers.hearings import Hearing, real_hearing, write_wav
from testimony.app.diarization_error import score_turns
from testimony.app.speakers.options import SpeakerOptions
from testimony.transcript.turns import Turn

__all__ = ["run_peers"]

_PEER = Path(__file__).parents[1] / "peers" / "speakers"
_MODEL = Path(__file__).parents[2] / "samples" / "speaker"
_MOST = 4  # hearings: the peers take minutes


def run_peers(options: argparse.Namespace) -> bool:
    """Score and time this product, sherpa-onnx and senko; the number of speakers is not given."""
    python = _PEER / ".venv" / "bin" / "python"
    if not python.exists() or not (options.clips / "manifest.tsv").is_file():
        print(f"peers: skipped, they need the clips, and: uv sync --project {_PEER}")
        return True
    made = [
        real_hearing(options.clips, seed, ("clean", "phone")[seed % 2])
        for seed in range(options.seed, options.seed + min(_MOST, options.count))
    ]
    rates: dict[str, list[float]] = {}
    costs: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = [write_wav(Path(folder) / f"{number}.wav", one.samples) for number, one in enumerate(made)]
        for hearing, path in zip(made, paths, strict=True):
            answers = {"this product": _ours(hearing, path)}
            for peer in ("sherpa-onnx", "senko"):
                answers[peer] = _peer(python, peer, path)
            seconds = len(hearing.samples) / 16_000
            truth = [Turn(one.start_ms, one.end_ms, one.speaker) for one in hearing.turns]
            for name, (turns, spent) in answers.items():
                rates.setdefault(name, []).append(100 * score_turns(truth, turns).rate)
                costs.setdefault(name, []).append(spent / seconds)
    figures = [
        figure
        for name in rates
        for figure in (
            Figure(f"{name}: DER, number not given", float(np.mean(rates[name])), "%"),
            Figure(f"{name}: processor time", float(np.mean(costs[name])), "x real time"),
        )
    ]
    print_figures(f"{len(made)} hearings of real voices, clear and by telephone", figures)
    ahead = all(
        np.mean(rates["this product"]) < np.mean(rates[name])
        and np.mean(costs["this product"]) < np.mean(costs[name])
        for name in rates
        if name != "this product"
    )
    print(f"\nahead of both in error and in time: {'yes' if ahead else 'NO'}")
    return ahead


def _ours(hearing: Hearing, path: Path) -> tuple[list[Turn], float]:
    """The pass over the voices as a run makes it, on the utterances of voice activity; decoding included."""
    from benchmarks.speakers.scoring import rows_of
    from testimony.app.speakers.diarize import diarize
    from testimony.transcript.turns import turns_of
    from transcribe.speakers.encoder import open_voice_encoder

    rows, encoder = rows_of(hearing), open_voice_encoder()
    begun = time.process_time()
    found = diarize(path, rows, SpeakerOptions(), encoder=encoder)
    spent = time.process_time() - begun
    return turns_of([replace(row, speaker=str(found.rows[row.id].voice)) for row in rows]), spent


def _peer(python: Path, peer: str, path: Path) -> tuple[list[Turn], float]:
    command = [str(python), str(_PEER / "peer.py"), peer, str(path), str(_MODEL)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{peer} failed:\n{done.stderr}")
    answer = json.loads(done.stdout.splitlines()[-1])
    return [Turn(start, end, str(name)) for start, end, name in answer["turns"]], answer["seconds"]
