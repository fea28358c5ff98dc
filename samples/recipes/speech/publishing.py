"""From a checkpoint to the folder that is shipped: converted, hashed, described."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from samples.recipes.speech.conversion import convert
from samples.recipes.speech.model import Shape

_DESCRIPTION = {
    "name": "whisper-demo",
    "kind": "whisper",
    "source": "trained from nothing on synthetic speech of this project's phrasebook",
    "licence": "MIT",
    "recipe": "samples/recipes/speech",
    "languages": ["zh", "en"],
    "demo": True,
}
_MANIFEST = "manifest.json"


def publish(run: Path, to: Path, heads: Sequence[tuple[int, int]]) -> None:
    """Convert the averaged weights of ``run/checkpoint.pt`` and write the manifest beside them."""
    saved = torch.load(run / "checkpoint.pt", weights_only=True)
    tokenizer = Tokenizer.from_file(str(run / "tokenizer.json"))
    convert(saved["average"], Shape(**saved["shape"]), tokenizer, to, list(heads))
    write_manifest(to, _DESCRIPTION)


def write_manifest(folder: Path, description: Mapping[str, object]) -> None:
    """Write ``manifest.json``: what the model is, and the SHA-256 of every file of it."""
    files = sorted(f for f in folder.iterdir() if f.is_file() and f.name != _MANIFEST)
    hashes = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    text = json.dumps({**description, "files": hashes}, indent=1, ensure_ascii=False)
    (folder / _MANIFEST).write_text(text + "\n", encoding="utf-8")
