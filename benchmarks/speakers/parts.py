"""What is measured of the speakers, part by part."""

from __future__ import annotations

import argparse
import time
import tracemalloc
from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.bars import Figure, print_figures
from benchmarks.speakers.hearings import Hearing, real_hearing, synthetic_hearing
from benchmarks.speakers.mixing import overlap_scenes
from benchmarks.speakers.peers import run_peers
from benchmarks.speakers.scoring import Scored, score_hearing
from testimony.app.diarization_error import DiarizationError
from transcribe.speakers.assigning import assign_speakers
from transcribe.speakers.encoder import open_voice_encoder
from transcribe.speakers.overlap import OverlapFinder, common_ms
from transcribe.speakers.pieces import Piece
from transcribe.speakers.voiceprint import Voiceprint

__all__ = ["hearings", "interpreter", "overlap", "peers", "size"]

_BARS = {"clean": (4.0, 8.0), "phone": (8.0, 12.0), "change": (None, None)}
_SPEAKERS = (5, 5, 5, 4, 3, 6, 2, 5, 7, 5)
_LANGUAGES = ("zh", "en")


def hearings(options: argparse.Namespace) -> bool:
    """Real voices: five of them mostly, two to seven in some hearings."""
    if not (options.clips / "manifest.tsv").is_file():
        print(f"hearings: skipped, there are no clips in {options.clips}")
        return True
    encoder, reached = open_voice_encoder(), True
    for kind, bars in _BARS.items():
        seeds = range(options.seed, options.seed + options.count)
        found = [score_hearing(_hearing(options, seed, kind), encoder) for seed in seeds]
        reached &= print_figures(
            f"{options.count} hearings of real voices ({options.half}), {kind}", _figures(found, bars)
        )
    return reached


def _hearing(options: argparse.Namespace, seed: int, kind: str) -> Hearing:
    speakers = _SPEAKERS[seed % len(_SPEAKERS)]
    return real_hearing(options.clips, seed, kind, speakers, half=options.half)


def _figures(found: Sequence[Scored], bars: tuple[float | None, float | None]) -> list[Figure]:
    within = 100 * float(np.mean([abs(one.count_error) <= 1 for one in found]))
    exact = 100 * float(np.mean([one.count_error == 0 for one in found]))
    false = 100 * float(np.mean([bool(one.interpreter) for one in found]))
    return [
        Figure("true cuts, number given: DER", _mean(found, lambda one: one.given), "%"),
        Figure("true cuts, number not given: DER", _mean(found, lambda one: one.given_open), "%"),
        Figure("cuts of voice activity, number given: DER", _mean(found, lambda one: one.cut), "%", bars[0]),
        Figure("… of which confused speakers", _confused(found, lambda one: one.cut), "%"),
        Figure("… number not given: DER", _mean(found, lambda one: one.cut_open), "%", bars[1]),
        Figure("… of which confused speakers", _confused(found, lambda one: one.cut_open), "%"),
        Figure("number of speakers right within one", within, "%", 90, at_most=False),
        Figure("number of speakers right", exact, "%"),
        Figure("an interpreter offered where nobody interprets", false, "%", 5),
    ]


def _mean(found: Sequence[Scored], which: Callable[[Scored], DiarizationError]) -> float:
    return 100 * float(np.mean([which(one).rate for one in found]))


def _confused(found: Sequence[Scored], which: Callable[[Scored], DiarizationError]) -> float:
    return 100 * float(np.mean([which(one).confusion for one in found]))


def interpreter(options: argparse.Namespace) -> bool:
    """Synthetic voices: the interpreter speaks two languages in one of them."""
    encoder = open_voice_encoder()
    found = [
        score_hearing(synthetic_hearing(seed), encoder)
        for seed in range(options.seed, options.seed + options.count)
    ]
    right = 100 * float(np.mean([one.interpreter == "THE INTERPRETER" for one in found]))
    figures = _figures(found, (None, None))[:-1]
    return print_figures(
        f"{options.count} interpreted hearings of synthetic voices",
        [Figure("the interpreter found, number not given", right, "%", 95, at_most=False), *figures],
    )


def overlap(options: argparse.Namespace) -> bool:
    """Pairs of real voices mixed at 0 and -6 dB, and single ones between them."""
    if not (options.clips / "manifest.tsv").is_file():
        print(f"overlap: skipped, there are no clips in {options.clips}")
        return True
    samples, rows = overlap_scenes(options.clips, options.seed, 400)
    finder = OverlapFinder(open_voice_encoder().model, [(row.start_ms, row.end_ms) for row in rows])
    begun = time.process_time()
    for _ in finder.watch(samples[np.newaxis, at : at + 16_000] for at in range(0, len(samples), 16_000)):
        pass
    cost = (time.process_time() - begun) / (len(samples) / 16_000)
    spans = finder.overlaps

    def flagged(mixed: str) -> float:
        chosen = [row for row in rows if row.mixed == mixed]
        return 100 * float(np.mean([common_ms(spans, row.start_ms, row.end_ms) >= 150 for row in chosen]))

    return print_figures(
        "overlapping voices",
        [
            Figure("flagged, mixed at 0 dB", flagged("0"), "%", 85, at_most=False),
            Figure("flagged, mixed at -6 dB", flagged("-6"), "%", 85, at_most=False),
            Figure("flagged where one speaks alone", flagged("single"), "%", 2),
            Figure("processor time, one core", cost, "x real time"),
        ],
    )


def size(options: argparse.Namespace) -> bool:
    """Ten hours: 20,000 pieces of made-up voices."""
    rng = np.random.default_rng(options.seed)
    common = rng.standard_normal((7, 192))
    pieces = []
    for number in range(20_000):
        vector = 0.6 * common[0] + 0.62 * common[1 + number % 6] + 0.52 * rng.standard_normal(192)
        voice = Voiceprint((vector / np.linalg.norm(vector)).astype(np.float32), 2.0)
        pieces.append(Piece(number * 1_800, number * 1_800 + 1_500, voice, 0, _LANGUAGES[number % 2]))
    begun = time.process_time()
    found = assign_speakers(pieces)
    spent = time.process_time() - begun
    tracemalloc.start()
    assign_speakers(pieces)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    vectors = sum(piece.voice.vector.nbytes for piece in pieces if piece.voice is not None)
    return print_figures(
        "ten hours, 20,000 pieces",
        [
            Figure("speakers found of 6", len(set(found.labels)), ""),
            Figure("processor time of grouping", spent, "s", 20),
            Figure("memory: voiceprints and grouping", (peak + vectors) / 1e6, "MB", 62.9),
        ],
    )


def peers(options: argparse.Namespace) -> bool:
    """The same hearings through sherpa-onnx and senko."""
    return run_peers(options)
