"""Converted models of OPUS-MT, M2M-100, NLLB and MADLAD-400, with their own SentencePiece models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from translate.engines.base import Hypothesis, SearchOptions
from translate.engines.converted.folder import ConvertedModel
from translate.engines.runner import Framing, Runner, damaged
from translate.options import TranslationOptions

__all__ = ["ConvertedEngine", "ConvertedTranslation"]


class ConvertedTranslation:
    """An installed model, loaded at the first sentence (see ``TranslationModel``).

    Args:
        model: Its folder, read.
        options: Threads and device; the search comes with each batch.
    """

    def __init__(self, model: ConvertedModel, options: TranslationOptions) -> None:
        self.model = model
        self.runner = Runner(model.folder, model.folder, options)
        self._engines: dict[tuple[str, str], ConvertedEngine] = {}

    @property
    def directions(self) -> str:
        """Its one direction, or how many languages it knows."""
        return "→".join(self.model.pair) if self.model.pair else f"{len(self.model.tokens)} languages"

    def direction(self, source: str, target: str) -> ConvertedEngine | None:
        """The engine of one direction; all of them share the weights."""
        source, target = self._known(source), self._known(target)
        if not self.model.leads(source, target):
            return None
        if (source, target) not in self._engines:
            self._engines[source, target] = ConvertedEngine(self, self.model.framing(source, target))
        return self._engines[source, target]

    def _known(self, code: str) -> str:
        """A code as the model's own table writes it, whatever its case."""
        known = self.model.pair or self.model.tokens
        return next((each for each in known if each.lower() == code.lower()), code)

    @cached_property
    def source_pieces(self) -> Any:
        """The SentencePiece processor of the source."""
        return _processor(self.model.source_pieces)

    @cached_property
    def target_pieces(self) -> Any:
        """The SentencePiece processor of the target."""
        if self.model.target_pieces == self.model.source_pieces:
            return self.source_pieces
        return _processor(self.model.target_pieces)


class ConvertedEngine:
    """One direction of a model (see ``SentenceEngine``).

    Args:
        model: The opened model.
        framing: The tokens around a sentence in this direction.
    """

    def __init__(self, model: ConvertedTranslation, framing: Framing) -> None:
        self._model, self._framing = model, framing

    @property
    def name(self) -> str:
        """The folder's name."""
        return self._model.model.folder.name

    def encode(self, sentence: str) -> list[str]:
        """Cut a sentence into pieces; the tokens that name languages are added when it is translated."""
        return list(self._model.source_pieces.encode(sentence, out_type=str))

    def decode(self, tokens: Sequence[str]) -> str:
        """Put pieces together, without tokens that are no text."""
        special = self._model.model.tokens.values()
        return str(
            self._model.target_pieces.decode([token for token in tokens if token not in special])
        ).strip()

    def translate(
        self, batches: Iterable[Sequence[Sequence[str]]], search: SearchOptions
    ) -> Iterator[list[list[Hypothesis]]]:
        """Translate batches (see ``SentenceEngine``)."""
        return self._model.runner.translate(batches, self._framing, search)

    def score_tokens(self, source: Sequence[str], target: Sequence[str]) -> tuple[float, ...]:
        """Give the log-probability of each target token."""
        return self._model.runner.score(source, target, self._framing)


def _processor(path: Path) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (RuntimeError, OSError, TypeError) as error:
        raise damaged(str(path), error) from error
