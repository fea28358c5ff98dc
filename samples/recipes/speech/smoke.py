"""A minute's proof that the recipe works from the phrasebook to a model that faster-whisper loads."""

from __future__ import annotations

import tempfile
from pathlib import Path

from samples.recipes.speech import evaluation, recipe, session
from samples.recipes.speech.publishing import publish

_EDGE = 4


def smoke() -> dict[str, float]:
    """Train a few steps, convert, load and decode.

    Returns:
        ``first_loss`` and ``last_loss`` (text, nats a token), ``steps``, ``decoded`` sentences.

    Raises:
        RuntimeError: the loss did not fall, or the converted model decoded nothing.
    """
    import torch

    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        session.prepare_corpus(recipe.SMOKE, out)
        text = [step[0] for step in session.run(recipe.SMOKE, out)]
        publish(out, out / "model", [(1, 0)])
        model = evaluation.load(out / "model")
        score = evaluation.measure(model, evaluation.held_out("dev", "dev", 1, seed=1))
    first, last = (sum(part) / _EDGE for part in (text[:_EDGE], text[-_EDGE:]))
    if last >= first or score.utterances != 2:
        raise RuntimeError(f"The smoke training failed: losses {first:.3f} and {last:.3f}.")
    return {
        "first_loss": round(first, 3),
        "last_loss": round(last, 3),
        "steps": len(text),
        "decoded": score.utterances,
    }
