"""``python -m benchmarks NAME``: one module a subject, loaded when it is named."""

from __future__ import annotations

import importlib
import sys

SUBJECTS = {
    "translate": "translation beside the original Argos: speed, same text, memory, checks, glossary",
    "real": "recorded human speech and official weights, beside faster-whisper (needs --clips and --model)",
    "quality": "error rates and translation scores of the demo models, with their bars",
    "review": "the review screen at 20,000 and 100,000 segments, beside Textual's own lists",
    "review_bursts": "5,000 bursts of keys, clicks, resizes and modes: edits of rows that were not shown",
    "review_cast": "a minute at the review screen, as an SVG that moves",
    "review_pictures": "the review screen in its modes, as SVG, over the sample hearing",
    "review_tour": "the sample hearing corrected with the keyboard alone: keys and time",
    "transcribe": "speech recognition: memory, peers, profile, switching, silence, doubts, words, processes",
    "witness_facts": "facts that the demo model hears wrong: shown by the shipped second engine",
    "witness": "a second hearing of real clips: wrong words and lines found, by the writer alone and with it",
    "mutation": "small changes in the record and its seal: how many the tests notice",
    "enemy": "hostile transcripts, faults at every system call, random changes after purges",
    "transcript": "the transcript file: speed, growth, kills, power cuts, tampering, readers",
    "speakers": "voices told apart: error, number, interpreter, overlap, cost, beside sherpa-onnx and senko",
    "batch": "many recordings: speed, planning, Dask, poison and kills",
    "export": "every export format at 1,000 and 20,000 segments",
    "redaction": "secrets in unseen writings and harmless sentences: leaked, asked, changed",
    "coverage": "branch coverage by room, after pytest --cov",
    "walk": "the functions between the command and the first decoded block, from a real run",
    "before": "another subject in this checkout and in an older one: processor seconds of each",
    "house": "the code itself: sizes, docstrings, exceptions from the rules, arrows between rooms",
    "renditions": "interpreted hearings: pairing, planted deviations, right but free renditions, drafts",
    "exhibit": "the sample hearing in every format and layout, and pictures of its pages",
}


def main(argv: list[str]) -> int:
    """Run the named subject, or list them."""
    if not argv or argv[0] not in SUBJECTS:
        for name, what in SUBJECTS.items():
            print(f"python -m benchmarks {name:<12} {what}")
        return 0 if not argv else 2
    run = importlib.import_module(f"benchmarks.{argv[0]}").main
    return int(run(argv[1:]))


sys.exit(main(sys.argv[1:]))
