"""Run a CTranslate2 translation model on tokens: several batches at once, with scores and attention.

The search has the same arguments as Argos Translate's ``apply_packaged_translation`` (1.11), so that one of
its packages gives the same text here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from testimony.runtime.cpu import usable_cores
from testimony.transcript.errors import ModelDamaged, TranslationError
from translate.engines.base import Hypothesis, SearchOptions
from translate.options import TranslationOptions

__all__ = ["Framing", "Runner", "damaged"]

_HINT = "testimony models verify"
# A worker of one thread each is faster than all threads on one batch: small matrices wait for one another.
_MOST_WORKERS = 4
_AHEAD = 2  # batches handed over beyond those at work; bounds what lies in memory


@dataclass(frozen=True, slots=True)
class Framing:
    """The tokens that a model wants around a sentence, which are no part of its text.

    Attributes:
        before: In front of the source, such as the language to translate into.
        after: Behind the source, such as the end token.
        target: In front of the target.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    target: tuple[str, ...] = ()

    def source(self, tokens: Sequence[str]) -> list[str]:
        """A source with its frame."""
        return [*self.before, *tokens, *self.after]


class Runner:
    """A model, loaded at the first sentence.

    Args:
        folder: With ``model.bin``.
        package: What to name in an error: the folder of the whole package.
        options: Threads and device; the search comes with each batch.
    """

    def __init__(self, folder: Path, package: Path, options: TranslationOptions) -> None:
        self._folder, self._package, self._options = folder, package, options

    def translate(
        self, batches: Iterable[Sequence[Sequence[str]]], framing: Framing, search: SearchOptions
    ) -> Iterator[list[list[Hypothesis]]]:
        """Translate batches as they were made up, without cutting them again, as many at once as workers."""
        waiting: deque[list[Any]] = deque()
        try:
            for batch in batches:
                waiting.append(self._submit(batch, framing, search))
                if len(waiting) > _AHEAD * self._workers:
                    yield _collect(waiting.popleft(), framing, search)
            while waiting:
                yield _collect(waiting.popleft(), framing, search)
        except (RuntimeError, ValueError) as error:
            raise TranslationError(
                f"The translation package {self._package} failed: {error}.", _HINT
            ) from error

    def score(self, source: Sequence[str], target: Sequence[str], framing: Framing) -> tuple[float, ...]:
        """Give the log-probability of each target token."""
        scored = self.model.score_batch([framing.source(source)], [[*framing.target, *target]])
        start = len(framing.target)
        return tuple(float(value) for value in scored[0].log_probs)[start : start + len(target)]

    @cached_property
    def model(self) -> Any:
        """The ``ctranslate2.Translator``.

        Raises:
            ModelDamaged: It cannot be loaded.
        """
        import ctranslate2

        try:
            return ctranslate2.Translator(
                str(self._folder),
                device=self._options.device,
                compute_type="auto",
                inter_threads=self._workers,
                intra_threads=max(self._threads // self._workers, 1),
            )
        except (RuntimeError, ValueError) as error:
            raise damaged(str(self._folder / "model.bin"), error) from error

    def _submit(self, batch: Sequence[Sequence[str]], framing: Framing, search: SearchOptions) -> list[Any]:
        return list(
            self.model.translate_batch(
                [framing.source(tokens) for tokens in batch],
                target_prefix=[list(framing.target)] * len(batch) if framing.target else None,
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

    @property
    def _threads(self) -> int:
        return self._options.threads or usable_cores()

    @property
    def _workers(self) -> int:
        return 1 if self._options.device == "cuda" else min(self._threads, _MOST_WORKERS)


def damaged(path: str, error: Exception) -> ModelDamaged:
    """The error for a file that an engine cannot read."""
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return ModelDamaged(f"{path} is damaged: {reason}.", _HINT)


def _collect(results: list[Any], framing: Framing, search: SearchOptions) -> list[list[Hypothesis]]:
    return [_hypotheses(each.result(), framing, search) for each in results]


def _hypotheses(result: Any, framing: Framing, search: SearchOptions) -> list[Hypothesis]:
    found = []
    for index, (tokens, score) in enumerate(zip(result.hypotheses, result.scores, strict=True)):
        size = max(len(tokens), 1)
        # CTranslate2 divides the sum by length ** penalty; undo it, then take the mean.
        mean = float(score) * size**search.length_penalty / size
        start = len(framing.target) if tuple(tokens[: len(framing.target)]) == framing.target else 0
        rows = result.attention[index][start:] if search.attention else ()
        first, last = len(framing.before), len(framing.after)
        attention = tuple(tuple(map(float, row))[first : len(row) - last] for row in rows)
        found.append(Hypothesis(tuple(tokens[start:]), mean, attention))
    return found
