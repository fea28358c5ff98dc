"""Interpreted hearings of which it is known what renders what and what deviates: pairing and comparing."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.bars import Figure, print_figures
from benchmarks.renditions.drafts import DraftScore, score_draft
from benchmarks.renditions.hearings import Hearing, hearings
from benchmarks.renditions.pairs import KINDS, read_pairs
from benchmarks.renditions.pictures import tour
from benchmarks.renditions.scoring import (
    Deviations,
    book_deviations,
    right_pairs,
    score_deviations,
    score_links,
    score_right,
)
from benchmarks.renditions.staged import stage_hearing
from translate.renditions import Turn, compare, pair_turns

__all__ = ["main"]

_HEARINGS = 40
_BOOK = 180
_ROWS = 20_000
_FIRST_SEED = 320  # of hearings that no weight was tuned on


def main(argv: list[str]) -> int:
    """Run all parts, or those named.

    ``pairing``, ``comparing``, ``speed``, ``sample``, ``drafts [HOW MANY]``, ``pictures FOLDER``.
    """
    parts = argv or ["pairing", "comparing", "speed", "sample", "drafts"]
    reached = True
    if "pairing" in parts:
        reached &= print_figures("Pairing, text level, held-out sentences", _pairing())
    if "comparing" in parts:
        reached &= _comparing()
    if "speed" in parts:
        reached &= print_figures(f"Time for {_ROWS:,} rows, processor seconds", _speed())
    if "sample" in parts or "pictures" in parts:
        folder = Path(parts[-1]) if "pictures" in parts else None
        findings, keys = tour(folder)
        figure = Figure(f"keys a finding, both sides heard ({findings} findings)", keys / findings, "", 3)
        reached &= print_figures("The sample hearing", [figure])
    if "drafts" in parts:
        count = next((int(part) for part in parts if part.isdigit()), 20)
        reached &= print_figures(f"Drafts of the demo models, {count} staged hearings", _drafts(count))
    return 0 if reached else 1


def _pairing() -> Iterator[Figure]:
    for hard, bar in ((False, 98), (True, 93)):
        made = hearings(_HEARINGS, hard=hard, part="held")
        name = "interruptions, asides, several turns in one, missing" if hard else "plain"
        for speakers in (True, False):
            f1, precision, recall = score_links(made, speakers=speakers)
            who = "speakers known" if speakers else "no speakers"
            what = f"{_HEARINGS} hearings, {name}; {who}: F1 (precision {precision:.1f}, recall {recall:.1f})"
            yield Figure(what, f1, "%", bar, at_most=False)


def _comparing() -> bool:
    counts = {part: Deviations() for part in ("dev", "held", "book")}
    for part in ("dev", "held"):
        score_deviations(read_pairs(part), counts[part])
    score_deviations(book_deviations(_BOOK), counts["book"])
    everything = Deviations()
    for one in counts.values():
        everything.planted.update(one.planted)
        everything.found.update(one.found)
        everything.named.update(one.named)
    _print_kinds(everything)
    return print_figures("Comparing, text level", _compared(counts, everything))


def _compared(counts: dict[str, Deviations], everything: Deviations) -> Iterator[Figure]:
    for name, one in ({"all": everything} | counts).items():
        bars = (90, 80) if name != "dev" else (None, None)
        what = f"planted deviations, {name} ({one.planted.total()})"
        yield Figure(f"{what}: found", one.share(one.found), "%", bars[0], at_most=False)
        yield Figure(f"{what}: right kind", one.share(one.named), "%", bars[1], at_most=False)
    right = right_pairs()
    together = [pair for pairs in right.values() for pair in pairs]
    for name, pairs in ({"all": together} | right).items():
        bar = None if name == "dev" else 6
        yield Figure(
            f"right but free renditions, {name} ({len(pairs)}): with a finding", score_right(pairs), "%", bar
        )


def _print_kinds(counts: Deviations) -> None:
    print("\n| kind | planted | found | right kind |\n| --- | --- | --- | --- |")
    for kind in KINDS:
        shares = [100 * each[kind] / counts.planted[kind] for each in (counts.found, counts.named)]
        print(f"| {kind} | {counts.planted[kind]} | {shares[0]:.0f} % | {shares[1]:.0f} % |")


def _speed() -> Iterator[Figure]:
    made = hearings(90, hard=True, part="held", seed=3)
    compare("我", "I", ("zh", "en"))  # the lists are read once, whatever is compared
    for speakers in (True, False):
        turns = _one_hearing(made, speakers=speakers)[:_ROWS]
        began = time.process_time()
        pairing = pair_turns(turns)
        paired = time.process_time()
        for one in pairing.renditions:
            texts = [" ".join(turn.text for turn in side) for side in (one.originals, one.renditions)]
            compare(texts[0], texts[1], (one.originals[0].language, one.renditions[0].language))
        done = time.process_time()
        who = "speakers known" if speakers else "no speakers"
        what = f"{len(turns):,} rows, {who} (paired {paired - began:.1f}, compared {done - paired:.1f})"
        yield Figure(what, done - began, "s", 5)


def _one_hearing(made: Sequence[Hearing], *, speakers: bool) -> list[Turn]:
    turns: list[Turn] = []
    later = 0
    for hearing in made:
        for turn in hearing.turns if speakers else hearing.without_speakers():
            times = turn.start_ms + later, turn.end_ms + later
            turns.append(replace(turn, id=str(len(turns) + 1), start_ms=times[0], end_ms=times[1]))
        later = turns[-1].end_ms + 2_000
    return turns


def _drafts(count: int) -> Iterator[Figure]:
    score = DraftScore()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(_FIRST_SEED, _FIRST_SEED + count):
            staged = stage_hearing(seed, Path(folder) / str(seed))
            draft = Path(folder) / f"{seed}.testimony"
            run = [sys.executable, "-m", "testimony", "run", str(staged.recording), "--model", "demo"]
            subprocess.run([*run, "-o", str(draft)], check=True, capture_output=True)
            score_draft(staged, draft, score)
    planted, found = score.planted.total(), score.found.total()
    yield Figure("links right, F1", score.f1, "%", 95, at_most=False)
    yield Figure(
        f"planted deviations found ({found} of {planted})", 100 * found / planted, "%", 80, at_most=False
    )
    doubted = 100 * score.doubted / max(score.false, 1)
    yield Figure(
        f"other findings that say the draft may be wrong (of {score.false})", doubted, "%", 90, at_most=False
    )
    also = 100 * score.true_doubted / max(score.true, 1)
    yield Figure(f"findings of planted deviations that say so too (of {score.true})", also, "%")
