"""One run of the recipe, alone or as several processes that share each batch."""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from pathlib import Path

import torch
from torch import distributed, multiprocessing

from samples.recipes.speech import corpus, model, tokenizer, training, windows
from samples.recipes.speech.recipe import Recipe
from samples.recipes.speech.training import Stage

Losses = list[tuple[float, float, float]]


def prepare_corpus(recipe: Recipe, out: Path, processes: int = 2) -> None:
    """Synthesise the corpus and learn the vocabulary, where that has not been done."""
    folder = out / "corpus"
    if not (folder / "clips.jsonl").exists():
        corpus.build(corpus.jobs("train", "train", recipe.pairs, recipe.seed), folder, processes)
    if not (out / "tokenizer.json").exists():
        clips, _ = corpus.load(folder)
        texts = (tokenizer.as_spoken_text(clip.text, clip.language) for clip in clips)
        tokenizer.train(texts).save(str(out / "tokenizer.json"))


def shared(stages: tuple[Stage, ...], among: int) -> tuple[Stage, ...]:
    """Give each process its share of the rows of every window plan."""
    return tuple(
        replace(s, plans=tuple((replace(p, rows=max(1, p.rows // among)), w) for p, w in s.plans))
        for s in stages
    )


def run(recipe: Recipe, out: Path, rank: int = 0, among: int = 1) -> Losses:
    """Train, or go on from ``checkpoint.pt``; returns the losses of each step of this run."""
    clips, audio = corpus.load(out / "corpus")
    vocabulary = tokenizer.Tokenizer.from_file(str(out / "tokenizer.json"))
    inventory = windows.phoneme_inventory(clips)
    shape = model.Shape(vocabulary.get_vocab_size(), len(inventory) + 1, encoder_layers=recipe.encoder_layers)
    torch.manual_seed(recipe.seed)
    state = training.start(model.Whisper(shape))
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        training.resume(state, checkpoint)
    sentences = windows.prepare(clips, vocabulary, inventory)
    seed = recipe.seed + state.step * among + rank
    source = windows.Windows(sentences, audio, vocabulary, seed)
    training.run(state, source, shared(recipe.stages, among), recipe.seed, checkpoint)
    return state.history


def run_together(recipe: Recipe, out: Path, processes: int) -> None:
    """Train in several processes of one thread each, which beats one of several threads here."""
    (out / "meeting").unlink(missing_ok=True)
    multiprocessing.spawn(_member, (recipe, out, processes), nprocs=processes)


def _member(rank: int, recipe: Recipe, out: Path, processes: int) -> None:
    torch.set_num_threads(1)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", force=True)
    os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    meeting = f"file://{(out / 'meeting').resolve()}"
    distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=processes)
    run(recipe, out, rank, processes)
    distributed.destroy_process_group()
