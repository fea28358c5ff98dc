"""The recording that a page plays: beside it by name, or inside it as data."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from testimony.export.clean import file_name
from testimony.export.options import ExportOptions
from testimony.transcript.errors import ExportError, RecordingChanged, RecordingNotFound
from testimony.transcript.types import Recording, Transcript

__all__ = ["Sound", "find_recording", "sound_for"]

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
_LARGEST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Sound:
    """What an HTML page plays.

    Attributes:
        name: File name, looked for beside the page; never a folder.
        kind: Media type.
        data: The file's bytes where they go into the page, else empty.
    """

    name: str
    kind: str
    data: bytes = b""


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
    kind = _TYPES.get(path.suffix.lower(), "audio/wav")
    if not options.embed_audio:
        return Sound(file_name(str(path)), kind)
    return Sound(file_name(str(path)), kind, _read(find_recording(recording, options)))


def find_recording(recording: Recording, options: ExportOptions) -> Path:
    """Return where the recording is, once its hash was found to be the transcript's.

    Raises:
        RecordingNotFound: There is no such file.
        RecordingChanged: Its hash is another.
    """
    path = options.audio or Path(recording.path)
    if not path.is_file():
        raise RecordingNotFound(f"The recording {path} is not there.", "Say where it is: --audio RECORDING")
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise RecordingNotFound(
            f"{path} cannot be read: {error.strerror}.", "Check its permissions."
        ) from error
    if digest.hexdigest() != recording.sha256:
        raise RecordingChanged(
            f"{path} is not the recording of this transcript: its SHA-256 is {digest.hexdigest()}, "
            f"the transcript's {recording.sha256}.",
            "Name the right file: --audio RECORDING",
        )
    return path


def _read(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise ExportError(f"{path} is larger than 1 GB, too large for a page.", "Leave --embed-audio out.")
    return path.read_bytes()
