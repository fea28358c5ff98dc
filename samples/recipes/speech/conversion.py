"""A trained model becomes a CTranslate2 folder that faster-whisper loads like any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn

from samples.recipes.speech import tokenizer as tokens
from samples.recipes.speech.model import Attention, Decoder, DecoderLayer, Encoder, Shape, Whisper

PREPROCESSOR = {
    "feature_size": 80,
    "sampling_rate": 16000,
    "hop_length": 160,
    "chunk_length": 30,
    "n_fft": 400,
    "short_windows": [4, 6, 12],
}
"""``short_windows``: besides 30 s, the windows of the recipe's plans in seconds; the product uses them."""


def convert(
    weights: dict[str, torch.Tensor],
    shape: Shape,
    tokenizer: Tokenizer,
    out: Path,
    heads: list[tuple[int, int]],
) -> None:
    """Write model.bin, config.json, vocabulary.json, tokenizer.json, preprocessor_config.json.

    Args:
        weights: the state dict of a :class:`Whisper` of that shape.
        shape: the model's size.
        tokenizer: the tokenizer the model was trained with.
        out: the folder; made where it is missing.
        heads: (layer, head) pairs that word times are read from.
    """
    from ctranslate2.specs.whisper_spec import WhisperSpec

    model = Whisper(shape)
    model.load_state_dict(weights)
    spec = WhisperSpec(shape.encoder_layers, shape.heads, shape.decoder_layers, shape.heads)
    with torch.no_grad():
        _stack(spec.encoder, model.encoder)
        _stack(spec.decoder, model.decoder)
        for name in ("conv1", "conv2"):
            _linear(getattr(spec.encoder, name), getattr(model.encoder, name))
    spec.decoder.embeddings.weight = model.decoder.embed_tokens.weight
    spec.decoder.projection.weight = model.decoder.embed_tokens.weight
    spec.register_vocabulary(tokens.vocabulary(tokenizer))
    special = tokens.specials(tokenizer)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = []
    spec.config.lang_ids = sorted(special.languages.values())
    spec.config.alignment_heads = [list(pair) for pair in heads]
    spec.validate()
    spec.optimize(quantization="int8")
    out.mkdir(parents=True, exist_ok=True)
    spec.save(str(out))
    tokenizer.save(str(out / "tokenizer.json"))
    (out / "preprocessor_config.json").write_text(json.dumps(PREPROCESSOR, indent=2) + "\n")


def _stack(spec: Any, module: Encoder | Decoder) -> None:
    """Copy what encoder and decoder have in common; the names on the left are CTranslate2's."""
    spec.position_encodings.encodings = module.embed_positions.weight
    _norm(spec.layer_norm, module.layer_norm)
    for target, layer in zip(spec.layer, module.layers, strict=True):
        _attention(target.self_attention, layer.self_attn, layer.self_attn_layer_norm)
        if isinstance(layer, DecoderLayer):
            _attention(target.attention, layer.encoder_attn, layer.encoder_attn_layer_norm)
        _norm(target.ffn.layer_norm, layer.final_layer_norm)
        _linear(target.ffn.linear_0, layer.fc1)
        _linear(target.ffn.linear_1, layer.fc2)


def _linear(spec: Any, module: nn.Linear | nn.Conv1d) -> None:
    spec.weight = module.weight
    if module.bias is not None:
        spec.bias = module.bias


def _norm(spec: Any, module: nn.LayerNorm) -> None:
    spec.gamma, spec.beta = module.weight, module.bias


def _attention(spec: Any, module: Attention, norm: nn.LayerNorm) -> None:
    """Copy an attention: its inputs fused as far as they share a source (3, or 1 and 2), its output."""
    from ctranslate2.converters.utils import fuse_linear
    from ctranslate2.specs.common_spec import LinearSpec

    parts = [LinearSpec() for _ in range(3)]
    for part, inner in zip(parts, (module.q_proj, module.k_proj, module.v_proj), strict=True):
        _linear(part, inner)
    if len(spec.linear) == 2:
        fuse_linear(spec.linear[0], parts)
    else:
        fuse_linear(spec.linear[0], parts[:1])
        fuse_linear(spec.linear[1], parts[1:])
    _linear(spec.linear[-1], module.out_proj)
    _norm(spec.layer_norm, norm)
