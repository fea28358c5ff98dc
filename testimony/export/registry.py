"""How a transcript is written in a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.export.catalog import FORMATS
from testimony.export.format import Format, Writer
from testimony.export.options import ExportOptions
from testimony.export.output import refuse_existing, write_file
from testimony.export.prepare import prepare
from testimony.transcript.errors import ExportError
from testimony.transcript.types import Transcript

if TYPE_CHECKING:
    from testimony.export.job import Job
    from testimony.export.redaction.redact import Redactor

__all__ = ["FORMATS", "Exported", "Format", "Writer", "export", "format_named", "render", "stream"]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export left behind.

    Attributes:
        paths: The files written, in order.
        marks: What every page of them says.
        report: What was redacted, counted, without the words.
    """

    paths: tuple[Path, ...]
    marks: tuple[str, ...]
    report: tuple[str, ...] = ()


def format_named(name: str) -> Format:
    """Find a format by its name.

    Raises:
        ExportError: There is none; the message lists those there are.
    """
    try:
        return FORMATS[name.lower().lstrip(".")]
    except KeyError:
        known = ", ".join(FORMATS)
        raise ExportError(
            f"There is no export format {name!r}; there are: {known}.", "Write --to pdf"
        ) from None


def render(transcript: Transcript, name: str, options: ExportOptions) -> bytes:
    """Make an export in memory, for standard output.

    Raises:
        ExportError: The format, an option or the transcript does not allow it.
    """
    kind = format_named(name)
    job = prepare(transcript, kind, options, kind.suffix)
    data = b"".join(kind.load()(job))
    if job.redaction is not None:
        _refuse_leaks(kind, data, job.redaction.redactor)
    return data


def stream(transcript: Transcript, name: str, options: ExportOptions) -> Iterator[bytes]:
    """Yield an export for standard output, in pieces where the format allows it and nothing is redacted.

    Raises:
        ExportError: The format, an option or the transcript does not allow it.
    """
    kind = format_named(name)
    if options.redact is not None:  # what is redacted is searched whole before any of it leaves
        yield render(transcript, name, options)
        return
    yield from kind.load()(prepare(transcript, kind, options, kind.suffix))


def export(transcript: Transcript, name: str, options: ExportOptions, out: Path) -> Exported:
    """Write a transcript in a format; each file appears whole or not at all.

    Args:
        transcript: As it stands; words only matter to ``html`` and ``json``.
        name: A key of ``FORMATS``.
        options: How.
        out: The file; volumes get ``-volume-1`` … before the extension.

    Raises:
        OutputExists: The file is there and ``options.force`` is not set.
        ExportError: Anything else; nothing is left behind under the name.
    """
    kind = format_named(name)
    outputs = [path for path in (out, options.audio_out) if path is not None]
    for path in outputs:
        refuse_existing(path, force=options.force)
    job = prepare(transcript, kind, options, out.suffix.lower())
    check = None
    if job.redaction is not None:
        check = _leak_check(kind, job.redaction.redactor, outputs)
    made = kind.load()(job)
    files: Iterator[tuple[Path, bytes | Iterable[bytes]]]
    files = iter([(out, made)]) if kind.streamed else _name_parts(out, made)
    if options.audio_out is not None and job.bleeped:
        files = chain(files, [(options.audio_out, job.bleeped)])
    if options.clips is not None:
        files = chain(files, _clips(job, options.clips))
    paths: list[Path] = []
    try:
        for path, data in files:
            checked = check if path.suffix == out.suffix else None  # sound is bleeped, and holds no text
            write_file(path, data, force=options.force, check=checked)
            paths.append(path)
    except BaseException:
        for path in paths:  # some volumes of a document are no document
            path.unlink(missing_ok=True)
        raise
    return Exported(tuple(paths), job.marks, job.redaction.report if job.redaction else ())


def _clips(job: Job, folder: Path) -> Iterator[tuple[Path, bytes]]:
    from testimony.export.formats.findings.clips import finding_clips

    folder.mkdir(parents=True, exist_ok=True)
    return ((folder / name, data) for name, data in finding_clips(job))


def _leak_check(kind: Format, redactor: Redactor, outputs: list[Path]) -> Callable[[Path], None]:
    for path in outputs:
        if redactor.finds(path.name):
            raise ExportError(
                "The name of the output holds what is to be redacted.", "Name another file with -o."
            )

    def check(written: Path) -> None:
        _refuse_leaks(kind, written.read_bytes(), redactor)

    return check


def _refuse_leaks(kind: Format, data: bytes, redactor: Redactor) -> None:
    from testimony.export.redaction.leaks import refuse_leaks

    refuse_leaks(kind, data, redactor)


def _name_parts(out: Path, files: Iterator[bytes]) -> Iterator[tuple[Path, bytes | Iterable[bytes]]]:
    """Give a single file the name itself, several of them numbered names."""
    first = next(files, b"")
    second = next(files, None)
    if second is None:
        yield out, first
        return
    volumes = (out.with_name(f"{out.stem}-volume-{number}{out.suffix}") for number in range(1, 10_000))
    yield next(volumes), first
    yield next(volumes), second
    yield from zip(volumes, files, strict=False)
