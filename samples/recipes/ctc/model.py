"""A Conformer of a few blocks with a CTC head.

Gulati et al., "Conformer" (2020), without positions: the convolutions tell them, so that any length can be
heard. Each utterance's mean spectrum is taken away first, which levels telephones and microphones.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from samples.recipes.ctc.features import BANDS
from samples.recipes.ctc.recipe import Shape

SUBSAMPLING = 4
_SPREAD = 3.0  # of log filter-bank energies around their mean
_WIDER = 4  # the feed-forward parts against the width


class _FeedForward(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.up = nn.Linear(width, _WIDER * width)
        self.down = nn.Linear(_WIDER * width, width)

    def forward(self, x: Tensor) -> Tensor:
        return self.down(functional.silu(self.up(self.norm(x))))


class _Attention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, padding: Tensor) -> Tensor:
        batch, frames, width = x.shape
        parts = self.qkv(self.norm(x)).view(batch, frames, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        scores = query @ key.transpose(2, 3) * (width // self.heads) ** -0.5
        weights = scores.masked_fill(padding[:, None, None, :], -1e4).softmax(-1)
        return self.out((weights @ value).transpose(1, 2).reshape(batch, frames, width))


class _Convolution(nn.Module):
    def __init__(self, width: int, kernel: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.enter = nn.Linear(width, 2 * width)
        self.over_time = nn.Conv1d(width, width, kernel, padding=kernel // 2, groups=width)
        self.between = nn.LayerNorm(width)
        self.leave = nn.Linear(width, width)

    def forward(self, x: Tensor, padding: Tensor) -> Tensor:
        y = functional.glu(self.enter(self.norm(x)), -1).masked_fill(padding[:, :, None], 0.0)
        y = self.over_time(y.transpose(1, 2)).transpose(1, 2)
        return self.leave(functional.silu(self.between(y)))


class _Block(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.before, self.after = _FeedForward(shape.width), _FeedForward(shape.width)
        self.attention = _Attention(shape.width, shape.heads)
        self.convolution = _Convolution(shape.width, shape.kernel)
        self.norm = nn.LayerNorm(shape.width)

    def forward(self, x: Tensor, padding: Tensor) -> Tensor:
        x = x + 0.5 * self.before(x)
        x = x + self.attention(x, padding)
        x = x + self.convolution(x, padding)
        return self.norm(x + 0.5 * self.after(x))


class Listener(nn.Module):
    """Features in, log-probabilities of tokens out, 25 frames a second.

    Args:
        shape: Its sizes.
        tokens: Tokens of the vocabulary, the blank included.
        phonemes: Sounds that training names under every frame; 0 once it is trained.
    """

    def __init__(self, shape: Shape, tokens: int, phonemes: int = 0) -> None:
        super().__init__()
        width = shape.width
        self.first = nn.Conv1d(BANDS, width, 3, stride=2, padding=1)
        self.second = nn.Conv1d(width, width, 3, stride=2, padding=1)
        self.layers = nn.ModuleList(_Block(shape) for _ in range(shape.layers))
        self.head = nn.Linear(width, tokens)
        self.phonemes = nn.Linear(width, phonemes) if phonemes else None

    def encode(self, x: Tensor, x_lens: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Give frames (batch, frames / 4, width), their numbers, and the frames half way for phonemes."""
        beyond = torch.arange(x.shape[1])[None, :] >= x_lens[:, None]
        x = x.masked_fill(beyond[:, :, None], 0.0)
        mean = x.sum(1, keepdim=True) / x_lens[:, None, None]
        x = ((x - mean) / _SPREAD).masked_fill(beyond[:, :, None], 0.0)
        y = functional.gelu(self.first(x.transpose(1, 2)))
        y = functional.gelu(self.second(y)).transpose(1, 2)
        lengths = (x_lens + SUBSAMPLING - 1) // SUBSAMPLING
        padding = torch.arange(y.shape[1])[None, :] >= lengths[:, None]
        middle = y
        for number, layer in enumerate(self.layers, start=1):
            y = layer(y, padding)
            if number == (len(self.layers) + 1) // 2:
                middle = y
        return y, lengths, middle

    def forward(self, x: Tensor, x_lens: Tensor) -> tuple[Tensor, Tensor]:
        """Give log-probabilities (batch, frames / 4, tokens) and how many frames of each row count."""
        y, lengths, _ = self.encode(x, x_lens)
        return self.head(y).log_softmax(-1), lengths
