"""The network: a small pre-norm transformer in the arithmetic of CTranslate2's ``TransformerSpec``.

Everything here has a counterpart in the converted file: fused query-key-value projections, ReLU, layer norms
before each block and one after the last, embeddings scaled by the square root of the depth, sinusoidal
positions, one embedding table shared by source, target and output. Nothing else may be added, or the
converted model would compute something other than what was trained.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

MAX_POSITIONS = 256
"""Longest sequence in tokens that is trained on; CTranslate2 decodes at most 256 by default."""

NORM_EPSILON = 1e-5


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a network.

    Attributes:
        vocabulary: Pieces in the shared vocabulary.
        depth: Width of every layer (d_model).
        heads: Attention heads; must divide ``depth``.
        encoder_layers: Layers that read the source.
        decoder_layers: Layers that write the target.
        dropout: Share of activations dropped while training.
    """

    vocabulary: int
    depth: int = 192
    heads: int = 6
    encoder_layers: int = 2
    decoder_layers: int = 2
    dropout: float = 0.05

    @property
    def feed_forward(self) -> int:
        """Inner width of the feed-forward blocks."""
        return 4 * self.depth


def positions(length: int, depth: int) -> Tensor:
    """Sinusoidal positions, ``(length, depth)``: sines in the first half, cosines in the second.

    The layout of "Attention Is All You Need" as tensor2tensor and OpenNMT-tf write it; the table is stored in
    the converted model, so the layout only has to agree with itself.
    """
    rates = torch.exp(torch.arange(depth // 2) * (-math.log(10_000.0) / (depth // 2 - 1)))
    angles = torch.arange(1, length + 1)[:, None] * rates[None, :]
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class SelfAttention(nn.Module):
    """Multi-head attention of a sequence on itself, with one fused input projection."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.norm = nn.LayerNorm(shape.depth, eps=NORM_EPSILON)
        self.inputs = nn.Linear(shape.depth, 3 * shape.depth)
        self.output = nn.Linear(shape.depth, shape.depth)

    def forward(self, states: Tensor, mask: Tensor | None, causal: bool) -> Tensor:
        """Attend within ``states`` ``(batch, length, depth)``; ``mask`` is true where attention may go."""
        queries, keys, values = (
            _split(part, self.heads) for part in self.inputs(self.norm(states)).chunk(3, dim=-1)
        )
        mixed = functional.scaled_dot_product_attention(
            queries, keys, values, attn_mask=mask, is_causal=causal
        )
        result: Tensor = self.output(_merge(mixed))
        return result


class CrossAttention(nn.Module):
    """Multi-head attention of the target on the encoded source."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.norm = nn.LayerNorm(shape.depth, eps=NORM_EPSILON)
        self.queries = nn.Linear(shape.depth, shape.depth)
        self.memory = nn.Linear(shape.depth, 2 * shape.depth)
        self.output = nn.Linear(shape.depth, shape.depth)

    def forward(self, states: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Attend from ``states`` to ``memory``, both ``(batch, length, depth)``, where ``mask`` is true."""
        queries = _split(self.queries(self.norm(states)), self.heads)
        keys, values = (_split(part, self.heads) for part in self.memory(memory).chunk(2, dim=-1))
        mixed = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=mask)
        result: Tensor = self.output(_merge(mixed))
        return result


class FeedForward(nn.Module):
    """Norm, widen, ReLU, narrow."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(shape.depth, eps=NORM_EPSILON)
        self.widen = nn.Linear(shape.depth, shape.feed_forward)
        self.narrow = nn.Linear(shape.feed_forward, shape.depth)

    def forward(self, states: Tensor) -> Tensor:
        """Transform each position of ``states`` ``(batch, length, depth)`` on its own."""
        result: Tensor = self.narrow(functional.relu(self.widen(self.norm(states))))
        return result


class EncoderLayer(nn.Module):
    """Self-attention and feed-forward, each added to what came in."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention = SelfAttention(shape)
        self.feed_forward = FeedForward(shape)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Encode ``states`` one layer further."""
        states = states + self.dropout(self.attention(states, mask, causal=False))
        result: Tensor = states + self.dropout(self.feed_forward(states))
        return result


class DecoderLayer(nn.Module):
    """Causal self-attention, attention on the source, feed-forward."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention = SelfAttention(shape)
        self.source = CrossAttention(shape)
        self.feed_forward = FeedForward(shape)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, states: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Decode ``states`` one layer further, looking at ``memory`` where ``mask`` is true."""
        states = states + self.dropout(self.attention(states, None, causal=True))
        states = states + self.dropout(self.source(states, memory, mask))
        result: Tensor = states + self.dropout(self.feed_forward(states))
        return result


class Translator(nn.Module):
    """Encoder and decoder with one embedding table for source, target and output."""

    positions: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embeddings = nn.Embedding(shape.vocabulary, shape.depth)
        self.encoder = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder_layers))
        self.decoder = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder_layers))
        self.encoder_norm = nn.LayerNorm(shape.depth, eps=NORM_EPSILON)
        self.decoder_norm = nn.LayerNorm(shape.depth, eps=NORM_EPSILON)
        self.output_bias = nn.Parameter(torch.zeros(shape.vocabulary))
        self.dropout = nn.Dropout(shape.dropout)
        self.register_buffer("positions", positions(MAX_POSITIONS, shape.depth), persistent=False)
        nn.init.normal_(self.embeddings.weight, std=shape.depth**-0.5)

    def embed(self, tokens: Tensor) -> Tensor:
        """Token ids ``(batch, length)`` to states ``(batch, length, depth)``."""
        states = self.embeddings(tokens) * math.sqrt(self.shape.depth)
        result: Tensor = self.dropout(states + self.positions[: tokens.shape[1]])
        return result

    def encode(self, source: Tensor, mask: Tensor) -> Tensor:
        """Turn source ids ``(batch, length)`` to memory; ``mask`` ``(batch, 1, 1, length)`` hides padding."""
        states = self.embed(source)
        for layer in self.encoder:
            states = layer(states, mask)
        result: Tensor = self.encoder_norm(states)
        return result

    def decode(self, target: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Target ids so far ``(batch, length)`` to the states that predict the next ones."""
        states = self.embed(target)
        for layer in self.decoder:
            states = layer(states, memory, mask)
        result: Tensor = self.decoder_norm(states)
        return result

    def logits(self, states: Tensor) -> Tensor:
        """States ``(…, depth)`` to scores over the vocabulary ``(…, vocabulary)``."""
        return functional.linear(states, self.embeddings.weight, self.output_bias)


def _split(states: Tensor, heads: int) -> Tensor:
    batch, length, depth = states.shape
    return states.view(batch, length, heads, depth // heads).transpose(1, 2)


def _merge(states: Tensor) -> Tensor:
    batch, heads, length, width = states.shape
    return states.transpose(1, 2).reshape(batch, length, heads * width)
