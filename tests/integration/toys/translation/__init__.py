"""A translation engine for the test that adds one: it turns every sentence round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from testimony.engines.format import ModelContent, ModelFormat, ModelKind
from testimony.engines.reading import read_json
from translate.engines.adapter import TranslationEngine
from translate.engines.base import Hypothesis, SearchOptions, SentenceEngine
from translate.options import TranslationOptions

__all__ = ["ENGINE"]


def _recognises(folder: Path) -> bool:
    return (folder / "echo.json").is_file()


def _languages(folder: Path) -> tuple[str, ...]:
    languages = read_json(folder / "echo.json", dict)["languages"]
    assert isinstance(languages, list)
    return tuple(languages)


@dataclass(frozen=True)
class Echo:
    """The opened model, and its one direction."""

    name: str
    languages: tuple[str, ...]

    @property
    def directions(self) -> str:
        return " ".join(self.languages)

    def direction(self, source: str, target: str) -> SentenceEngine | None:
        return self if {source, target} <= set(self.languages) else None

    def encode(self, sentence: str) -> list[str]:
        return list(sentence)

    def decode(self, tokens: Sequence[str]) -> str:
        return "".join(tokens)

    def translate(
        self, batches: Iterable[Sequence[Sequence[str]]], search: SearchOptions
    ) -> Iterator[list[list[Hypothesis]]]:
        for batch in batches:
            yield [[Hypothesis(tuple(reversed(tokens)), -0.1, self._attention(tokens))] for tokens in batch]

    def _attention(self, tokens: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        size = len(tokens)
        return tuple(tuple(float(i + j == size - 1) for j in range(size)) for i in range(size))

    def score_tokens(self, source: Sequence[str], target: Sequence[str]) -> tuple[float, ...]:
        return tuple(-0.1 for _ in target)


def _open(folder: Path, options: TranslationOptions) -> Echo:
    return Echo(folder.name, _languages(folder))


ENGINE = TranslationEngine(
    format=ModelFormat(
        engine="echo",
        kind=ModelKind.TRANSLATION,
        folder="echo",
        packages=("miniaudio",),
        recognises=_recognises,
        inspect=lambda folder: ModelContent(("echo.json",), languages=_languages(folder)),
        opened=frozenset({"echo.json"}),
        wanted=lambda name: name == "echo.json",
    ),
    open=_open,
)
