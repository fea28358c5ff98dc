"""Another tool's transcript becomes one of ours: its draft is that tool's pass, sealed and named so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from testimony.app.foreign import READERS, ForeignLine
from testimony.app.foreign.line import language_of, refuse
from testimony.app.run.provenance import versions_of
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import (
    Block,
    Flag,
    FlagKind,
    Provenance,
    Recording,
    Segment,
    Severity,
    Speaker,
    Translation,
)

__all__ = ["Imported", "import_transcript"]

_BLOCK_MS = 120_000
_LARGEST = 256 * 1024 * 1024
_SHORTEST_MS = 500
_NOTE = "Imported with a translation beside it: hear which of the two was spoken."
_LATE = "The times go past the end of the recording."


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made.

    Attributes:
        path: The transcript.
        lines: How many lines it has.
        translated: How many of them came with a translation.
        late: How many end after the recording does.
    """

    path: Path
    lines: int
    translated: int
    late: int


def import_transcript(file: Path, recording: Path, out: Path, passphrase: str | None = None) -> Imported:
    """Make a transcript whose draft is a foreign pass; it can be translated, reviewed and certified like any.

    Args:
        file: The other tool's transcript; its ending says how it is read.
        recording: The recording it is of, hashed and measured here.
        out: The transcript to make, which must not exist.
        passphrase: Encrypts it.

    Raises:
        TranscriptFileError: The file cannot be read as what its ending says, or ``out`` is there already.
        RecordingError: The recording is missing or cannot be decoded.
    """
    if out.exists():
        raise TranscriptFileError(f"{out} exists already.", "Name another file with -o.")
    lines, digest = _read(file)
    heard = _measured(recording)
    made = _provenance(file, digest, any(line.target for line in lines))
    languages = tuple(dict.fromkeys(_language(line) for line in lines if _language(line) != "und"))
    speakers = _speakers(lines)
    store = TranscriptStore.create(
        out,
        recording=heard,
        languages=languages or ("zh", "en"),
        provenance=made,
        fingerprint=hashlib.sha256(f"import {digest} {heard.sha256}".encode()).hexdigest(),
        passphrase=passphrase,
    )
    with store:
        rows = list(_rows(lines, speakers, heard))
        for number, (index, group) in enumerate(groupby(rows, key=lambda row: row[0].start_ms // _BLOCK_MS)):
            block = list(group)
            store.commit_block(
                Block(number, index * _BLOCK_MS, (index + 1) * _BLOCK_MS),
                [segment for segment, _ in block],
                [translation for _, translation in block if translation is not None],
                speakers=tuple(speakers.values()),
            )
        store.finish(heard)
    late = sum(line.end_ms > heard.duration_ms for line in lines)
    return Imported(out, len(lines), sum(bool(line.target) for line in lines), late)


def _read(file: Path) -> tuple[list[ForeignLine], str]:
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        known = " ".join(READERS)
        raise TranscriptFileError(f"{file} is not of a kind that can be imported.", f"Those are: {known}")
    try:
        if file.stat().st_size > _LARGEST:
            raise refuse("is larger than 256 MB")
        data = file.read_bytes()
    except OSError as error:
        raise TranscriptFileError(f"{file} cannot be read: {error.strerror}.", "Check the name.") from error
    try:
        lines = sorted(reader(data), key=lambda line: line.start_ms)
    except TranscriptFileError as error:
        raise TranscriptFileError(f"{file}: {error.message}", error.hint) from error
    if not lines:
        raise TranscriptFileError(f"{file} has no words in it.", "Export it again from where it was made.")
    return list(_with_ends(lines)), hashlib.sha256(data).hexdigest()


def _with_ends(lines: Sequence[ForeignLine]) -> Iterator[ForeignLine]:
    """Let a line without an end last until the next one begins, an estimate of its reading time at most."""
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if line.end_ms > line.start_ms:
            yield line
            continue
        spoken = line.start_ms + max(_SHORTEST_MS, 70 * len(line.source))
        later = following is not None and following.start_ms > line.start_ms
        end = min(spoken, following.start_ms) if following is not None and later else spoken
        yield ForeignLine(line.start_ms, end, line.speaker, line.source, line.target, line.language)


def _measured(path: Path) -> Recording:
    from testimony.audio.decoding import open_recording

    with open_recording(path) as reader:
        for _ in reader.chunks():
            pass
        return reader.recording()


def _provenance(file: Path, digest: str, translated: bool) -> dict[str, Provenance]:
    settings = {"imported": file.suffix.lower().lstrip("."), "file_sha256": digest}
    made = Provenance(
        {"speech": f"imported-{settings['imported']}@{digest}"}, settings, versions_of("testimony")
    )
    other = Provenance({"translation": f"imported-{settings['imported']}@{digest}"}, settings, made.versions)
    return {"asr": made, **({"mt": other} if translated else {})}


def _speakers(lines: Sequence[ForeignLine]) -> dict[str, Speaker]:
    names = list(dict.fromkeys(line.speaker or "Speaker" for line in lines))
    return {name: Speaker(f"S{number}", name) for number, name in enumerate(names, start=1)}


def _language(line: ForeignLine) -> str:
    primary = line.language.split("-", maxsplit=1)[0].lower()
    return primary if primary.isalpha() and len(primary) in (2, 3) else language_of(line.source)


def _rows(
    lines: Sequence[ForeignLine], speakers: dict[str, Speaker], heard: Recording
) -> Iterator[tuple[Segment, Translation | None]]:
    for number, line in enumerate(lines, start=1):
        flags = []
        if line.target:
            flags.append(Flag(FlagKind.LANGUAGE_UNCERTAIN, Severity.WARN, _NOTE))
        if line.end_ms > heard.duration_ms:
            flags.append(Flag(FlagKind.OVER_SILENCE, Severity.WARN, _LATE))
        who = speakers[line.speaker or "Speaker"].id
        segment = Segment(
            str(number), heard.id, 0, line.start_ms, line.end_ms, who, _language(line), 0.0, line.source,
            flags=tuple(flags),
        )  # fmt: skip
        other = language_of(line.target) if line.target else ""
        yield segment, Translation(str(number), other, line.target) if line.target else None
