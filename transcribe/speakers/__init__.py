"""Who speaks: voices told apart by their sound, offline, with the models that come with the product.

The seam for whoever cuts or joins utterances before they are decoded::

    encoder = open_voice_encoder()                    # once a run; about 0.3 s
    first = encoder.embed(samples_of_one)             # mono float32 at 16 kHz; 12 ms a second of speech
    second = encoder.embed(samples_of_the_next)
    if same_voice(first, second) >= 0.5: ...          # probability that one person said both

``embed`` gives None for less than 0.2 s of sound, and ``same_voice`` is then 0.5. Below one second
of speech on either side the answer is weak: it stays near 0.5 rather than guess.

The names of this room are loaded when they are first used, so that importing it loads neither numpy
nor an engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from transcribe.speakers.encoder import VoiceEncoder, open_voice_encoder
    from transcribe.speakers.voiceprint import Voiceprint, same_voice

__all__ = ["VoiceEncoder", "Voiceprint", "open_voice_encoder", "same_voice"]

_HOMES = {
    "VoiceEncoder": "transcribe.speakers.encoder",
    "Voiceprint": "transcribe.speakers.voiceprint",
    "open_voice_encoder": "transcribe.speakers.encoder",
    "same_voice": "transcribe.speakers.voiceprint",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
