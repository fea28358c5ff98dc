"""The seam behind which a translation engine stands; no foreign type crosses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = ["Hypothesis", "SearchOptions", "SentenceEngine", "TranslationModel"]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of one sentence, best first in its list.

    Attributes:
        tokens: The pieces the engine wrote.
        score: Mean log-probability of a token (0 is certainty, −5 a guess).
        attention: For each target token, how much it looked at each source token; empty
            unless it was asked for.
    """

    tokens: tuple[str, ...]
    score: float
    attention: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How one batch is searched.

    Attributes:
        beam_size: Hypotheses kept while searching.
        hypotheses: How many come back for a sentence (at most ``beam_size``).
        length_penalty: Exponent of the length by which a score is divided.
        no_repeat: Length of an n-gram that may not come twice; 0 allows all.
        attention: Ask for the attention of target tokens on source tokens.
    """

    beam_size: int = 4
    hypotheses: int = 1
    length_penalty: float = 0.2
    no_repeat: int = 0
    attention: bool = False


class SentenceEngine(Protocol):
    """One direction of one installed package."""

    @property
    def name(self) -> str:
        """What the package is called in provenance."""
        ...

    def encode(self, sentence: str) -> list[str]:
        """Cut a sentence into the model's pieces."""
        ...

    def decode(self, tokens: Sequence[str]) -> str:
        """Put pieces together to text, as the package's own tokenizer does."""
        ...

    def translate(
        self, batches: Iterable[Sequence[Sequence[str]]], search: SearchOptions
    ) -> Iterator[list[list[Hypothesis]]]:
        """Translate batches as they were made up, several at once where it can, and give them in order.

        Yields:
            For each batch one list of hypotheses a sentence, best first.
        """
        ...

    def score_tokens(self, source: Sequence[str], target: Sequence[str]) -> tuple[float, ...]:
        """Give the log-probability of each target token."""
        ...


class TranslationModel(Protocol):
    """An opened model of one direction or of many."""

    def direction(self, source: str, target: str) -> SentenceEngine | None:
        """The engine from one language to another; None where the model does not lead there.

        Args:
            source: BCP-47 code of the text.
            target: BCP-47 code to translate into.
        """
        ...

    @property
    def directions(self) -> str:
        """What it translates, for an error message: ``zh→en``, or how many languages it knows."""
        ...
