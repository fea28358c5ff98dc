"""Sentences in, sentences out: routes between languages, batches, and order again afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from pathlib import Path

from testimony.transcript.errors import UnsupportedPair
from testimony.transcript.types import Segment, Translation
from translate.checks import Context, check_pair
from translate.enforcement import prefer_terms
from translate.engine import SentenceEngine
from translate.glossary import Glossary
from translate.joining import plan_units
from translate.options import TranslationOptions
from translate.packages import PackageInfo, read_package
from translate.protect import needs_translation
from translate.search import Candidate, Rendering, find_candidates, split_joined, translate_sentences
from translate.sentences import join_sentences, primary_language, split_sentences

__all__ = ["TargetOf", "Translator", "open_translator"]

_PIVOT = "en"
_LINES = 512  # lines translated together; bounds memory, and makes batches a function of the input
_ALIASES = {"zh-hant": "zt", "zh-tw": "zt", "zh-hk": "zt"}

TargetOf = Callable[[str], str] | Mapping[str, str]
Pair = tuple[str, str]


class Translator:
    """Every direction that the given engines lead to, through English where there is no direct one.

    Args:
        engines: Direction (Argos codes) → engine.
        options: The search, and how large a batch may be.
        glossary: The case's own terms, to be preferred and checked.
    """

    def __init__(
        self,
        engines: Mapping[Pair, SentenceEngine],
        options: TranslationOptions,
        glossary: Glossary | None = None,
    ) -> None:
        self._engines = dict(engines)
        self._options = options
        self.glossary = glossary

    def with_glossary(self, glossary: Glossary | None) -> Translator:
        """The same loaded engines, held to another case's terms."""
        return Translator(self._engines, self._options, glossary)

    @property
    def options(self) -> TranslationOptions:
        """The settings it was opened with."""
        return self._options

    @property
    def pairs(self) -> frozenset[Pair]:
        """Every pair that can be translated, direct or through English."""
        sources = {source for source, _ in self._engines}
        targets = {target for _, target in self._engines}
        return frozenset(
            (source, target)
            for source in sources
            for target in targets
            if source != target and self._find_route(source, target)
        )

    def supports(self, source: str, target: str) -> bool:
        """Tell whether text can be translated from one language to the other."""
        return bool(self._find_route(source, target))

    def package_names(self, source: str, target: str) -> tuple[str, ...]:
        """Name the packages a text goes through, in order.

        Raises:
            UnsupportedPair: nothing installed leads there.
        """
        return tuple(engine.name for engine in self._route(source, target))

    def translate_texts(self, texts: Sequence[str], source: str, target: str) -> list[Rendering]:
        """Translate texts (a segment or a line each), one rendering a text, in order.

        All of them are batched together; a sentence that comes twice is translated once.

        Raises:
            UnsupportedPair: nothing installed leads from the one language to the other.
            ModelDamaged: a package cannot be loaded; the message names the file.
            TranslationError: the engine failed.
        """
        route = self._route(source, target)
        codes = [source, _PIVOT, target] if len(route) > 1 else [source, target]
        renderings = [Rendering(text, 0.0) for text in texts]
        for engine, (before, after) in zip(route, pairwise(codes), strict=True):
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

    def alternatives(self, text: str, source: str, target: str, count: int = 4) -> list[Candidate]:
        """Give the best translations of a text, best first, with the score of each token.

        Each is put together from the sentences' own hypotheses, the k-th from the k-th of each.
        Through English, the last step alone is varied.
        """
        route = self._route(source, target)
        for engine in route[:-1]:
            text, source = self._step(engine, [Rendering(text, 0.0)], source, _PIVOT)[0].text, _PIVOT
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
        best = translate_sentences(engine, wanted, self._options)
        if self.glossary is not None:
            best |= prefer_terms(engine, best, self.glossary, (source, target), self._options)
        steps = []
        for rendering, parts in zip(texts, sentences, strict=True):
            done = [best.get(part, Rendering(part, 0.0)) for part in parts]
            text = join_sentences([part.text for part in done], target)
            steps.append(Rendering(text, min([rendering.score, *(part.score for part in done)])))
        return steps

    def _route(self, source: str, target: str) -> tuple[SentenceEngine, ...]:
        if route := self._find_route(source, target):
            return route
        installed = ", ".join(f"{first}→{second}" for first, second in sorted(self._engines)) or "none"
        raise UnsupportedPair(
            f"No installed package translates from {source or 'no language'} to {target or 'no language'}"
            f" (installed: {installed}).",
            "testimony models add PACKAGE.argosmodel",
        )

    def _find_route(self, source: str, target: str) -> tuple[SentenceEngine, ...]:
        if direct := self._engine(source, target):
            return (direct,)
        first, second = self._engine(source, _PIVOT), self._engine(_PIVOT, target)
        different = primary_language(source) != primary_language(target)
        return (first, second) if first and second and different else ()

    def _engine(self, source: str, target: str) -> SentenceEngine | None:
        for from_code in _codes(source):
            for to_code in _codes(target):
                if engine := self._engines.get((from_code, to_code)):
                    return engine
        return None


def open_translator(
    package_dirs: Sequence[Path],
    options: TranslationOptions | None = None,
    *,
    glossary: Glossary | None = None,
) -> Translator:
    """Open installed Argos packages; models are loaded when their first sentence comes.

    Where two packages serve one direction, the first one given is used.

    Raises:
        ModelDamaged: a package lacks a file or its metadata cannot be read.
    """
    from translate.argos import ArgosEngine

    options = options or TranslationOptions()
    engines: dict[Pair, SentenceEngine] = {}
    for folder in package_dirs:
        package: PackageInfo = read_package(Path(folder))
        engines.setdefault((package.source_code, package.target_code), ArgosEngine(package, options))
    return Translator(engines, options, glossary)


def _codes(code: str) -> tuple[str, ...]:
    lower = code.lower()
    return tuple(dict.fromkeys((lower, _ALIASES.get(lower, lower), primary_language(code))))


def _target(target_of: TargetOf, language: str) -> str:
    target = target_of.get(language, "") if isinstance(target_of, Mapping) else target_of(language)
    if language in ("", "und") or primary_language(target) == primary_language(language):
        return ""
    return target
