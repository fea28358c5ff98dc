"""The command: train, convert and evaluate one direction."""

from __future__ import annotations

import argparse
import json
import logging
from dataclasses import asdict
from pathlib import Path

STEPS = 2200
EVALUATED = 1000


def main(argv: list[str]) -> int:
    """Run ``train``, ``convert``, ``evaluate`` or ``smoke`` and return an exit code."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", force=True)
    result: int = arguments.run(arguments)
    return result


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m samples.recipes translation", description=__doc__)
    commands = parser.add_subparsers(required=True)
    train = commands.add_parser("train", help="train one direction, going on from a checkpoint that is there")
    _direction(train)
    train.add_argument("--work", type=Path, required=True, help="folder of vocabulary, checkpoint and log")
    train.add_argument("--steps", type=int, default=STEPS)
    train.add_argument("--seed", type=int, default=1)
    train.add_argument("--threads", type=int, default=1)
    train.set_defaults(run=_train)
    convert = commands.add_parser("convert", help="make the Argos package of a checkpoint")
    _direction(convert)
    convert.add_argument("--work", type=Path, required=True)
    convert.add_argument("--out", type=Path, required=True, help="the package's folder, replaced")
    convert.set_defaults(run=_convert)
    evaluate = commands.add_parser("evaluate", help="measure a package on held-out sentences")
    evaluate.add_argument("--package", type=Path, required=True)
    evaluate.add_argument("--split", choices=("dev", "test", "test-template"), default="dev")
    evaluate.add_argument("--count", type=int, default=EVALUATED)
    evaluate.add_argument("--seed", type=int, default=7)
    evaluate.add_argument("--misses", type=int, default=0, help="print that many wrong translations")
    evaluate.set_defaults(run=_evaluate)
    smoke = commands.add_parser("smoke", help="train, convert and translate in a few seconds")
    smoke.add_argument("--seconds", type=float, default=20.0)
    smoke.set_defaults(run=_smoke)
    return parser


def _direction(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="source", choices=("zh", "en"), required=True)
    parser.add_argument("--to", dest="target", choices=("zh", "en"), required=True)


def _train(arguments: argparse.Namespace) -> int:
    import torch

    from samples.recipes.translation import corpus, training, vocabulary
    from samples.recipes.translation.model import Shape

    torch.set_num_threads(arguments.threads)
    work: Path = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    pieces = work / "sentencepiece.model"
    if not pieces.exists():
        vocabulary.train(corpus.vocabulary_texts(arguments.seed), pieces)
    processor = vocabulary.load(pieces)
    shape = Shape(vocabulary=processor.get_piece_size())
    plan = training.Plan(steps=arguments.steps, seed=arguments.seed)
    training.train(shape, plan, corpus.training(arguments.source), processor, work)
    return 0


def _convert(arguments: argparse.Namespace) -> int:
    from samples.recipes.translation.packaging import build

    build(arguments.work, arguments.source, arguments.target, arguments.out)
    return 0


def _evaluate(arguments: argparse.Namespace) -> int:
    from samples.recipes.translation import corpus, scoring

    metadata = json.loads((arguments.package / "metadata.json").read_text(encoding="utf-8"))
    sentences = corpus.held_out(arguments.split, metadata["from_code"], arguments.count, arguments.seed)
    figures, results = scoring.score(arguments.package, sentences)
    print(json.dumps({"package": metadata["name"], "split": arguments.split} | asdict(figures)))
    wrong = [
        (sentence, result)
        for sentence, result in zip(sentences, results, strict=True)
        if result != sentence.target
    ]
    for sentence, result in wrong[: arguments.misses]:
        print(f"  {sentence.source}\n    wanted {sentence.target}\n    gave   {result}")
    return 0


def _smoke(arguments: argparse.Namespace) -> int:
    from samples.recipes.translation.smoke import smoke

    print(json.dumps(smoke(arguments.seconds)))
    return 0
