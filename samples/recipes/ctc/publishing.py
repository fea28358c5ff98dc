"""From a checkpoint to the folder that is shipped: exported, hashed, described."""

from __future__ import annotations

from pathlib import Path

from samples.recipes.ctc import training
from samples.recipes.ctc.export import export, trained
from samples.recipes.ctc.recipe import Recipe
from samples.recipes.speech.publishing import write_manifest

_DESCRIPTION = {
    "name": "ctc-demo",
    "kind": "speech",
    "engine": "sherpa",
    "source": "trained from nothing on synthetic speech of this project's phrasebook",
    "licence": "MIT",
    "recipe": "samples/recipes/ctc",
    "languages": ["zh", "en"],
    "demo": True,
}


def publish(recipe: Recipe, out: Path, to: Path) -> None:
    """Export the averaged weights of ``out/checkpoint.pt`` and write the manifest beside them."""
    state, vocabulary = training.load(recipe, out)
    export(trained(recipe, state, len(vocabulary.tokens)), vocabulary, to)
    write_manifest(to, _DESCRIPTION)
