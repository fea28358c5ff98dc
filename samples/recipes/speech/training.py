"""The training loop: stages of windows, checkpoints every few minutes, resumed after anything."""

from __future__ import annotations

import logging
import queue
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from torch import Tensor, distributed, nn

from samples.recipes.speech.losses import detached, losses
from samples.recipes.speech.model import Whisper
from samples.recipes.speech.muon import Muon
from samples.recipes.speech.windows import Batch, Plan, Windows

log = logging.getLogger(__name__)

_KEEP = 0.998
"""Decay of the running average of the weights, which is what is shipped."""
_CLIP = 1.0
_AHEAD = 3
_REPORTED_EVERY = 50
_SAVED_EVERY_S = 180.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of training: which windows how often, and the learning rate from and to."""

    steps: int
    plans: tuple[tuple[Plan, float], ...]
    rate: tuple[float, float]
    warm_up: int = 0


@dataclass(slots=True)
class State:
    """Everything a checkpoint holds."""

    model: Whisper
    optimizers: list[torch.optim.Optimizer]
    average: dict[str, Tensor]
    step: int = 0
    history: list[tuple[float, float, float]] = field(default_factory=list)


def optimizers(model: Whisper) -> list[torch.optim.Optimizer]:
    """Muon for the layers' matrices, AdamW for embeddings, convolutions, norms and biases."""
    matrices, others = [], []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        inner = parameter.ndim == 2 and ".layers." in name
        (matrices if inner else others).append(parameter)
    adam = torch.optim.AdamW(others, lr=1.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    return [adam, Muon(matrices)]


def start(model: Whisper) -> State:
    """Begin with fresh optimizers and an average equal to the weights."""
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    return State(model, optimizers(model), average)


def save(state: State, path: Path) -> None:
    """Write a checkpoint whole or not at all."""
    data = {
        "model": state.model.state_dict(),
        "average": state.average,
        "optimizers": [optimizer.state_dict() for optimizer in state.optimizers],
        "step": state.step,
        "shape": asdict(state.model.shape),
    }
    torch.save(data, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)


def resume(state: State, path: Path) -> None:
    """Read a checkpoint back into a state of the same shape."""
    data = torch.load(path, weights_only=True)
    state.model.load_state_dict(data["model"])
    state.average = data["average"]
    for optimizer, saved in zip(state.optimizers, data["optimizers"], strict=True):
        optimizer.load_state_dict(saved)
    state.step = data["step"]


def rate_at(stages: tuple[Stage, ...], step: int) -> float:
    """Give the learning rate of a step: linear inside a stage, after its warm-up."""
    for stage in stages:
        if step < stage.steps:
            low, high = stage.rate
            rate = low + (high - low) * step / stage.steps
            return rate * min(1.0, (step + 1) / stage.warm_up) if stage.warm_up else rate
        step -= stage.steps
    return stages[-1].rate[1]


def plans(stages: tuple[Stage, ...], first: int, seed: int) -> Iterator[Plan]:
    """Give the plan of each step from ``first`` on; the same whenever it is asked."""
    done = 0
    for stage in stages:
        kinds, weights = zip(*stage.plans, strict=True)
        for step in range(done, done + stage.steps):
            if step >= first:
                yield random.Random(seed * 1_000_003 + step).choices(kinds, weights)[0]
        done += stage.steps


def ahead(windows: Windows, wanted: Iterator[Plan]) -> Iterator[Batch]:
    """Draw batches on another thread, a few ahead of the training."""
    ready: queue.Queue[Batch | Exception | None] = queue.Queue(_AHEAD)

    def work() -> None:
        try:
            for plan in wanted:
                ready.put(windows.draw(plan))
            ready.put(None)
        except Exception as error:  # noqa: BLE001 - handed to the training thread
            ready.put(error)

    threading.Thread(target=work, daemon=True).start()
    while (batch := ready.get()) is not None:
        if isinstance(batch, Exception):
            raise batch
        yield batch


def average_gradients(model: Whisper) -> None:
    """Share gradients among the processes that train together; nothing to do for one alone."""
    if not distributed.is_initialized():
        return
    gradients = [p.grad for p in model.parameters() if p.grad is not None]
    flat = torch.cat([gradient.flatten() for gradient in gradients])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    parts = flat.split([gradient.numel() for gradient in gradients])
    for gradient, part in zip(gradients, parts, strict=True):
        gradient.copy_(part.view_as(gradient))


def step(state: State, batch: Batch, rate: float) -> None:
    """Do one step of descent and move the average along."""
    for optimizer in state.optimizers:
        optimizer.zero_grad(set_to_none=True)
        for group in optimizer.param_groups:
            group["lr"] = rate
    value = losses(state.model, batch)
    value.total.backward()
    average_gradients(state.model)
    nn.utils.clip_grad_norm_(state.model.parameters(), _CLIP)
    for optimizer in state.optimizers:
        optimizer.step()
    state.step += 1
    state.history.append(detached(value))
    keep = min(_KEEP, state.step / (state.step + 10))
    with torch.no_grad():
        for name, weight in state.model.state_dict().items():
            state.average[name].lerp_(weight, 1 - keep)


def _report(state: State, minutes: float) -> None:
    recent = state.history[-_REPORTED_EVERY:]
    means = (sum(column) / len(recent) for column in zip(*recent, strict=True))
    named = zip(("text", "phonemes", "attention"), means, strict=True)
    figures = " ".join(f"{name} {mean:.3f}" for name, mean in named)
    log.info("%.1f min, step %d: %s", minutes, state.step, figures)


def run(
    state: State,
    windows: Windows,
    stages: tuple[Stage, ...],
    seed: int,
    checkpoint: Path,
) -> None:
    """Train from the state's step to the end of the last stage."""
    leader = not distributed.is_initialized() or distributed.get_rank() == 0
    began = saved = time.monotonic()
    for batch in ahead(windows, plans(stages, state.step, seed)):
        step(state, batch, rate_at(stages, state.step))
        now = time.monotonic()
        if not leader:
            continue
        if state.step % _REPORTED_EVERY == 0:
            _report(state, (now - began) / 60)
        if now - saved > _SAVED_EVERY_S:
            save(state, checkpoint)
            saved = now
    if leader:
        save(state, checkpoint)
