"""A speaker of a transcript → a voice of the case, only because somebody asked for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from testimony.app.speakers.voices_file import VoicesFile
from testimony.audio.recordings import find_recording
from testimony.transcript.errors import RecordingNotFound, TranscriptFileError
from testimony.transcript.types import FlagKind, Segment

if TYPE_CHECKING:
    from testimony.transcript.types import Transcript
    from transcribe.speakers.known import KnownVoice

__all__ = ["enrol", "known_voices"]

_MOST_ROWS = 40
_LEAST_MS = 1_500
_DOUBTS = (FlagKind.SPEAKER_UNCERTAIN, FlagKind.OVERLAP)


def enrol(
    book: VoicesFile, transcript: Transcript, path: Path, speaker: str, name: str, audio: Path | None = None
) -> int:
    """Keep the voice of a speaker under a name.

    Args:
        book: Where to keep it.
        transcript: As it stands.
        path: Its file; the recording may lie beside it.
        speaker: Whose rows to listen to: the longest ones without a doubt about the speaker.
        name: What to call the voice.
        audio: Where the recording is; None looks beside the transcript.

    Returns:
        How many rows were heard.

    Raises:
        TranscriptFileError: The speaker has no row that is long enough; or as ``VoicesFile.enrol``.
        RecordingError: The recording is not at hand, or is another one.
    """
    rows = _rows(transcript, speaker)
    if not rows:
        raise TranscriptFileError(
            f"{path} has no row of {speaker} that is long enough and sure.",
            f"testimony speakers {path} --list",
        )
    recording = find_recording(transcript.recordings[0], path, audio)
    if recording is None:
        raise RecordingNotFound(f"The recording of {path} is not beside it.", "name it with --recording")
    voice, model = _listen(recording, transcript, rows, name)
    if voice is None:
        raise TranscriptFileError(f"No voice could be heard in the rows of {speaker} in {path}.")
    book.enrol(voice, model, transcript.recordings[0].sha256)
    return len(rows)


def _rows(transcript: Transcript, speaker: str) -> list[Segment]:
    sure = [
        one
        for one in transcript.segments
        if one.speaker == speaker
        and one.end_ms - one.start_ms >= _LEAST_MS
        and not any(flag.kind in _DOUBTS and not flag.waived_by for flag in one.flags)
    ]
    longest = sorted(sure, key=lambda one: (one.start_ms - one.end_ms, one.start_ms))[:_MOST_ROWS]
    return sorted(longest, key=lambda one: (one.start_ms, one.end_ms))


def _listen(
    recording: Path, transcript: Transcript, rows: list[Segment], name: str
) -> tuple[KnownVoice | None, str]:
    from testimony.app.speakers.diarize import channels_of
    from testimony.audio.decoding import open_recording
    from transcribe.segmentation.sound import in_tracks
    from transcribe.speakers.encoder import open_voice_encoder
    from transcribe.speakers.known import known_voice
    from transcribe.speakers.listening import Stretch, hear_pieces

    encoder = open_voice_encoder()
    stretches = [Stretch(one.start_ms, one.end_ms, one.channel, one.language) for one in rows]
    with open_recording(recording, transcript.recordings[0].track) as reader:
        tracks = in_tracks(reader.chunks(), channels_of(transcript.provenance))
        pieces = list(hear_pieces(tracks, stretches, encoder.embed))
    return known_voice(name, pieces), encoder.model.digest


def known_voices(book: VoicesFile) -> tuple[KnownVoice, ...]:
    """The voices of a case that can be compared with what the shipped model hears.

    Raises:
        TranscriptFileError: As ``VoicesFile.voices``; or they were all made with another speaker model.
    """
    from transcribe.speakers.model import find_speaker_model

    enrolled = book.voices()
    digest = find_speaker_model().digest
    fitting = tuple(one.voice for one in enrolled if one.model == digest)
    if enrolled and not fitting:
        raise TranscriptFileError(
            "The enrolled voices were made with another speaker model.", "enrol them again"
        )
    return fitting
