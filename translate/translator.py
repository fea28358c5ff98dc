"""Sentences in, sentences out: routes between languages, batches, and order again afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from testimony.transcript.errors import UnsupportedPair
from testimony.transcript.kinds import Severity
from testimony.transcript.types import Segment, Translation
from translate.checks import Context, check_pair
from translate.enforcement import prefer_terms
from translate.engines.base import SentenceEngine, TranslationModel
from translate.engines.registry import open_translation_model
from translate.glossary import Glossary
from translate.joining import plan_units
from translate.options import Quality, TranslationOptions
from translate.protect import needs_translation
from translate.routes import PIVOT, find_route
from translate.search import (
    Candidate,
    CountErrors,
    Rendering,
    find_candidates,
    split_joined,
    translate_sentences,
)
from translate.sentences import join_sentences, primary_language, split_sentences

__all__ = ["TargetOf", "Translator", "open_translator"]

_LINES = 512  # lines translated together; bounds memory, and makes batches a function of the input

TargetOf = Callable[[str], str] | Mapping[str, str]
Pair = tuple[str, str]


class Translator:
    """Every direction that the given engines lead to, through English where there is no direct one.

    Args:
        models: Opened models; where two serve one direction, the first one is used.
        options: The search, and how large a batch may be.
        glossary: The case's own terms, to be preferred and checked.
    """

    def __init__(
        self,
        models: Sequence[TranslationModel],
        options: TranslationOptions,
        glossary: Glossary | None = None,
    ) -> None:
        self._models = tuple(models)
        self._options = options
        self.glossary = glossary

    def with_glossary(self, glossary: Glossary | None) -> Translator:
        """The same loaded engines, held to another case's terms."""
        return Translator(self._models, self._options, glossary)

    @property
    def options(self) -> TranslationOptions:
        """The settings it was opened with."""
        return self._options

    def translate_texts(self, texts: Sequence[str], source: str, target: str) -> list[Rendering]:
        """Translate texts (a segment or a line each), one rendering a text, in order.

        All of them are batched together; a sentence that comes twice is translated once.

        Raises:
            UnsupportedPair: nothing installed leads from the one language to the other.
            ModelDamaged: a package cannot be loaded; the message names the file.
            TranslationError: the engine failed.
        """
        route = self._route(source, target)
        renderings = [Rendering(text, 0.0) for text in texts]
        for index, engine in enumerate(route):
            before = source if index == 0 else PIVOT
            after = target if index == len(route) - 1 else PIVOT
            renderings = self._step(engine, renderings, before, after)
        return renderings

    def translate_lines(self, lines: Iterable[str], source: str, target: str) -> Iterator[str]:
        """Translate lines of text, one out for each one in; memory does not grow with the input."""
        self._route(source, target)
        iterator = iter(lines)
        while window := [line.rstrip("\r\n") for line in islice(iterator, _LINES)]:
            for rendering in self.translate_texts(window, source, target):
                yield rendering.text

    def translate_segments(self, segments: Sequence[Segment], target_of: TargetOf) -> list[Translation]:
        """Translate a block's segments, each into the language its own is to be turned into.

        A sentence that runs across neighbouring segments of one speaker is translated whole and
        split back; every translation carries the flags of its checks.

        Args:
            segments: In the order of the transcript.
            target_of: Source language → target language; empty or the same for none.

        Returns:
            One translation for every segment that has text and a target, in order.
        """
        groups: dict[Pair, list[int]] = {}
        for index, segment in enumerate(segments):
            target = _target(target_of, segment.language)
            if target and segment.source.strip():
                groups.setdefault((segment.language, target), []).append(index)
        found: dict[int, Translation] = {}
        for pair, indices in groups.items():
            chosen = [segments[index] for index in indices]
            for index, rendering in zip(indices, self._render(chosen, *pair), strict=True):
                before = segments[index - 1].source if index else ""
                found[index] = self._checked(segments[index], pair[1], rendering, before)
        return [found[index] for index in sorted(found)]

    def leads(self, source: str, target: str) -> bool:
        """True where text can be translated from the one language to the other."""
        return bool(target) and bool(find_route(self._direct, source, target))

    def alternatives(self, text: str, source: str, target: str, count: int = 4) -> list[Candidate]:
        """Give the best translations of a text, best first, with the score of each token.

        Each is put together from the sentences' own hypotheses, the k-th from the k-th of each.
        Through English, the last step alone is varied.
        """
        route = self._route(source, target)
        for engine in route[:-1]:
            text, source = self._step(engine, [Rendering(text, 0.0)], source, PIVOT)[0].text, PIVOT
        return find_candidates(route[-1], split_sentences(text, source), target, count, self._options)

    def _checked(self, segment: Segment, target: str, rendering: Rendering, before: str) -> Translation:
        context = Context.of_segment(segment, self.glossary, before)
        flags = check_pair(segment.source, rendering.text, segment.language, target, context=context)
        return Translation(segment.id, target, rendering.text, rendering.score, flags)

    def _render(self, segments: Sequence[Segment], source: str, target: str) -> list[Rendering]:
        """Translate segments of one language, in order."""
        route = self._route(source, target)
        units = plan_units(segments, join=len(route) == 1)
        alone = list(dict.fromkeys(unit.text(source) for unit in units if len(unit.parts) == 1))
        best = dict(zip(alone, self.translate_texts(alone, source, target), strict=True))
        joined = [unit for unit in units if len(unit.parts) > 1]
        split = split_joined(route[0], joined, (source, target), self._options) if joined else {}
        texts: list[list[Rendering]] = [[] for _ in segments]
        for unit in units:
            renderings = split.get(unit) or [best[unit.text(source)]]
            for (index, _), rendering in zip(unit.parts, renderings, strict=True):
                texts[index].append(rendering)
        return [
            Rendering(
                join_sentences([part.text for part in parts], target),
                min((part.score for part in parts), default=0.0),
            )
            for parts in texts
        ]

    def _step(
        self, engine: SentenceEngine, texts: list[Rendering], source: str, target: str
    ) -> list[Rendering]:
        """Take every text one engine further."""
        sentences = [split_sentences(rendering.text, source) for rendering in texts]
        wanted = list(
            dict.fromkeys(
                sentence for parts in sentences for sentence in parts if needs_translation(sentence)
            )
        )
        best = translate_sentences(engine, wanted, self._options, self._judge(source, target))
        if self.glossary is not None:
            best |= prefer_terms(engine, best, self.glossary, (source, target), self._options)
        steps = []
        for rendering, parts in zip(texts, sentences, strict=True):
            done = [best.get(part, Rendering(part, 0.0)) for part in parts]
            text = join_sentences([part.text for part in done], target)
            steps.append(Rendering(text, min([rendering.score, *(part.score for part in done)])))
        return steps

    def _judge(self, source: str, target: str) -> CountErrors | None:
        """How many errors the checks find in a sentence's translation; None below the quality ``best``."""
        if Quality(self._options.quality) is not Quality.BEST:
            return None
        context = Context(glossary=self.glossary)

        def count_errors(sentence: str, translation: str) -> int:
            flags = check_pair(sentence, translation, source, target, context=context)
            return sum(flag.severity is Severity.ERROR for flag in flags)

        return count_errors

    def _route(self, source: str, target: str) -> tuple[SentenceEngine, ...]:
        route = find_route(self._direct, source, target)
        if route:
            return route
        installed = ", ".join(sorted(model.directions for model in self._models)) or "none"
        raise UnsupportedPair(
            f"No installed package translates from {source or 'no language'} to {target or 'no language'}"
            f" (installed: {installed}).",
            "testimony models add PACKAGE.argosmodel",
        )

    def _direct(self, source: str, target: str) -> SentenceEngine | None:
        found = (model.direction(source, target) for model in self._models)
        return next((engine for engine in found if engine is not None), None)


def open_translator(
    package_dirs: Sequence[Path],
    options: TranslationOptions | None = None,
    *,
    glossary: Glossary | None = None,
) -> Translator:
    """Open installed translation models; their weights are loaded when the first sentence comes.

    Where two packages serve one direction, the first one given is used.

    Raises:
        ModelDamaged: a package lacks a file or its metadata cannot be read.
        ModelUnsupported: no engine recognises a folder.
    """
    options = options or TranslationOptions()
    models = [open_translation_model(Path(folder), options) for folder in package_dirs]
    return Translator(models, options, glossary)


def _target(target_of: TargetOf, language: str) -> str:
    target = target_of.get(language, "") if isinstance(target_of, Mapping) else target_of(language)
    if language in ("", "und") or primary_language(target) == primary_language(language):
        return ""
    return target
