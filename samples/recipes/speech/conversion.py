"""A trained model becomes a CTranslate2 folder that faster-whisper loads like any other."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from tokenizers import Tokenizer

from samples.recipes.speech import tokenizer as tokens
from samples.recipes.speech.model import Shape, Whisper

PREPROCESSOR = {
    "feature_size": 80,
    "sampling_rate": 16000,
    "hop_length": 160,
    "chunk_length": 30,
    "n_fft": 400,
}


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
    from ctranslate2.converters.transformers import WhisperLoader
    from ctranslate2.specs.whisper_spec import WhisperSpec

    model = Whisper(shape)
    model.load_state_dict(weights)
    model.eval()
    spec = WhisperSpec(shape.encoder_layers, shape.heads, shape.decoder_layers, shape.heads)
    loader = WhisperLoader()
    with torch.no_grad():
        loader.set_encoder(spec.encoder, model.encoder)
        loader.set_decoder(spec.decoder, model.decoder)
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
