"""Whisper on faster-whisper and CTranslate2."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from testimony.engines.format import Ability, ModelFormat, ModelKind
from transcribe.engines.adapter import SpeechEngine
from transcribe.engines.whisper.format import FILES, inspect, recognises, wanted

if TYPE_CHECKING:
    from transcribe.engines.base import Transcriber

__all__ = ["ENGINE"]


def _open(folder: Path, detector: Path | None, threads: int) -> Transcriber:
    from transcribe.engines.whisper.engine import open_whisper

    return open_whisper(folder, detector, threads)


ENGINE = SpeechEngine(
    format=ModelFormat(
        engine="whisper",
        kind=ModelKind.SPEECH,
        folder="whisper",
        packages=("faster-whisper", "ctranslate2"),
        recognises=recognises,
        inspect=inspect,
        opened=FILES,
        wanted=wanted,
        abilities=frozenset(Ability),
    ),
    open=_open,
)
