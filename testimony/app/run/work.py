"""A run under way: the job and everything that it opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from testimony.models.speeds import SpeedMeter

if TYPE_CHECKING:
    from testimony.app.run.job import RunJob
    from testimony.audio.decoding import SoundReader
    from testimony.transcript.progress import ProgressListener
    from testimony.transcript.record.store import TranscriptStore
    from transcribe import Transcriber
    from transcribe.speakers.encoder import VoiceEncoder
    from transcribe.witness.listening import Witness
    from translate import Translator

__all__ = ["Work"]


@dataclass(frozen=True, slots=True)
class Work:
    """A run under way: the job and everything that it opened."""

    job: RunJob
    reader: SoundReader
    store: TranscriptStore
    transcriber: Transcriber
    translator: Translator | None
    second: Translator | None
    witness: Witness | None
    progress: ProgressListener
    encoder: VoiceEncoder | None = None
    meter: SpeedMeter = field(default_factory=SpeedMeter)
