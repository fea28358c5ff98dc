"""``python -m samples.recipes speech train|convert|evaluate``."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from pathlib import Path

MODEL = Path(__file__).parents[2] / "models" / "whisper-demo"
HEADS = ((1, 0),)
"""The head whose attention training supervises, and the one that aligns best (``evaluate --heads``)."""


def main(argv: list[str]) -> int:
    """Run one subcommand; the exit status is 0 or an exception's traceback."""
    parser = argparse.ArgumentParser(prog="python -m samples.recipes speech", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="synthesise the corpus and train, or resume")
    train.add_argument("--out", type=Path, required=True, help="folder of corpus and checkpoints")
    train.add_argument("--processes", type=int, default=2, help="each trains on its share of a batch")
    change = commands.add_parser("convert", help="turn a checkpoint into a CTranslate2 folder")
    change.add_argument("--out", type=Path, required=True, help="the folder given to train")
    change.add_argument("--to", type=Path, default=MODEL)
    judge = commands.add_parser("evaluate", help="measure a converted model on held-out speech")
    judge.add_argument("--model", type=Path, default=MODEL)
    judge.add_argument("--out", type=Path, help="also write the figures to this JSON file")
    judge.add_argument("--pairs", type=int, default=100, help="held-out pairs, said in both languages")
    judge.add_argument("--hearing", type=Path, help="also measure this folder's hearing")
    judge.add_argument("--heads", action="store_true", help="compare the heads on the dev split instead")
    options = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", force=True)
    actions = {"train": _train, "convert": _convert, "evaluate": _evaluate}
    actions[options.command](options)
    return 0


def _train(options: argparse.Namespace) -> None:
    import torch

    from samples.recipes.speech import recipe, session

    session.prepare_corpus(recipe.FULL, options.out)
    if options.processes == 1:
        torch.set_num_threads(1)
        session.run(recipe.FULL, options.out)
        return
    session.run_together(recipe.FULL, options.out, options.processes)


def _convert(options: argparse.Namespace) -> None:
    from samples.recipes.speech import publishing

    publishing.publish(options.out, options.to, HEADS)


def _evaluate(options: argparse.Namespace) -> None:
    from samples.recipes.speech import alignment, evaluation

    if options.heads:
        figures = alignment.compare(options.model)
    else:
        figures = evaluation.report(options.model, options.pairs, options.hearing)
    text = json.dumps(figures, indent=2, ensure_ascii=False)
    sys.stdout.write(text + "\n")
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")
