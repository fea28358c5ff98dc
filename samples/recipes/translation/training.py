"""Training: steps that are a function of the seed, with checkpoints to go on from.

Batch ``n`` depends on the seed and on ``n`` alone, so a run that was stopped and resumed trains on the same
batches in the same order as one that was not.
"""

from __future__ import annotations

import json
import logging
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import functional

from samples.recipes.translation import vocabulary
from samples.recipes.translation.model import MAX_POSITIONS, Shape, Translator

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

log = logging.getLogger(__name__)

IGNORED = -100
"""Target value of padding, which the loss leaves out."""

Pairs = Callable[[random.Random, int], Sequence[tuple[str, str]]]
"""Draws that many (source, target) sentences with that generator."""

Example = tuple[list[int], list[int]]
"""The ids of a source and of a target, without start and end."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a model is trained.

    Attributes:
        steps: Updates in all.
        batch_tokens: Source and target tokens a batch, padding included.
        chunk: Sentences drawn at once, sorted by length into batches and shuffled.
        rate: Highest learning rate, reached after ``warmup`` steps, then a cosine down to nothing.
        smoothing: Probability mass that label smoothing spreads over the vocabulary.
        seed: Of the weights and of every batch.
        report: Steps between lines in the log, and between checkpoints.
    """

    steps: int
    batch_tokens: int = 2600
    chunk: int = 4096
    rate: float = 2e-3
    warmup: int = 300
    smoothing: float = 0.1
    seed: int = 1
    report: int = 200


@dataclass(frozen=True, slots=True)
class Batch:
    """One update's tensors: ids ``(batch, length)``, ``mask`` ``(batch, 1, 1, source length)``."""

    source: Tensor
    mask: Tensor
    inputs: Tensor
    targets: Tensor


def train(
    shape: Shape, plan: Plan, pairs: Pairs, processor: SentencePieceProcessor, folder: Path
) -> list[float]:
    """Train a model into ``folder/checkpoint.pt``, going on from one that is there; return the mean losses.

    Args:
        shape: The network's size.
        plan: How long and how fast.
        pairs: Where sentences come from.
        processor: The vocabulary.
        folder: An existing folder, which gets ``checkpoint.pt`` and ``log.jsonl``.

    Returns:
        The mean loss (nats a target token, smoothing included) of each stretch of ``plan.report`` steps.
    """
    torch.manual_seed(plan.seed)
    model = Translator(shape)
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=plan.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    step, losses = _restore(folder / "checkpoint.pt", model, optimizer)
    model.train()
    total, count, started = torch.zeros(()), 0, time.monotonic()
    for batch in _batches(plan, pairs, processor, step):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(plan, step)
        # Dropout too is a function of the step, or a resumed run would differ.
        torch.manual_seed(plan.seed * 1_000_003 + step)
        total += _update(model, optimizer, batch, plan.smoothing)
        step, count = step + 1, count + 1
        if step % plan.report == 0 or step == plan.steps:
            losses.append(float(total) / count)
            _report(folder, step, losses[-1], count / (time.monotonic() - started))
            save(folder / "checkpoint.pt", model, optimizer, step, losses)
            total, count, started = torch.zeros(()), 0, time.monotonic()
    return losses


def learning_rate(plan: Plan, step: int) -> float:
    """The rate of a step: a straight warm-up, then a cosine down to a hundredth of the top."""
    if step < plan.warmup:
        return plan.rate * (step + 1) / plan.warmup
    done = (step - plan.warmup) / max(1, plan.steps - plan.warmup)
    return plan.rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, done))))


def save(
    path: Path, model: Translator, optimizer: torch.optim.Optimizer, step: int, losses: list[float]
) -> None:
    """Write a checkpoint whole or not at all."""
    state = {
        "shape": asdict(model.shape),
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "step": step,
        "losses": losses,
    }
    temporary = path.with_suffix(".part")
    torch.save(state, temporary)
    temporary.replace(path)


def load(path: Path) -> Translator:
    """Read the model of a checkpoint, ready to be used and not to be trained."""
    state: dict[str, Any] = torch.load(path, weights_only=True)
    model = Translator(Shape(**state["shape"]))
    model.load_state_dict(state["model"])
    return model.eval()


def _restore(path: Path, model: Translator, optimizer: torch.optim.Optimizer) -> tuple[int, list[float]]:
    if not path.exists():
        return 0, []
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    log.info("going on from step %d", state["step"])
    return int(state["step"]), list(state["losses"])


def _update(model: Translator, optimizer: torch.optim.Optimizer, batch: Batch, smoothing: float) -> Tensor:
    states = model.decode(batch.inputs, model.encode(batch.source, batch.mask), batch.mask)
    wanted = batch.targets != IGNORED
    # Scores over the vocabulary are the widest tensor: none are made for padding.
    loss = functional.cross_entropy(
        model.logits(states[wanted]), batch.targets[wanted], label_smoothing=smoothing
    )
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.detach()


def _batches(plan: Plan, pairs: Pairs, processor: SentencePieceProcessor, first: int) -> Iterator[Batch]:
    """Yield the batches of steps ``first`` to ``plan.steps``; the ones before are made and passed over."""
    step, number = 0, 0
    while step < plan.steps:
        generator = random.Random(f"{plan.seed}/{number}")
        drawn = _encode(pairs(generator, plan.chunk), processor)
        for group in _groups(drawn, plan.batch_tokens, generator):
            if step >= plan.steps:
                return
            if step >= first:
                yield _collate(group)
            step += 1
        number += 1


def _encode(drawn: Sequence[tuple[str, str]], processor: SentencePieceProcessor) -> list[Example]:
    sources = processor.encode([source for source, _ in drawn])
    targets = processor.encode([target for _, target in drawn])
    return [
        (source, target)
        for source, target in zip(sources, targets, strict=True)
        if 0 < len(source) < MAX_POSITIONS and 0 < len(target) < MAX_POSITIONS - 1
    ]


def _groups(examples: list[Example], batch_tokens: int, generator: random.Random) -> list[list[Example]]:
    """Cut examples of like length into groups of at most ``batch_tokens`` tokens, in random order."""
    ordered = sorted(examples, key=lambda example: (len(example[1]), len(example[0])))
    groups: list[list[Example]] = [[]]
    longest = 0
    for example in ordered:
        longest_with = max(longest, len(example[0]) + len(example[1]) + 1)
        if groups[-1] and longest_with * (len(groups[-1]) + 1) > batch_tokens:
            groups.append([])
            longest_with = len(example[0]) + len(example[1]) + 1
        groups[-1].append(example)
        longest = longest_with
    generator.shuffle(groups)
    return groups


def _collate(group: list[Example]) -> Batch:
    sources = _padded([source for source, _ in group], vocabulary.END)
    lengths = torch.tensor([len(source) for source, _ in group])
    mask = torch.arange(sources.shape[1])[None, :] < lengths[:, None]
    return Batch(
        source=sources,
        mask=mask[:, None, None, :],
        inputs=_padded([[vocabulary.START, *target] for _, target in group], vocabulary.END),
        targets=_padded([[*target, vocabulary.END] for _, target in group], IGNORED),
    )


def _padded(rows: list[list[int]], filler: int) -> Tensor:
    width = max(len(row) for row in rows)
    return torch.tensor([row + [filler] * (width - len(row)) for row in rows])


def _report(folder: Path, step: int, loss: float, speed: float) -> None:
    line = {"step": step, "loss": round(loss, 4), "steps_per_second": round(speed, 2)}
    with (folder / "log.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(line) + "\n")
    log.info("step %d  loss %.4f  %.2f steps a second", step, loss, speed)
