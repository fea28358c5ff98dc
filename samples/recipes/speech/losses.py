"""What is minimised: the transcript, the phonemes under it, and where one head looks."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from samples.recipes.speech.model import Whisper
from samples.recipes.speech.windows import IGNORED, Batch

SUPERVISED_HEAD = (1, 0)
"""The decoder's last layer: it knows what was said before, so it can know where it is."""
PHONEME_WEIGHT = 0.6
ATTENTION_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Losses:
    """The three terms, each a mean in nats."""

    text: Tensor
    phonemes: Tensor
    attention: Tensor

    @property
    def total(self) -> Tensor:
        """The weighted sum that is minimised."""
        return self.text + PHONEME_WEIGHT * self.phonemes + ATTENTION_WEIGHT * self.attention


def attention_loss(scores: Tensor, spans: Tensor) -> Tensor:
    """Cross-entropy between a head's attention and the frames each token is said in.

    Args:
        scores: attention logits, shape (batch, tokens, frames).
        spans: frames [from, to) of each token, shape (batch, tokens, 2); empty ones do not count.
    """
    rows, places = (spans[..., 1] > spans[..., 0]).nonzero(as_tuple=True)
    if rows.numel() == 0:
        return scores.sum() * 0.0
    first, last = spans[rows, places].unbind(-1)
    logs = scores[rows, places].log_softmax(-1)
    before = functional.pad(logs.cumsum(-1), (1, 0))
    inside = before.gather(1, last[:, None]) - before.gather(1, first[:, None])
    return -(inside.squeeze(1) / (last - first)).mean()


def losses(model: Whisper, batch: Batch) -> Losses:
    """Run the model on a batch; see :class:`Losses`."""
    memory = model.encoder(batch.features, batch.offset)
    hidden, scores = model.decoder(batch.tokens, memory, SUPERVISED_HEAD)
    kept = batch.targets != IGNORED
    text = functional.cross_entropy(model.logits(hidden[kept]), batch.targets[kept])
    phonemes = functional.cross_entropy(model.phonemes(memory).flatten(0, 1), batch.phonemes.flatten())
    assert scores is not None  # noqa: S101 - the head was asked for
    return Losses(text, phonemes, attention_loss(scores, batch.spans))


def detached(value: Losses) -> tuple[float, float, float]:
    """Give the three terms as numbers."""
    return tuple(torch.stack([value.text, value.phonemes, value.attention]).tolist())  # type: ignore[return-value]
