"""Sentences in, sentences out: routes between languages, batches, and order again afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

from testimony.transcript.errors import UnsupportedPair
from testimony.transcript.types import Segment, Translation
from translate.batching import make_batches
from translate.engine import Hypothesis, SearchOptions, SentenceEngine
from translate.loops import collapse_loop, is_looping
from translate.options import TranslationOptions
from translate.packages import PackageInfo, read_package
from translate.protect import needs_translation, restore_underscores
from translate.sentences import join_sentences, primary_language, split_sentences

__all__ = ["Rendering", "TargetOf", "Translator", "open_translator"]

_PIVOT = "en"
_LINES = 512  # lines translated together; bounds memory, and makes batches a function of the input
_RETRY_NO_REPEAT = 4
_ALIASES = {"zh-hant": "zt", "zh-tw": "zt", "zh-hk": "zt"}

TargetOf = Callable[[str], str] | Mapping[str, str]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A text in the target language.

    Attributes:
        text: The translation of the whole text.
        score: Mean log-probability of a token in its weakest sentence; 0 where nothing was translated.
    """

    text: str
    score: float


class Translator:
    """Every direction that the given engines lead to, through English where there is no direct one.

    Args:
        engines: Direction (Argos codes) → engine.
        options: The search, and how large a batch may be.
    """

    def __init__(self, engines: Mapping[Pair, SentenceEngine], options: TranslationOptions) -> None:
        self._engines = dict(engines)
        self._options = options

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
        for (source, target), indices in groups.items():
            texts = [segments[index].source for index in indices]
            for index, rendering in zip(indices, self.translate_texts(texts, source, target), strict=True):
                found[index] = Translation(segments[index].id, target, rendering.text, rendering.score)
        return [found[index] for index in sorted(found)]

    def _step(
        self, engine: SentenceEngine, texts: list[Rendering], source: str, target: str
    ) -> list[Rendering]:
        """Take every text one engine further."""
        sentences = [split_sentences(rendering.text, source) for rendering in texts]
        wanted = dict.fromkeys(
            sentence for parts in sentences for sentence in parts if needs_translation(sentence)
        )
        best = self._translate_sentences(engine, list(wanted))
        steps = []
        for rendering, parts in zip(texts, sentences, strict=True):
            done = [best.get(part, Rendering(part, 0.0)) for part in parts]
            text = join_sentences([part.text for part in done], target)
            steps.append(Rendering(text, min([rendering.score, *(part.score for part in done)])))
        return steps

    def _translate_sentences(self, engine: SentenceEngine, sentences: list[str]) -> dict[str, Rendering]:
        search = SearchOptions(beam_size=self._options.beam, length_penalty=self._options.length_penalty)
        best = self._search(engine, sentences, search)
        looping = [sentence for sentence in sentences if is_looping(sentence, best[sentence].text)]
        if looping:
            again = SearchOptions(
                beam_size=self._options.beam,
                length_penalty=self._options.length_penalty,
                no_repeat=_RETRY_NO_REPEAT,
            )
            for sentence, rendering in self._search(engine, looping, again).items():
                still = is_looping(sentence, rendering.text)
                text = collapse_loop(best[sentence].text) if still else rendering.text
                best[sentence] = Rendering(text, min(best[sentence].score, rendering.score))
        return best

    def _search(
        self, engine: SentenceEngine, sentences: list[str], search: SearchOptions
    ) -> dict[str, Rendering]:
        rows = [engine.encode(sentence) for sentence in sentences]
        found: dict[str, Rendering] = {}
        for batch in make_batches(rows, self._options.batch_tokens):
            results = engine.translate([rows[index] for index in batch], search)
            for index, hypotheses in zip(batch, results, strict=True):
                found[sentences[index]] = _rendering(engine, sentences[index], hypotheses[0])
        return found

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


def open_translator(package_dirs: Sequence[Path], options: TranslationOptions | None = None) -> Translator:
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
    return Translator(engines, options)


def _codes(code: str) -> tuple[str, ...]:
    lower = code.lower()
    return tuple(dict.fromkeys((lower, _ALIASES.get(lower, lower), primary_language(code))))


def _target(target_of: TargetOf, language: str) -> str:
    target = target_of.get(language, "") if isinstance(target_of, Mapping) else target_of(language)
    if language in ("", "und") or primary_language(target) == primary_language(language):
        return ""
    return target


def _rendering(engine: SentenceEngine, sentence: str, hypothesis: Hypothesis) -> Rendering:
    text = restore_underscores(sentence, engine.decode(hypothesis.tokens))
    return Rendering(text.strip(), hypothesis.score)
