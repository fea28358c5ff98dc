"""``python -m samples.recipes ctc train|convert|evaluate``."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from pathlib import Path

MODEL = Path(__file__).parents[2] / "models" / "ctc-demo"


def main(argv: list[str]) -> int:
    """Run one subcommand; the exit status is 0 or an exception's traceback."""
    parser = argparse.ArgumentParser(prog="python -m samples.recipes ctc", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="synthesise the corpus and train, or resume")
    train.add_argument("--out", type=Path, required=True, help="folder of corpus and checkpoints")
    change = commands.add_parser("convert", help="turn a checkpoint into a folder for sherpa-onnx")
    change.add_argument("--out", type=Path, required=True, help="the folder given to train")
    change.add_argument("--to", type=Path, default=MODEL)
    judge = commands.add_parser("evaluate", help="measure an exported model on held-out speech")
    judge.add_argument("--model", type=Path, default=MODEL)
    judge.add_argument("--pairs", type=int, default=100, help="held-out pairs, said in both languages")
    options = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", force=True)
    actions = {"train": _train, "convert": _convert, "evaluate": _evaluate}
    actions[options.command](options)
    return 0


def _train(options: argparse.Namespace) -> None:
    import torch

    from samples.recipes.ctc import recipe, training

    torch.set_num_threads(1)
    training.train(recipe.FULL, options.out)


def _convert(options: argparse.Namespace) -> None:
    from samples.recipes.ctc import publishing, recipe

    publishing.publish(recipe.FULL, options.out, options.to)


def _evaluate(options: argparse.Namespace) -> None:
    from samples.recipes.ctc import evaluation

    figures = evaluation.report(options.model, options.pairs)
    sys.stdout.write(json.dumps(figures, indent=2, ensure_ascii=False) + "\n")
