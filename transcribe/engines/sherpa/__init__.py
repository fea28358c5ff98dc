"""SenseVoice, Paraformer, Zipformer, Qwen3-ASR and FireRedASR on sherpa-onnx, in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from testimony.engines.format import Ability, ModelFormat, ModelKind
from testimony.transcript.errors import ModelUnsupported
from transcribe.engines.adapter import SpeechEngine
from transcribe.engines.sherpa.folder import inspect, recognises, wanted

if TYPE_CHECKING:
    from transcribe.engines.base import Transcriber

__all__ = ["ENGINE"]


def _open(folder: Path, detector: Path | None, threads: int) -> Transcriber:
    if not ENGINE.format.is_installed():
        raise ModelUnsupported(
            f"The model in {folder} needs sherpa-onnx, which is not installed here.",
            "uv sync --extra sherpa, or: pip install sherpa-onnx",
        )
    from transcribe.engines.sherpa.engine import open_sherpa

    return open_sherpa(folder, detector, threads)


ENGINE = SpeechEngine(
    format=ModelFormat(
        engine="sherpa",
        kind=ModelKind.SPEECH,
        folder="sherpa",
        packages=("sherpa-onnx",),
        recognises=recognises,
        inspect=inspect,
        opened=frozenset({"tokens.txt"}),
        wanted=wanted,
        abilities=frozenset({Ability.TIME_WORDS}),
        weights=".onnx",
        form="ONNX",
    ),
    open=_open,
)
