"""A training of seconds, which proves that the recipe still works from the phrasebook to a translation."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from samples.recipes.translation import corpus, scoring, training, vocabulary
from samples.recipes.translation.conversion import Package, convert
from samples.recipes.translation.model import Shape

CHUNK_STEPS = 10


def smoke(seconds: float = 20.0) -> dict[str, float]:
    """Train a tiny model for about ``seconds``, convert it and translate with it.

    Returns:
        ``first_loss`` and ``last_loss`` (nats a token), ``steps``, and ``translated`` sentences.

    Raises:
        RuntimeError: the loss did not fall, or the converted model gave no translations.
    """
    import torch

    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        texts = corpus.vocabulary_texts(1, 2000)
        pieces = vocabulary.train(texts, work / "sentencepiece.model", latin_pieces=300)
        processor = vocabulary.load(pieces)
        shape = Shape(processor.get_piece_size(), depth=32, heads=2, encoder_layers=1, decoder_layers=1)
        losses: list[float] = []
        end = time.monotonic() + seconds
        while len(losses) < 2 or time.monotonic() < end:
            steps = CHUNK_STEPS * (len(losses) + 1)
            plan = training.Plan(steps=steps, chunk=256, warmup=CHUNK_STEPS, rate=5e-3, report=CHUNK_STEPS)
            losses = training.train(shape, plan, corpus.training("zh"), processor, work)
        package = convert(
            work / "checkpoint.pt", pieces, Package("zh", "en", "Smoke test.\n"), work / "package"
        )
        sentences = [sentence.source for sentence in corpus.held_out("dev", "zh", 4, seed=1)]
        translated = len(scoring.translate(package, sentences))
    if losses[-1] >= losses[0] or translated != len(sentences):
        raise RuntimeError(f"The smoke training failed: losses {losses}, {translated} sentences translated.")
    return {
        "first_loss": round(losses[0], 3),
        "last_loss": round(losses[-1], 3),
        "steps": len(losses) * CHUNK_STEPS,
        "translated": translated,
    }
