"""From a checkpoint to the folder that is shipped: exported, hashed, described."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from samples.recipes.ctc import training
from samples.recipes.ctc.export import export, trained
from samples.recipes.ctc.recipe import Recipe

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
_MANIFEST = "manifest.json"


def publish(recipe: Recipe, out: Path, to: Path) -> None:
    """Export the averaged weights of ``out/checkpoint.pt`` and write the manifest beside them."""
    state, vocabulary = training.load(recipe, out)
    export(trained(recipe, state, len(vocabulary.tokens)), vocabulary, to)
    files = sorted(file for file in to.iterdir() if file.is_file() and file.name != _MANIFEST)
    hashes = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    text = json.dumps(_DESCRIPTION | {"files": hashes}, indent=1, ensure_ascii=False)
    (to / _MANIFEST).write_text(text + "\n", encoding="utf-8")
