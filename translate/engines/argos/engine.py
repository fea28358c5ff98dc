"""The one place that touches Argos Translate.

Only its tokenizers are used: its ``translate`` module loads torch and turns over a sentence or two at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from translate.engines.base import Hypothesis, SearchOptions
from translate.engines.runner import Framing, Runner, damaged
from translate.options import TranslationOptions

if TYPE_CHECKING:
    from translate.engines.argos.package import PackageInfo

__all__ = ["ArgosEngine"]


class ArgosEngine:
    """An installed package, loaded at the first sentence.

    Args:
        package: The package, as ``read_package`` checked it.
        options: Threads and device; the search comes with each batch.
    """

    def __init__(self, package: PackageInfo, options: TranslationOptions) -> None:
        self._package = package
        self._framing = Framing(target=(package.target_prefix,) if package.target_prefix else ())
        self.runner = Runner(package.path / "model", package.path, options)

    @property
    def name(self) -> str:
        """The package's folder name."""
        return self._package.name

    def direction(self, source: str, target: str) -> ArgosEngine | None:
        """Itself, where it translates from the one language to the other (see ``TranslationModel``)."""
        return self if (source, target) == (self._package.source_code, self._package.target_code) else None

    @property
    def directions(self) -> str:
        """Its one direction."""
        return f"{self._package.source_code}→{self._package.target_code}"

    def encode(self, sentence: str) -> list[str]:
        """Cut a sentence into pieces with the package's own tokenizer."""
        try:
            return list(self._tokenizer.encode(sentence))
        except (RuntimeError, OSError, ValueError, TypeError) as error:
            raise damaged(str(self._package.tokenizer), error) from error

    def decode(self, tokens: Sequence[str]) -> str:
        """Put pieces together; one leading space is cut, as Argos Translate does."""
        text = str(self._tokenizer.decode(list(tokens)))
        return text[1:] if text.startswith(" ") else text

    def translate(
        self, batches: Iterable[Sequence[Sequence[str]]], search: SearchOptions
    ) -> Iterator[list[list[Hypothesis]]]:
        """Translate batches (see ``SentenceEngine``)."""
        return self.runner.translate(batches, self._framing, search)

    def score_tokens(self, source: Sequence[str], target: Sequence[str]) -> tuple[float, ...]:
        """Give the log-probability of each target token."""
        return self.runner.score(source, target, self._framing)

    @cached_property
    def _tokenizer(self) -> Any:
        from argostranslate.tokenizer import BPETokenizer, SentencePieceTokenizer

        path = self._package.tokenizer
        if path.name == "bpe.model":
            return BPETokenizer(path, self._package.source_code, self._package.target_code)
        return SentencePieceTokenizer(path)
