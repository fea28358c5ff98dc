"""The Whisper architecture in plain torch, small enough to train on two cores.

Attribute names are Whisper's usual ones. The difference from a stock implementation is in training only:
the encoder takes a window of any length at any offset of its positions, and the decoder can return the
attention of one supervised head.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

POSITIONS = 1500
TEXT_POSITIONS = 448
MELS = 80


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a model: widths, depths, vocabulary and auxiliary classes."""

    vocabulary: int
    phonemes: int
    width: int = 128
    heads: int = 2
    encoder_layers: int = 3
    decoder_layers: int = 2
    feed_forward: int = 512


def sinusoids(length: int, channels: int) -> Tensor:
    """Return Whisper's fixed encoder positions, shape ``(length, channels)``."""
    step = math.log(10000) / (channels // 2 - 1)
    inverse = torch.exp(-step * torch.arange(channels // 2))
    scaled = torch.arange(length)[:, None] * inverse[None, :]
    return torch.cat([scaled.sin(), scaled.cos()], dim=1)


class Attention(nn.Module):
    """Multi-head attention; keys have no bias, as in Whisper."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_proj = nn.Linear(width, width)
        self.k_proj = nn.Linear(width, width, bias=False)
        self.v_proj = nn.Linear(width, width)
        self.out_proj = nn.Linear(width, width)

    def _split(self, x: Tensor) -> Tensor:
        batch, length, width = x.shape
        return x.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def forward(self, x: Tensor, memory: Tensor | None = None, causal: bool = False) -> Tensor:
        """Attend from ``x`` (batch, queries, width) to ``memory`` (default: ``x`` itself)."""
        source = x if memory is None else memory
        query, key, value = (
            self._split(self.q_proj(x)),
            self._split(self.k_proj(source)),
            self._split(self.v_proj(source)),
        )
        out = functional.scaled_dot_product_attention(query, key, value, is_causal=causal)
        return self.out_proj(out.transpose(1, 2).reshape(x.shape))

    def scores(self, x: Tensor, memory: Tensor, head: int) -> Tensor:
        """Return one head's attention logits, shape (batch, queries, keys), in float32."""
        size = x.shape[-1] // self.heads
        part = slice(head * size, (head + 1) * size)
        query = functional.linear(x, self.q_proj.weight[part], self.q_proj.bias[part])
        key = functional.linear(memory, self.k_proj.weight[part])
        return torch.bmm(query, key.transpose(1, 2)).float() / math.sqrt(size)


class EncoderLayer(nn.Module):
    """Pre-norm self-attention and feed-forward."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.self_attn = Attention(shape.width, shape.heads)
        self.self_attn_layer_norm = nn.LayerNorm(shape.width)
        self.fc1 = nn.Linear(shape.width, shape.feed_forward)
        self.fc2 = nn.Linear(shape.feed_forward, shape.width)
        self.final_layer_norm = nn.LayerNorm(shape.width)

    def forward(self, x: Tensor) -> Tensor:
        """Map (batch, frames, width) to the same shape."""
        x = x + self.self_attn(self.self_attn_layer_norm(x))
        return x + self.fc2(functional.gelu(self.fc1(self.final_layer_norm(x))))


class DecoderLayer(nn.Module):
    """Pre-norm causal self-attention, cross-attention and feed-forward."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.self_attn = Attention(shape.width, shape.heads)
        self.self_attn_layer_norm = nn.LayerNorm(shape.width)
        self.encoder_attn = Attention(shape.width, shape.heads)
        self.encoder_attn_layer_norm = nn.LayerNorm(shape.width)
        self.fc1 = nn.Linear(shape.width, shape.feed_forward)
        self.fc2 = nn.Linear(shape.feed_forward, shape.width)
        self.final_layer_norm = nn.LayerNorm(shape.width)

    def forward(self, x: Tensor, memory: Tensor, head: int | None) -> tuple[Tensor, Tensor | None]:
        """Return the new states and, where ``head`` is named, its attention logits."""
        x = x + self.self_attn(self.self_attn_layer_norm(x), causal=True)
        normed = self.encoder_attn_layer_norm(x)
        scores = None if head is None else self.encoder_attn.scores(normed, memory, head)
        x = x + self.encoder_attn(normed, memory)
        return x + self.fc2(functional.gelu(self.fc1(self.final_layer_norm(x)))), scores


class Encoder(nn.Module):
    """Two convolutions (the second halves the frame rate to 50 a second) and the layers."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(MELS, shape.width, 3, padding=1)
        self.conv2 = nn.Conv1d(shape.width, shape.width, 3, stride=2, padding=1)
        self.embed_positions = nn.Embedding(POSITIONS, shape.width)
        self.embed_positions.weight.data.copy_(sinusoids(POSITIONS, shape.width))
        self.embed_positions.requires_grad_(False)
        self.layers = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder_layers))
        self.layer_norm = nn.LayerNorm(shape.width)

    def forward(self, features: Tensor, offset: int = 0) -> Tensor:
        """Encode (batch, mels, frames) at position ``offset``; returns (batch, frames/2, width)."""
        x = functional.gelu(self.conv2(functional.gelu(self.conv1(features)))).transpose(1, 2)
        x = x + self.embed_positions.weight[offset : offset + x.shape[1]]
        for layer in self.layers:
            x = layer(x)
        return self.layer_norm(x)


class Decoder(nn.Module):
    """Token and learned position embeddings, then the layers; the output is tied to the tokens."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(shape.vocabulary, shape.width)
        self.embed_positions = nn.Embedding(TEXT_POSITIONS, shape.width)
        nn.init.normal_(self.embed_tokens.weight, std=0.02)
        nn.init.normal_(self.embed_positions.weight, std=0.02)
        self.layers = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder_layers))
        self.layer_norm = nn.LayerNorm(shape.width)

    def forward(
        self, tokens: Tensor, memory: Tensor, head: tuple[int, int] | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """Return hidden states and, for ``head`` = (layer, head), its cross-attention logits."""
        x = self.embed_tokens(tokens) + self.embed_positions.weight[: tokens.shape[1]]
        kept = None
        for index, layer in enumerate(self.layers):
            wanted = head[1] if head is not None and head[0] == index else None
            x, scores = layer(x, memory, wanted)
            kept = scores if scores is not None else kept
        return self.layer_norm(x), kept


class Whisper(nn.Module):
    """Encoder, decoder and the auxiliary phoneme classifier that training drops at the end."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.decoder = Decoder(shape)
        self.phonemes = nn.Linear(shape.width, shape.phonemes)

    def logits(self, hidden: Tensor) -> Tensor:
        """Project decoder states onto the vocabulary with the tied embedding."""
        return functional.linear(hidden, self.decoder.embed_tokens.weight)
