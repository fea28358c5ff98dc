"""Where a transcript's recording lies, proved by its hash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from testimony.runtime.samples import samples_folder
from testimony.transcript.errors import RecordingChanged, RecordingNotFound
from testimony.transcript.types import Recording

__all__ = ["HashFile", "find_recording", "hash_recording"]

HashFile = Callable[[Path], str]


def hash_recording(path: Path) -> str:
    """SHA-256 of a recording's bytes."""
    from testimony.audio.reading.opening import hash_file

    return hash_file(path)


def find_recording(
    recording: Recording, transcript: Path, audio: Path | None = None, hash_file: HashFile = hash_recording
) -> Path | None:
    """Where the recording lies, proved to be the one; None when it is not at hand.

    A transcript that somebody sent may name any file of this machine, so its path is followed only inside
    the transcript's own folder, the working folder and the shipped samples; elsewhere a person has to name
    the recording.

    Args:
        recording: As the transcript names it.
        transcript: The transcript's path: a recording may lie beside it.
        audio: Where the user says it is now.
        hash_file: Gives a file's SHA-256.

    Raises:
        RecordingNotFound: ``audio`` does not exist.
        RecordingChanged: The file is another one; the message holds both hashes.
    """
    named = Path(recording.path)
    if audio is not None and not audio.exists():
        raise RecordingNotFound(f"There is no recording {audio}.", "name the recording with --audio")
    try:
        places = [audio] if audio is not None else _places(named, transcript)
        place = next((one for one in places if one.is_file()), None)
    except (OSError, ValueError):  # a name that no file can have: too long, with a NUL, a circle of links
        return None
    if place is None:
        return None
    found = hash_file(place)
    if found != recording.sha256:
        raise RecordingChanged(
            f"{place} is not the recording that {transcript} was made from"
            f" (SHA-256 {found}, and it was {recording.sha256}).",
            "name the right one with --audio RECORDING",
        )
    return place


def _places(named: Path, transcript: Path) -> list[Path]:
    folders = [transcript.parent.resolve(), Path.cwd().resolve(), *filter(None, [samples_folder()])]
    full = named.resolve()
    near = any(full.is_relative_to(folder) for folder in folders)
    return [*([named] if near else []), transcript.parent / named.name]
