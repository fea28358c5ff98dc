"""Which attention heads tell word times best: each is tried on the dev split through faster-whisper."""

from __future__ import annotations

import itertools
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from samples.recipes.speech import evaluation

Heads = Sequence[tuple[int, int]]
_PAIRS = 20
_SEED = 77


def candidates(layers: int, heads: int) -> Iterator[Heads]:
    """Give every single head, then every two."""
    every = list(itertools.product(range(layers), range(heads)))
    yield from ([head] for head in every)
    yield from itertools.combinations(every, 2)


def with_heads(model: Path, heads: Heads, to: Path) -> None:
    """Copy a converted model, naming other alignment heads."""
    shutil.copytree(model, to)
    config = json.loads((to / "config.json").read_text(encoding="utf-8"))
    config["alignment_heads"] = [list(head) for head in heads]
    (to / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def compare(model: Path, layers: int = 2, heads: int = 2) -> dict[str, dict[str, float]]:
    """Measure word starts on dev sentences in dev voices for each candidate."""
    sentences = evaluation.held_out("dev", "dev", _PAIRS, _SEED)
    figures = {}
    for chosen in candidates(layers, heads):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "model"
            with_heads(model, chosen, copy)
            score = evaluation.measure(evaluation.load(copy), sentences)
        name = " ".join(f"{layer}:{head}" for layer, head in chosen)
        figures[name] = {k: v for k, v in score.summary().items() if k.startswith("start")}
    return figures
