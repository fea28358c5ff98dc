"""Audio → utterances → segments: voice activity, language, Whisper, words, guards.

The names of this room are loaded when they are first used, so that importing it loads
neither numpy nor an engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from transcribe.engines.base import Decoded, DecodeRequest, DecodingOptions, Piece, Transcriber
    from transcribe.options import SpeechOptions
    from transcribe.pipeline import BlockDraft, open_transcriber, transcribe

__all__ = [
    "BlockDraft",
    "DecodeRequest",
    "Decoded",
    "DecodingOptions",
    "Piece",
    "SpeechOptions",
    "Transcriber",
    "open_transcriber",
    "transcribe",
]

_HOMES = {
    "BlockDraft": "transcribe.pipeline",
    "Decoded": "transcribe.engines.base",
    "DecodingOptions": "transcribe.engines.base",
    "DecodeRequest": "transcribe.engines.base",
    "Piece": "transcribe.engines.base",
    "SpeechOptions": "transcribe.options",
    "Transcriber": "transcribe.engines.base",
    "open_transcriber": "transcribe.pipeline",
    "transcribe": "transcribe.pipeline",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
