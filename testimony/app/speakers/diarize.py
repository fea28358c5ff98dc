"""The pass over the voices of a recording: its sound and its rows in, who speaks in each row out."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from testimony.app.speakers.changes import Found, RowVoice
from testimony.transcript.progress import Progress, ProgressListener, ignore_progress
from testimony.transcript.types import Provenance, Segment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from testimony.app.speakers.options import SpeakerOptions
    from testimony.audio.decoding import AudioChunk, SoundReader
    from transcribe.speakers.encoder import VoiceEncoder
    from transcribe.speakers.pieces import Piece

__all__ = ["Channels", "ChosenSound", "channels_of", "diarize", "diarize_provenance", "edges_of"]

Channels = Literal["mix", "split"]
_SHORTEST_OVERLAP_MS = 150


@dataclass(frozen=True, slots=True)
class ChosenSound:
    """Which sound of a recording was transcribed.

    Attributes:
        channels: Mixed, or each by itself.
        track: Number of the sound track, from 1; 0 for the main one.
    """

    channels: Channels = "mix"
    track: int = 0


def diarize(
    recording: Path,
    segments: Sequence[Segment],
    options: SpeakerOptions,
    sound: ChosenSound = ChosenSound(),
    *,
    encoder: VoiceEncoder | None = None,
    progress: ProgressListener = ignore_progress,
) -> Found:
    """Tell the voices of a recording apart.

    The recording is decoded once more, a chunk at a time; memory does not grow with it. The same recording,
    rows and options give the same result.

    Args:
        recording: The file; it is only read.
        segments: The rows of its transcript.
        options: What is known of the speakers.
        sound: What of it was transcribed.
        encoder: A loaded one; None loads the shipped model.
        progress: Told how far it is.

    Raises:
        RecordingError: The recording cannot be read.
        ModelError: The speaker model is missing or damaged.
    """
    from testimony.audio.decoding import open_recording
    from transcribe.speakers.diarizing import diarize as tell_apart
    from transcribe.speakers.encoder import open_voice_encoder
    from transcribe.speakers.known import match_known

    rows = sorted(segments, key=lambda one: (one.start_ms, one.channel, one.end_ms, one.id))
    loaded = encoder or open_voice_encoder()
    with open_recording(recording, sound.track) as reader:
        heard, overlaps = _listen(_heard(reader, progress), rows, loaded, sound.channels)
    pieces = [piece for piece, _ in heard]
    spoken = edges_of(rows, [speech for _, speech in heard], reader.duration_ms)
    told = tell_apart(pieces, options.how_many())
    found = {
        segment.id: RowVoice(one.speaker, round(one.probability, 4), one.second, _lasting(overlap), speech)
        for segment, one, overlap, speech in zip(rows, told.assignments, overlaps, spoken, strict=True)
    }
    labels = [one.speaker for one in told.assignments]
    offered = match_known(pieces, labels, options.known)
    return Found(found, told.interpreter, options.roles, offered=offered)


def _listen(
    chunks: Iterator[AudioChunk], rows: Sequence[Segment], encoder: VoiceEncoder, channels: Channels
) -> tuple[list[tuple[Piece, tuple[int, int]]], list[int]]:
    """The voiceprint of each row with the edges of its speech, and for how long two speak at once in it."""
    from transcribe.segmentation.sound import in_tracks
    from transcribe.speakers.listening import Stretch, hear_rows
    from transcribe.speakers.overlap import OverlapFinder, common_ms

    stretches = [Stretch(one.start_ms, one.end_ms, one.channel, one.language) for one in rows]
    tracks = in_tracks(chunks, channels)
    if channels == "split":  # whoever has a channel of their own is heard alone
        return list(hear_rows(tracks, stretches, encoder.embed)), [0] * len(rows)
    finder = OverlapFinder(encoder.model, [(one.start_ms, one.end_ms) for one in rows])
    tracks = finder.watch(tracks)
    heard = list(hear_rows(tracks, stretches, encoder.embed))
    deque(tracks, 0)  # the sound after the last row
    overlaps = finder.overlaps
    return heard, [common_ms(overlaps, one.start_ms, one.end_ms) for one in rows]


def edges_of(
    rows: Sequence[Segment], spoken: Sequence[tuple[int, int]], duration_ms: int
) -> list[tuple[int, int] | None]:
    """The times that rows get from the edges of their speech: never over a neighbour's.

    Args:
        rows: In order of their starts; an edge that touches a neighbour's is a cut inside speech and stays.
        spoken: Where the speech of each begins and ends, in ms of the recording.
        duration_ms: Of the recording.

    Returns:
        Start and end of each row in ms, with the usual sound at either end of the speech; None for a row
        that keeps its times.
    """
    from transcribe.speakers.listening import EDGE_MS

    times: list[tuple[int, int] | None] = []
    last: dict[int, tuple[int, int]] = {}  # channel → end of the row before, as it was and as it is now
    for row, after, (first, end) in zip(rows, _next_starts(rows, duration_ms), spoken, strict=True):
        was, now = last.get(row.channel, (-1, -1))
        start_ms = row.start_ms if row.start_ms <= was else max(first - EDGE_MS, now + 1, 0)
        end_ms = row.end_ms if row.end_ms >= after else min(end + EDGE_MS, after - 1)
        moved = (start_ms, end_ms) if start_ms < end_ms else (row.start_ms, row.end_ms)
        times.append(moved if moved != (row.start_ms, row.end_ms) else None)
        last[row.channel] = max(was, row.end_ms), max(now, moved[1])
    return times


def _next_starts(rows: Sequence[Segment], duration_ms: int) -> list[int]:
    """For each row, the start in ms of the next one of its channel; for the last, the recording's end."""
    starts: list[int] = []
    nearest: dict[int, int] = {}
    for row in reversed(rows):
        starts.append(nearest.get(row.channel, duration_ms + 1))
        nearest[row.channel] = row.start_ms
    return starts[::-1]


def _lasting(overlap_ms: int) -> int:
    """A shorter overlap is the end of one voice under the beginning of the next."""
    return overlap_ms if overlap_ms >= _SHORTEST_OVERLAP_MS else 0


def _heard(reader: SoundReader, progress: ProgressListener) -> Iterator[AudioChunk]:
    for chunk in reader.chunks():
        progress(Progress("speakers", chunk.start_ms, reader.duration_ms))
        yield chunk


def channels_of(provenance: Mapping[str, Provenance]) -> Channels:
    """How the channels of a transcript were transcribed."""
    speech = provenance.get("asr")
    return cast("Channels", speech.settings.get("channels", "mix")) if speech is not None else "mix"


def diarize_provenance(options: SpeakerOptions) -> Provenance:
    """What a pass over the voices was made by.

    Raises:
        ModelError: The speaker model is missing, or its manifest cannot be read.
    """
    from testimony.app.run.provenance import versions_of
    from transcribe.speakers.model import find_speaker_model

    model = find_speaker_model()

    settings = {"speakers": f"{options.least}-{options.most or ''}"}
    if options.roles:
        settings["roles"] = ",".join(f"{one.name}:{one.language or one.count}" for one in options.roles)
    if options.known:
        digest = hashlib.sha256(b"".join(one.vector for one in options.known)).hexdigest()
        settings["voices"] = f"{len(options.known)} enrolled, {digest}"
    return Provenance(
        models={"speaker": f"{model.name}@{model.digest}"},
        settings=settings,
        versions=versions_of("testimony", "kaldi-native-fbank", "onnxruntime", "av"),
    )
