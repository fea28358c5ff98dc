"""From a checkpoint to an Argos package: a CTranslate2 int8 model, its vocabulary, and what describes it."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samples.recipes.translation import training, vocabulary

if TYPE_CHECKING:
    from torch import Tensor, nn

    from samples.recipes.translation.model import Translator

ARGOS_VERSION = "1.9"
PACKAGE_VERSION = "1.0"
LONGEST_INPUT = 1024
"""Positions in the converted model: CTranslate2 cuts a longer source, and fails on one beyond the table."""

LANGUAGES = {"zh": "Chinese", "en": "English"}


@dataclass(frozen=True, slots=True)
class Package:
    """What a package says about itself."""

    source: str
    target: str
    readme: str

    @property
    def name(self) -> str:
        """The folder's and the model's name."""
        return f"translate-{self.source}-{self.target}-demo"


def convert(checkpoint: Path, sentencepiece: Path, package: Package, out: Path, head: int = 0) -> Path:
    """Write a whole package folder, replacing one that is there, and return it.

    Args:
        checkpoint: From training.
        sentencepiece: The vocabulary that it was trained with.
        package: Languages and README.
        out: The package's folder.
        head: The attention head of the last decoder layer that says which source word an unknown piece stands
            for.
    """
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    shutil.copyfile(sentencepiece, out / "sentencepiece.model")
    write_model(
        training.load(checkpoint), vocabulary.pieces(vocabulary.load(sentencepiece)), out / "model", head
    )
    metadata = {
        "name": package.name,
        "type": "translate",
        "package_version": PACKAGE_VERSION,
        "argos_version": ARGOS_VERSION,
        "from_code": package.source,
        "from_name": LANGUAGES[package.source],
        "to_code": package.target,
        "to_name": LANGUAGES[package.target],
        "demo": True,
        "links": [],
    }
    _write_json(out / "metadata.json", metadata)
    (out / "README.md").write_text(package.readme, encoding="utf-8")
    write_manifest(package, out)
    return out


def recipe(source: str, target: str) -> str:
    """Give the command that trains a direction."""
    return f"python -m samples.recipes translation train --from {source} --to {target}"


def write_manifest(package: Package, out: Path) -> None:
    """Write ``manifest.json`` with the SHA-256 of every other file of the folder."""
    files = sorted(path for path in out.rglob("*") if path.is_file() and path.name != "manifest.json")
    manifest = {
        "name": package.name,
        "kind": "translate",
        "from": package.source,
        "to": package.target,
        "demo": True,
        "source": "Trained from nothing on the phrasebook of samples/recipes; no other weights went in.",
        "licence": "MIT",
        "recipe": recipe(package.source, package.target),
        "files": {path.relative_to(out).as_posix(): _sha256(path) for path in files},
    }
    _write_json(out / "manifest.json", manifest)


def write_model(model: Translator, pieces: Any, out: Path, head: int = 0) -> None:
    """Write a model as a CTranslate2 folder with int8 weights."""
    from ctranslate2.specs import TransformerSpec

    from samples.recipes.translation.model import positions

    shape = model.shape
    spec = TransformerSpec.from_config((shape.encoder_layers, shape.decoder_layers), shape.heads)
    spec.config.decoder_start_token = "<s>"  # noqa: S105, a piece and no password
    spec.config.layer_norm_epsilon = 1e-5
    for side in (spec.encoder.embeddings[0], spec.decoder.embeddings):
        side.weight = _array(model.embeddings.weight)
    spec.decoder.projection.weight = _array(model.embeddings.weight)
    spec.decoder.projection.bias = _array(model.output_bias)
    for side, layers in ((spec.encoder, model.encoder), (spec.decoder, model.decoder)):
        side.position_encodings.encodings = _array(positions(LONGEST_INPUT, shape.depth))
        for there, here in zip(side.layer, layers, strict=True):
            _self_attention(there.self_attention, here.attention)
            _feed_forward(there.ffn, here.feed_forward)
    _norm(spec.encoder.layer_norm, model.encoder_norm)
    _norm(spec.decoder.layer_norm, model.decoder_norm)
    for number, (there, here) in enumerate(zip(spec.decoder.layer, model.decoder, strict=True), 1):
        _cross_attention(there.attention, here.source, head if number == shape.decoder_layers else 0)
    spec.register_source_vocabulary(list(pieces))
    spec.register_target_vocabulary(list(pieces))
    spec.validate()
    spec.optimize(quantization="int8")
    out.mkdir(parents=True, exist_ok=True)
    spec.save(str(out))


def _self_attention(there: Any, here: Any) -> None:
    _norm(there.layer_norm, here.norm)
    _linear(there.linear[0], here.inputs)
    _linear(there.linear[1], here.output)


def _cross_attention(there: Any, here: Any, first: int) -> None:
    """Copy, with head ``first`` moved to the front: CTranslate2 reports the first head's attention."""
    import torch

    width = here.queries.out_features // here.heads
    heads = [first, *(head for head in range(here.heads) if head != first)]
    order = torch.cat([torch.arange(head * width, (head + 1) * width) for head in heads])
    _norm(there.layer_norm, here.norm)
    there.linear[0].weight = _array(here.queries.weight[order])
    there.linear[0].bias = _array(here.queries.bias[order])
    both = torch.cat([order, order + len(order)])
    there.linear[1].weight = _array(here.memory.weight[both])
    there.linear[1].bias = _array(here.memory.bias[both])
    there.linear[2].weight = _array(here.output.weight[:, order])
    there.linear[2].bias = _array(here.output.bias)


def _feed_forward(there: Any, here: Any) -> None:
    _norm(there.layer_norm, here.norm)
    _linear(there.linear_0, here.widen)
    _linear(there.linear_1, here.narrow)


def _linear(there: Any, here: nn.Linear) -> None:
    there.weight = _array(here.weight)
    there.bias = _array(here.bias)


def _norm(there: Any, here: nn.LayerNorm) -> None:
    there.gamma = _array(here.weight)
    there.beta = _array(here.bias)


def _array(tensor: Tensor) -> Any:
    # A copy, because quantization works in place and the model may be written again.
    return tensor.detach().numpy().copy()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_json(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
