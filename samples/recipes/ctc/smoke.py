"""A proof in seconds that the recipe works from the phrasebook to a model that sherpa-onnx loads."""

from __future__ import annotations

import tempfile
from pathlib import Path

from samples.recipes.ctc import evaluation, training
from samples.recipes.ctc.publishing import publish
from samples.recipes.ctc.recipe import SMOKE
from samples.recipes.speech.evaluation import held_out

_EDGE = 4


def smoke() -> dict[str, float]:
    """Train a few steps, export, load and decode.

    Returns:
        ``first_loss`` and ``last_loss`` (nats a token), ``steps``, ``decoded`` sentences.

    Raises:
        RuntimeError: The loss did not fall, or the exported model gave another number of frames.
    """
    import torch

    torch.set_num_threads(1)
    said = held_out("dev", "dev", 1, seed=1)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        state, _ = training.train(SMOKE, out)
        publish(SMOKE, out, out / "model")
        evaluation.measure(evaluation.load(out / "model"), said)
    first, last = (sum(part) / _EDGE for part in (state.history[:_EDGE], state.history[-_EDGE:]))
    if last >= first:
        raise RuntimeError(f"The smoke training failed: losses {first:.3f} and {last:.3f}.")
    return {
        "first_loss": round(first, 3),
        "last_loss": round(last, 3),
        "steps": len(state.history),
        "decoded": len(said),
    }
