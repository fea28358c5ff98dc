"""The recording that a page plays: beside it by name, or inside it as data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.audio.recordings import find_recording
from testimony.export.options import ExportOptions
from testimony.text.sanitize import file_name
from testimony.transcript.errors import ExportError, RecordingNotFound
from testimony.transcript.types import Recording, Transcript

if TYPE_CHECKING:
    from testimony.export.redaction.redact import Redaction

__all__ = ["Sound", "bleeped_copy", "bleeped_sound", "recording_file", "sound_for"]

_TYPES = {
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".webm": "audio/webm",
}
_COPY = ".mp3"
_LARGEST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Sound:
    """What an HTML page plays.

    Attributes:
        name: File name, looked for beside the page; never a folder.
        kind: Media type.
        data: The file's bytes where they go into the page, else empty.
        plays: False where no browser plays this kind of file.
    """

    name: str
    kind: str
    data: bytes = b""
    plays: bool = True


def sound_for(transcript: Transcript, options: ExportOptions) -> Sound | None:
    """Name the sound of a page, or read it where it is to be inside.

    Raises:
        RecordingNotFound: It is to be inside, but is not where the transcript or ``--audio`` says.
        RecordingChanged: The file there is not the one that was transcribed.
        ExportError: There are several recordings, or the file is too large to be inside a page.
    """
    if not transcript.recordings:
        return None
    if len(transcript.recordings) > 1 and options.embed_audio:
        raise ExportError("A page can hold the sound of one recording only.", "Leave --embed-audio out.")
    recording = transcript.recordings[0]
    path = options.audio or Path(recording.path)
    kind = _TYPES.get(path.suffix.lower(), "")
    if not options.embed_audio:
        return Sound(file_name(str(path)), kind, plays=bool(kind))
    found = recording_file(recording, options)
    if kind:
        return Sound(file_name(str(path)), kind, _read(found))
    return Sound(file_name(str(path)), _TYPES[_COPY], _playable_copy(found, recording.track))


def _playable_copy(path: Path, track: int) -> bytes:
    """Return the sound in a form that every browser plays."""
    from testimony.audio import editing

    title = f"Copy of {file_name(str(path))} for listening; the recording is the evidence"
    return editing.bleeped_copy(path, (), _COPY, {"title": title}, track)


def recording_file(recording: Recording, options: ExportOptions) -> Path:
    """Return where the recording is, once its hash was found to be the transcript's.

    Raises:
        RecordingNotFound: There is no such file.
        RecordingChanged: Its hash is another.
    """
    beside = options.transcript or Path(recording.path)
    found = find_recording(recording, beside, options.audio)
    if found is None:
        raise RecordingNotFound(
            f"The recording {recording.path} is not there.", "Say where it is: --audio RECORDING"
        )
    return found


def _read(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise ExportError(f"{path} is larger than 1 GB, too large for a page.", "Leave --embed-audio out.")
    return path.read_bytes()


def bleeped_copy(full: Transcript, redaction: Redaction, options: ExportOptions) -> bytes:
    """Copy the recording with every redacted stretch bleeped; empty bytes where nobody asked for sound.

    Raises:
        ExportError: There are several recordings, or the ending of the file is not known.
        RecordingError: The recording is missing, changed or unreadable.
    """
    if options.audio_out is None and not options.embed_audio:
        return b""
    if len(full.recordings) != 1:
        raise ExportError("Sound can be bleeped for one recording at a time.", "Leave --audio-out out.")
    from testimony.audio import editing

    suffix = options.audio_out.suffix.lower() if options.audio_out else ".mp3"
    path, track = recording_file(full.recordings[0], options), full.recordings[0].track
    return editing.bleeped_copy(path, redaction.silenced, suffix, {"title": "REDACTED COPY"}, track)


def bleeped_sound(data: bytes, options: ExportOptions) -> Sound | None:
    """Name the bleeped copy for a redacted page; without one, the page is silent."""
    if not data:
        return None
    name = options.audio_out.name if options.audio_out else "redacted.mp3"
    kind = _TYPES.get(Path(name).suffix.lower(), "audio/wav")
    return Sound(file_name(name), kind, data if options.embed_audio else b"")
