"""The recipe's numbers: corpus, shape, steps. What is shipped was made with exactly these."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network.

    Attributes:
        width: Numbers a frame.
        layers: Conformer blocks.
        heads: Attention heads of a block.
        kernel: Frames that the convolution of a block sees.
    """

    width: int = 128
    layers: int = 4
    heads: int = 4
    kernel: int = 15


@dataclass(frozen=True, slots=True)
class Recipe:
    """One way to make a model.

    Attributes:
        pairs: Sentence pairs of the phrasebook, each said once in either language.
        pieces: English pieces of words in the vocabulary.
        steps: Steps of descent.
        batch_s: Seconds of sound in a batch.
        rate: Highest learning rate.
    """

    pairs: int = 7_000
    seed: int = 41
    pieces: int = 600
    steps: int = 2_600
    batch_s: float = 48.0
    rate: float = 2e-3
    shape: Shape = Shape()


FULL = Recipe()
SMOKE = Recipe(pairs=24, pieces=120, steps=12, batch_s=12.0, shape=Shape(width=32, layers=1))
