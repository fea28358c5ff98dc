"""A speech engine for the test that adds one: it says the same word about every clip."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from testimony.engines.format import Ability, ModelContent, ModelFormat, ModelKind
from testimony.engines.reading import read_json
from transcribe.engines.adapter import SpeechEngine
from transcribe.engines.base import (
    Clip,
    Decoded,
    DecodeRequest,
    DecodingOptions,
    DetectRequest,
    Piece,
    detect_each,
)

__all__ = ["ENGINE"]


def _recognises(folder: Path) -> bool:
    return (folder / "toy.json").is_file()


def _inspect(folder: Path) -> ModelContent:
    languages = read_json(folder / "toy.json", dict)["languages"]
    assert isinstance(languages, list)
    return ModelContent(("toy.json",), languages=tuple(languages))


@dataclass(frozen=True)
class Parrot:
    """The loaded engine."""

    languages: frozenset[str]
    says: str
    max_window_ms: int = 30_000
    fills_windows: bool = False

    def detect_languages(self, clips: Sequence[Clip], *, closely: bool = False) -> list[Mapping[str, float]]:
        return [{"en": 0.99, "zh": 0.01} for _ in clips]

    def detect_within(self, requests: Sequence[DetectRequest]) -> list[list[Mapping[str, float]]]:
        return detect_each(self, requests)

    def prepare(self, clips: Sequence[Clip]) -> None:
        pass

    def decode(self, requests: Sequence[DecodeRequest], options: DecodingOptions) -> list[Decoded]:
        return [Decoded((Piece(0, len(one.clip) // 16, self.says, 0.99),), -0.01) for one in requests]


def _open(folder: Path, detector: Path | None, threads: int) -> Parrot:
    content = json.loads((folder / "toy.json").read_text())
    return Parrot(frozenset(content["languages"]), content["says"])


ENGINE = SpeechEngine(
    format=ModelFormat(
        engine="toy",
        kind=ModelKind.SPEECH,
        folder="toy",
        packages=("miniaudio",),
        recognises=_recognises,
        inspect=_inspect,
        opened=frozenset({"toy.json"}),
        wanted=lambda name: name == "toy.json",
        abilities=frozenset({Ability.DETECT_LANGUAGES}),
    ),
    open=_open,
)
