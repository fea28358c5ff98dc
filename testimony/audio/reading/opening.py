"""Open a recording for decoding, and say in one sentence why it cannot be."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.audio.reading.hashing import HashingFile
from testimony.runtime.hashing import sha256_of
from testimony.transcript.errors import (
    RecordingChanged,
    RecordingError,
    RecordingNotFound,
    RecordingUnreadable,
)

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

__all__ = [
    "check_rate",
    "hash_file",
    "open_container",
    "open_file",
    "refuse_changed",
    "sound_of",
    "track_of",
    "unreadable",
]

FORMATS = (
    "aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,dsf,dss,dts,eac3,flac,flv,gsm,loas,matroska,webm,mov,mp4"
    ",m4a,3gp,mp2,mp3,mpeg,mpegts,mpegtsraw,mxf,ogg,oma,rm,tak,tta,voc,w64,wav,wv,xwma"
)
"""Demuxers of files that hold sound themselves. Everything else stays shut: a playlist, a concat script or a
session description would make libav open other files, or sockets, at the word of the file."""

_HEADERLESS = {".gsm": "gsm"}
"""Formats without a header: only the ending of the name says what they are."""

_SILK = b"#!SILK"

_LOWEST_RATE, _HIGHEST_RATE = 1_000, 768_000
"""Hz. Nothing records outside these; a header that says 3 MHz is damaged."""


def hash_file(path: str | Path) -> str:
    """SHA-256 of a recording's bytes, as lowercase hex, in constant memory.

    Raises:
        RecordingNotFound: There is no such file.
        RecordingUnreadable: It is a folder, empty, or cannot be read to its end.
    """
    path = Path(path)
    open_file(path).close()  # says it better where it is no file to read
    try:
        return sha256_of(path)
    except OSError as error:
        raise unreadable(path, error) from None


def unreadable(path: Path, error: Exception) -> RecordingUnreadable:
    """The disk does not give the bytes."""
    return RecordingUnreadable(
        f"{path} cannot be read: {_reason(error)}.", "Copy it to another disk and try again."
    )


def open_file(path: Path) -> HashingFile:
    """Open the bytes of a recording, read-only.

    Raises:
        RecordingNotFound: There is no such file.
        RecordingUnreadable: It is a folder, a device, empty, or this account may not read it.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise RecordingUnreadable(
                f"{path} is a folder, not a recording.", f"testimony batch {path} --out DIR"
            )
        if not stat.S_ISREG(status.st_mode):
            raise RecordingUnreadable(f"{path} is not a file.", "Save the sound to a file first.")
        if status.st_size == 0:
            raise RecordingUnreadable(
                f"{path} is empty (0 bytes).", "Copy it again from where it was recorded."
            )
        return HashingFile(io.FileIO(path, "r"))
    except FileNotFoundError:
        raise RecordingNotFound(f"{path} does not exist.", f"ls {path.parent}") from None
    except PermissionError:
        raise RecordingUnreadable(
            f"{path} cannot be read: this account has no permission.", f"ls -l {path}"
        ) from None
    except (OSError, ValueError) as error:
        raise RecordingUnreadable(f"{path} cannot be read: {_reason(error)}.", f"ls -l {path}") from None


def open_container(path: Path, file: HashingFile) -> InputContainer:
    """Let libav look into the file; it says nothing on standard error and opens nothing else.

    Raises:
        RecordingUnreadable: It is not a recording.
    """
    import av

    av.logging.set_level(None)
    options = {"format_whitelist": FORMATS, "protocol_whitelist": "none"}
    try:
        return av.open(
            file,
            mode="r",
            format=_HEADERLESS.get(path.suffix.lower()),
            options=options,
            metadata_errors="ignore",
            buffer_size=1 << 17,
            io_open=_refuse_other_files,
        )
    except (av.error.FFmpegError, OSError, ValueError, EOFError):
        if file.failure is not None:
            raise unreadable(path, file.failure) from None
        raise _not_a_recording(path, file) from None


def sound_of(path: Path, container: InputContainer, track: int = 0) -> AudioStream:
    """The sound track to hear.

    Args:
        path: For messages.
        container: The open file.
        track: 1 for the first sound track, and so on; 0 for the one that libav thinks best of those that can
            be decoded.

    Raises:
        RecordingUnreadable: There is no such track, or no decoder knows it.
    """
    if not container.streams.audio:
        raise RecordingUnreadable(
            f"{path} holds no sound{' (only a picture)' if container.streams.video else ''}.",
            "Check that the recording was made with its microphone on.",
        )
    stream = _chosen(path, container, track)
    if not _can_decode(stream):
        raise RecordingUnreadable(
            f"{path} holds sound in a form that cannot be decoded (perhaps it is encrypted or damaged).",
            "Export it from the program that made it as WAV or MP3.",
        )
    check_rate(path, stream.rate)
    return stream


def track_of(container: InputContainer, stream: AudioStream) -> int:
    """The number of a sound track, 1 for the first."""
    return 1 + [one.index for one in container.streams.audio].index(stream.index)


def _chosen(path: Path, container: InputContainer, track: int) -> AudioStream:
    tracks = container.streams.audio
    if track > len(tracks):
        count = "one sound track" if len(tracks) == 1 else f"{len(tracks)} sound tracks"
        raise RecordingUnreadable(
            f"{path} holds {count}; there is no track {track}.", f"testimony run {path} --track 1"
        )
    if track:
        return tracks[track - 1]
    best = container.streams.best("audio")
    first = next((one for one in tracks if best is not None and one.index == best.index), tracks[0])
    return next(filter(_can_decode, (first, *tracks)), first)


def _can_decode(stream: AudioStream) -> bool:
    context = stream.codec_context
    return context is not None and bool(context.codec.is_decoder)


def check_rate(path: Path, rate: int) -> None:
    """Refuse a sampling rate that nothing records with; 0 is not known yet and passes.

    Raises:
        RecordingUnreadable: The rate is nonsense.
    """
    if rate and not _LOWEST_RATE <= rate <= _HIGHEST_RATE:
        raise RecordingUnreadable(
            f"{path} says that it holds {rate:,} samples a second, so its header is damaged.",
            "Copy it again from where it was recorded.",
        )


def refuse_changed(path: Path, file: HashingFile, digest: str) -> None:
    """Refuse a file that grew or has other bytes; one that was only touched is still the same.

    Args:
        path: Where the file lies now.
        file: It as it was opened.
        digest: SHA-256 of the bytes that were read.

    Raises:
        RecordingChanged: It changed while it was read.
    """
    size, now, what = file.before.st_size, file.size_now(), ""
    if size != now:
        what = f"{size:,} bytes at first, {now:,} now"
    elif file.was_touched(path):
        try:
            found = hash_file(path)
        except RecordingError:
            found = "gone"
        if found != digest:
            what = f"SHA-256 {digest} as read, {found} now"
    if what:
        raise RecordingChanged(
            f"{path} changed while it was read ({what}).",
            "Wait until the recorder has finished or the copy is complete, then run it again.",
        )


def _not_a_recording(path: Path, file: HashingFile) -> RecordingUnreadable:
    if _SILK in file.peek_at(0, 16):
        return RecordingUnreadable(
            f"{path} is a voice message of WeChat or QQ in the SILK format, which cannot be decoded here.",
            "Convert it to WAV with a SILK decoder, then run that file.",
        )
    if file.peek_at(4, 4) in (b"ftyp", b"mdat", b"wide", b"free", b"moov"):
        return RecordingUnreadable(
            f"{path} was cut off before its index was written, so nothing in it can be decoded.",
            "Copy it again from the recorder, or repair it there.",
        )
    return RecordingUnreadable(
        f"{path} is not a recording, whatever its name says: no sound format is recognised in it.",
        f"file {path}",
    )


def _refuse_other_files(url: str, *_: object) -> object:
    raise PermissionError(f"a recording asked for another file: {url!r}")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
