"""The training loop: CTC over the tokens, and the phoneme under every frame so that sounds are learned."""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from samples.recipes.ctc.batches import IGNORED, Batch, Batches
from samples.recipes.ctc.model import Listener
from samples.recipes.ctc.recipe import Recipe
from samples.recipes.ctc.vocabulary import Vocabulary, learn
from samples.recipes.speech import corpus
from samples.recipes.speech.muon import Muon

log = logging.getLogger(__name__)

_KEEP = 0.998  # decay of the running average of the weights, which is what is shipped
_CLIP, _WARM_UP, _PHONEMES = 1.0, 100, 0.4
_REPORTED_EVERY, _SAVED_EVERY_S = 50, 120.0


@dataclass(slots=True)
class State:
    """Everything a checkpoint holds."""

    model: Listener
    optimizers: list[torch.optim.Optimizer]
    average: dict[str, Tensor]
    step: int = 0
    history: list[float] = field(default_factory=list)


def prepare(recipe: Recipe, out: Path) -> tuple[Batches, Vocabulary]:
    """Synthesise the corpus where that has not been done, and learn the vocabulary."""
    folder = out / "corpus"
    if not (folder / "clips.jsonl").exists():
        corpus.build(corpus.jobs("train", "train", recipe.pairs, recipe.seed), folder)
    clips, audio = corpus.load(folder)
    vocabulary = learn(((clip.language, clip.text) for clip in clips), recipe.pieces)
    return Batches(clips, audio, vocabulary, recipe.seed), vocabulary


def start(recipe: Recipe, tokens: int, phonemes: int) -> State:
    """Give fresh weights."""
    torch.manual_seed(recipe.seed)
    model = Listener(recipe.shape, tokens, phonemes)
    matrices = [p for n, p in model.named_parameters() if p.ndim == 2 and n.startswith("layers.")]
    known = {id(p) for p in matrices}
    others = [p for p in model.parameters() if id(p) not in known]
    adam = torch.optim.AdamW(others, lr=1.0, betas=(0.9, 0.98), weight_decay=0.01)
    average = {name: weight.clone() for name, weight in model.state_dict().items()}
    return State(model, [Muon(matrices), adam], average)


def loss(model: Listener, batch: Batch) -> Tensor:
    """CTC's loss a token, and the cross-entropy of the phonemes."""
    frames, lengths, middle = model.encode(batch.features, batch.lengths)
    scores = model.head(frames).log_softmax(-1).transpose(0, 1)
    text = functional.ctc_loss(
        scores, batch.tokens, lengths, batch.token_lengths, reduction="sum", zero_infinity=True
    )
    text = text / batch.token_lengths.sum()
    if model.phonemes is None:
        return text
    named = model.phonemes(middle).flatten(0, 1)
    return text + _PHONEMES * functional.cross_entropy(named, batch.phonemes.flatten(), ignore_index=IGNORED)


def rate_at(recipe: Recipe, step: int) -> float:
    """Rise, then fall to nothing along a cosine."""
    warm = min(1.0, (step + 1) / min(_WARM_UP, recipe.steps / 2))
    return recipe.rate * warm * (0.5 + 0.5 * math.cos(math.pi * step / recipe.steps))


def load(recipe: Recipe, out: Path) -> tuple[State, Vocabulary]:
    """Read the checkpoint that a run left in ``out``, and its vocabulary."""
    batches, vocabulary = prepare(recipe, out)
    state = start(recipe, len(vocabulary.tokens), batches.phonemes)
    _resume(state, out / "checkpoint.pt")
    return state, vocabulary


def train(recipe: Recipe, out: Path) -> tuple[State, Vocabulary]:
    """Train, or go on from ``checkpoint.pt``."""
    batches, vocabulary = prepare(recipe, out)
    state = start(recipe, len(vocabulary.tokens), batches.phonemes)
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        _resume(state, checkpoint)
    began = saved = time.monotonic()
    for batch in batches.draw(recipe.batch_s):
        if state.step >= recipe.steps:
            break
        _step(state, batch, rate_at(recipe, state.step))
        now = time.monotonic()
        if state.step % _REPORTED_EVERY == 0:
            recent = state.history[-_REPORTED_EVERY:]
            log.info("%.1f min, step %d: %.3f", (now - began) / 60, state.step, sum(recent) / len(recent))
        if now - saved > _SAVED_EVERY_S:
            _save(state, checkpoint)
            saved = now
    _save(state, checkpoint)
    return state, vocabulary


def _step(state: State, batch: Batch, rate: float) -> None:
    for optimizer in state.optimizers:
        optimizer.zero_grad(set_to_none=True)
        for group in optimizer.param_groups:
            group["lr"] = rate
    value = loss(state.model, batch)
    value.backward()
    nn.utils.clip_grad_norm_(state.model.parameters(), _CLIP)
    for optimizer in state.optimizers:
        optimizer.step()
    state.step += 1
    state.history.append(float(value.detach()))
    keep = min(_KEEP, state.step / (state.step + 10))
    with torch.no_grad():
        for name, weight in state.model.state_dict().items():
            state.average[name].lerp_(weight, 1 - keep)


def _save(state: State, path: Path) -> None:
    kept = {
        "model": state.model.state_dict(),
        "optimizers": [one.state_dict() for one in state.optimizers],
        "average": state.average,
        "step": state.step,
        "history": state.history,
    }
    torch.save(kept, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def _resume(state: State, path: Path) -> None:
    kept = torch.load(path, weights_only=True)
    state.model.load_state_dict(kept["model"])
    for optimizer, values in zip(state.optimizers, kept["optimizers"], strict=True):
        optimizer.load_state_dict(values)
    state.average, state.step, state.history = kept["average"], kept["step"], kept["history"]
