"""Whisper models with random weights and the true form of the published ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import ctranslate2
import numpy as np
from faster_whisper.tokenizer import _LANGUAGE_CODES
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers


@dataclass(frozen=True)
class Shape:
    """The numbers of a published model.

    ``text_tokens`` fills its vocabulary up to the true size; an ``endless`` model never writes the end token
    or any other special one, so that every text has the length that was asked for.
    """

    width: int
    encoder_layers: int
    decoder_layers: int
    heads: int
    mels: int
    yue: bool
    text_tokens: int = 256
    endless: bool = False


TINY = Shape(384, 4, 4, 6, 80, yue=False, text_tokens=50_257)
SMALL = Shape(768, 12, 12, 12, 80, yue=False, text_tokens=50_257)
LARGE_V3 = Shape(1280, 32, 32, 20, 128, yue=True, text_tokens=50_257)
TURBO = Shape(1280, 32, 4, 20, 128, yue=True, text_tokens=50_257)
NARROW_LARGE_V3 = Shape(64, 2, 2, 2, 128, yue=True)
NARROW_TURBO = Shape(64, 2, 1, 2, 128, yue=True)
NARROW_SMALL = Shape(64, 2, 2, 2, 80, yue=False)


Layer: TypeAlias = Any  # a part of CTranslate2's model, filled attribute by attribute


def build(folder: Path, shape: Shape, seed: int = 0) -> Path:
    """Write a model folder that faster-whisper loads."""
    rng = np.random.default_rng(seed)
    tokenizer = _tokenizer(shape)
    vocabulary = [token for token, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])]
    spec = ctranslate2.specs.WhisperSpec(shape.encoder_layers, shape.heads, shape.decoder_layers, shape.heads)
    width = shape.width

    def random(*sizes: int) -> np.ndarray:
        return rng.normal(0, 0.05, sizes).astype(np.float32)

    def linear(layer: Layer, rows: int, columns: int) -> None:
        layer.weight, layer.bias = random(rows, columns), random(rows)

    def norm(layer: Layer) -> None:
        layer.gamma, layer.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    def attention(layer: Layer, *, itself: bool) -> None:
        norm(layer.layer_norm)
        sizes = (3 * width, width) if itself else (width, 2 * width, width)
        for part, rows in zip(layer.linear, sizes, strict=True):
            linear(part, rows, width)

    def feed_forward(layer: Layer) -> None:
        norm(layer.layer_norm)
        linear(layer.linear_0, 4 * width, width)
        linear(layer.linear_1, width, 4 * width)

    spec.encoder.conv1.weight, spec.encoder.conv1.bias = random(width, shape.mels, 3), random(width)
    spec.encoder.conv2.weight, spec.encoder.conv2.bias = random(width, width, 3), random(width)
    spec.encoder.position_encodings.encodings = random(1500, width)
    spec.decoder.position_encodings.encodings = random(448, width)
    spec.decoder.embeddings.weight = random(len(vocabulary), width)
    spec.decoder.projection.weight = spec.decoder.embeddings.weight
    if shape.endless:
        spec.decoder.projection.weight = spec.decoder.embeddings.weight.copy()
        spec.decoder.projection.weight[tokenizer.token_to_id("<|endoftext|>") :] = 0.0
    for half in (spec.encoder, spec.decoder):
        norm(half.layer_norm)
        for layer in half.layer:
            attention(layer.self_attention, itself=True)
            if half is spec.decoder:
                attention(layer.attention, itself=False)
            feed_forward(layer.ffn)
    spec.register_vocabulary(vocabulary)
    spec.config.lang_ids = [tokenizer.token_to_id(f"<|{code}|>") for code in _languages(shape)]
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [tokenizer.token_to_id("<|endoftext|>")]
    spec.config.alignment_heads = [[shape.decoder_layers - 1, 0]]
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    tokenizer.save(str(folder / "tokenizer.json"))
    features = {"feature_size": shape.mels, "sampling_rate": 16000, "hop_length": 160, "chunk_length": 30}
    (folder / "preprocessor_config.json").write_text(json.dumps({**features, "n_fft": 400}))
    return folder


def _languages(shape: Shape) -> list[str]:
    return [code for code in _LANGUAGE_CODES if code != "yue" or shape.yue]


def _tokenizer(shape: Shape) -> Tokenizer:
    text = {"": 0}  # CTranslate2 knows a multilingual Whisper by its empty token
    for letter in sorted(pre_tokenizers.ByteLevel.alphabet()):
        text[letter] = len(text)
    for index in range(shape.text_tokens - len(text)):
        text[f"filler{index}"] = len(text)
    tokenizer = Tokenizer(models.BPE(vocab=text, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|startoftranscript|>", *(f"<|{code}|>" for code in _languages(shape))]
    special += ["<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>"]
    special += ["<|notimestamps|>"]
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in special])
    times = [AddedToken(f"<|{step * 0.02:.2f}|>", special=False, normalized=False) for step in range(1501)]
    tokenizer.add_tokens(times)
    return tokenizer
