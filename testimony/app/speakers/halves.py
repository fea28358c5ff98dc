"""The rows of one speaker divided in two by the sound of their voices."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.transcript.errors import EditRefused

if TYPE_CHECKING:
    from testimony.app.speakers.diarize import Channels
    from testimony.transcript.types import Segment

__all__ = ["Halves", "RowsToHear", "hear_halves"]

_HALVES = 2

_STEEPNESS = 25.0  # of the probability over the margin, as between two speakers


@dataclass(frozen=True, slots=True)
class RowsToHear:
    """Rows of one speaker, and where their sound is.

    Attributes:
        recording: The file; it is only read.
        track: Number of the sound track, from 1; 0 for the main one.
        channels: As the recording was transcribed.
        rows: The speaker's rows.
    """

    recording: Path
    track: int
    channels: Channels
    rows: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Halves:
    """Two voices in the rows of one speaker.

    Attributes:
        second: Ids of the rows of the voice that speaks less.
        alike: 0–1: how likely it is that both are one voice after all.
    """

    second: frozenset[str]
    alike: float


def hear_halves(job: RowsToHear) -> Halves:
    """Divide rows by the nearest voices: average linkage of their voiceprints, cut into two groups.

    Raises:
        EditRefused: Fewer than two rows hold enough sound.
        RecordingError: The recording cannot be read.
        ModelError: The speaker model is missing or damaged.
    """
    from testimony.audio.decoding import open_recording
    from transcribe.segmentation.sound import in_tracks
    from transcribe.speakers.assigning import assign_speakers
    from transcribe.speakers.encoder import open_voice_encoder
    from transcribe.speakers.listening import Stretch, hear_pieces
    from transcribe.speakers.pieces import HowMany

    rows = sorted(job.rows, key=lambda one: (one.start_ms, one.channel, one.end_ms, one.id))
    stretches = [Stretch(one.start_ms, one.end_ms, one.channel, one.language) for one in rows]
    with open_recording(job.recording, job.track) as reader:
        tracks = in_tracks(reader.chunks(), job.channels)
        pieces = list(hear_pieces(tracks, stretches, open_voice_encoder().embed))
    told = assign_speakers(pieces, HowMany(2, 2))
    spoken: dict[int, int] = defaultdict(int)
    for row, label in zip(rows, told.labels, strict=True):
        spoken[label] += row.end_ms - row.start_ms
    if len(spoken) < _HALVES:
        raise EditRefused("These rows hold too little sound to tell two voices apart.", "move single rows")
    less = min(spoken, key=lambda label: (spoken[label], label))
    second = frozenset(row.id for row, label in zip(rows, told.labels, strict=True) if label == less)
    return Halves(second, 1 / (1 + math.exp(-_STEEPNESS * told.margin(0, 1))))
