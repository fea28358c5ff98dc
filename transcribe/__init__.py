"""Audio → utterances → segments: voice activity, language, Whisper, words, guards.

The names of this room are loaded when they are first used, so that importing it loads
neither numpy nor an engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from transcribe.engine import Decoded, Effort, Passage, Piece, Transcriber
    from transcribe.options import SpeechOptions
    from transcribe.stream import BlockDraft, open_transcriber, transcribe

__all__ = [
    "BlockDraft",
    "Decoded",
    "Effort",
    "Passage",
    "Piece",
    "SpeechOptions",
    "Transcriber",
    "open_transcriber",
    "transcribe",
]

_HOMES = {
    "BlockDraft": "transcribe.stream",
    "Decoded": "transcribe.engine",
    "Effort": "transcribe.engine",
    "Passage": "transcribe.engine",
    "Piece": "transcribe.engine",
    "SpeechOptions": "transcribe.options",
    "Transcriber": "transcribe.engine",
    "open_transcriber": "transcribe.stream",
    "transcribe": "transcribe.stream",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
