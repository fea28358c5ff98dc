"""The one place that touches Argos Translate and CTranslate2.

Of Argos Translate only its tokenizers are used: its ``translate`` module loads
torch and turns over a sentence or two at a time. The search below has the same
arguments as its ``apply_packaged_translation`` (1.11), so the same sentence
gives the same text.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from testimony.runtime.cpu import usable_cores
from testimony.transcript.errors import ModelDamaged, TranslationError
from translate.engines.base import Hypothesis, SearchOptions
from translate.options import TranslationOptions

if TYPE_CHECKING:
    from translate.engines.argos.package import PackageInfo

__all__ = ["ArgosEngine"]

_HINT = "testimony models verify"
# A worker of one thread each is faster than all threads on one batch: small matrices wait for one another.
_MOST_WORKERS = 4
_AHEAD = 2  # batches handed over beyond those at work; bounds what lies in memory


class ArgosEngine:
    """An installed package, loaded at the first sentence.

    Args:
        package: The package, as ``read_package`` checked it.
        options: Threads and device; the search comes with each batch.
    """

    def __init__(self, package: PackageInfo, options: TranslationOptions) -> None:
        self._package = package
        self._options = options

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
            raise self._damaged(str(self._package.tokenizer), error) from error

    def decode(self, tokens: Sequence[str]) -> str:
        """Put pieces together; one leading space is cut, as Argos Translate does."""
        text = str(self._tokenizer.decode(list(tokens)))
        return text[1:] if text.startswith(" ") else text

    def translate(
        self, batches: Iterable[Sequence[Sequence[str]]], search: SearchOptions
    ) -> Iterator[list[list[Hypothesis]]]:
        """Translate batches as they were made up, without cutting them again, as many at once as workers."""
        waiting: deque[list[Any]] = deque()
        try:
            for batch in batches:
                waiting.append(self._submit(batch, search))
                if len(waiting) > _AHEAD * self._workers:
                    yield self._collect(waiting.popleft(), search)
            while waiting:
                yield self._collect(waiting.popleft(), search)
        except (RuntimeError, ValueError) as error:
            raise TranslationError(
                f"The translation package {self._package.path} failed: {error}.", _HINT
            ) from error

    def _submit(self, batch: Sequence[Sequence[str]], search: SearchOptions) -> list[Any]:
        prefix = self._package.target_prefix
        return list(
            self._model.translate_batch(
                [list(tokens) for tokens in batch],
                target_prefix=[[prefix]] * len(batch) if prefix else None,
                replace_unknowns=True,
                max_batch_size=0,
                beam_size=search.beam_size,
                num_hypotheses=min(search.hypotheses, search.beam_size),
                length_penalty=search.length_penalty,
                no_repeat_ngram_size=search.no_repeat,
                return_scores=True,
                return_attention=search.attention,
                asynchronous=True,
            )
        )

    def _collect(self, results: list[Any], search: SearchOptions) -> list[list[Hypothesis]]:
        return [self._hypotheses(each.result(), self._package.target_prefix, search) for each in results]

    @property
    def _threads(self) -> int:
        return self._options.threads or usable_cores()

    @property
    def _workers(self) -> int:
        return 1 if self._options.device == "cuda" else min(self._threads, _MOST_WORKERS)

    def score_tokens(self, source: Sequence[str], target: Sequence[str]) -> tuple[float, ...]:
        """Give the log-probability of each target token."""
        prefix = [self._package.target_prefix] if self._package.target_prefix else []
        scored = self._model.score_batch([list(source)], [[*prefix, *target]])
        return tuple(float(value) for value in scored[0].log_probs)[len(prefix) : len(prefix) + len(target)]

    @staticmethod
    def _hypotheses(result: Any, prefix: str, search: SearchOptions) -> list[Hypothesis]:
        found = []
        for index, (tokens, score) in enumerate(zip(result.hypotheses, result.scores, strict=True)):
            size = max(len(tokens), 1)
            # CTranslate2 divides the sum by length ** penalty; undo it, then take the mean.
            mean = float(score) * size**search.length_penalty / size
            start = 1 if prefix and tokens[:1] == [prefix] else 0
            rows = result.attention[index][start:] if search.attention else ()
            attention = tuple(tuple(map(float, row)) for row in rows)
            found.append(Hypothesis(tuple(tokens[start:]), mean, attention))
        return found

    @cached_property
    def _tokenizer(self) -> Any:
        from argostranslate.tokenizer import BPETokenizer, SentencePieceTokenizer

        path = self._package.tokenizer
        if path.name == "bpe.model":
            return BPETokenizer(path, self._package.source_code, self._package.target_code)
        return SentencePieceTokenizer(path)

    @cached_property
    def _model(self) -> Any:
        import ctranslate2

        folder = self._package.path / "model"
        try:
            return ctranslate2.Translator(
                str(folder),
                device=self._options.device,
                compute_type="auto",
                inter_threads=self._workers,
                intra_threads=max(self._threads // self._workers, 1),
            )
        except (RuntimeError, ValueError) as error:
            raise self._damaged(str(folder / "model.bin"), error) from error

    @staticmethod
    def _damaged(path: str, error: Exception) -> ModelDamaged:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        return ModelDamaged(f"{path} is damaged: {reason}.", _HINT)
