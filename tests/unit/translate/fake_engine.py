from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from translate_packages import write_package

from translate.engines.base import Hypothesis, SearchOptions


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("packages")
    return {
        "zh-en": write_package(folder / "zh_en"),
        "en-fr": write_package(folder / "en_fr", "en", "fr", prefix=">>fr<<", seed=3),
    }


class FakeEngine:
    """An engine that spells: a token a character, ``>`` before every translation."""

    def __init__(
        self, answers: dict[str, str] | None = None, pair: tuple[str, str] = ("zh", "en"), name: str = "fake"
    ) -> None:
        self.name, self.pair = name, pair
        self.answers = answers or {}
        self.batches: list[list[str]] = []

    def direction(self, source: str, target: str) -> FakeEngine | None:
        return self if (source, target) == self.pair else None

    @property
    def directions(self) -> str:
        return "→".join(self.pair)

    def encode(self, sentence: str) -> list[str]:
        return list(sentence)

    def decode(self, tokens: Sequence[str]) -> str:
        return "".join(tokens).replace("_", " ")

    def translate(
        self, batches: Iterable[Sequence[Sequence[str]]], search: SearchOptions
    ) -> Iterator[list[list[Hypothesis]]]:
        for batch in batches:
            texts = ["".join(tokens) for tokens in batch]
            self.batches.append(texts)
            found = []
            for text in texts:
                key = f"{text}!{search.no_repeat}" if search.no_repeat else text
                answer = self.answers.get(key, self.answers.get(text, f">{text}"))
                found.append([Hypothesis(tuple(answer), -0.1)])
            yield found


@pytest.fixture
def fake_engine() -> type[FakeEngine]:
    return FakeEngine
