"""Which formats there are, and how one is written: a new format is a module and a line here."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from testimony.export.job import Job
from testimony.export.options import ExportOptions
from testimony.export.output import refuse_existing, write_file
from testimony.export.prepare import prepare
from testimony.transcript.errors import ExportError
from testimony.transcript.types import Transcript

if TYPE_CHECKING:
    from testimony.export.redaction.redact import Redactor

__all__ = ["FORMATS", "Exported", "Format", "Writer", "export", "format_named", "render"]


class Writer(Protocol):
    """Turns a job into files, one after another; the same job always gives the same bytes."""

    def __call__(self, job: Job, /) -> Iterator[bytes]:
        """Yield the bytes of each file."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that a transcript can leave in.

    Attributes:
        name: What ``--to`` takes.
        suffix: Of the file's name, with its dot.
        summary: One line of help.
        binary: It never goes to a terminal.
        layouts: Values of ``--layout`` that it knows.
        words: It shows single words, which are loaded for it.
        lines: It shows every line of a transcript, and needs nothing else.
    """

    name: str
    suffix: str
    summary: str
    binary: bool = False
    layouts: tuple[str, ...] = ("columns",)
    words: bool = False
    lines: bool = True

    def load(self) -> Writer:
        """Import the format's module, and with it whatever library it needs."""
        module = importlib.import_module(f"testimony.export.formats.{self.name}")
        return cast("Writer", module.write)


FORMATS: dict[str, Format] = {
    known.name: known
    for known in (
        Format(
            "pdf", ".pdf", "PDF/A-2a, two columns or a court page", binary=True, layouts=("columns", "court")
        ),
        Format("docx", ".docx", "Word, a table and comments", binary=True),
        Format("txt", ".txt", "plain text, side by side in columns", layouts=("columns", "stacked")),
        Format("html", ".html", "a page that plays the recording", words=True),
        Format("clip", ".mp3", "the sound of a passage", binary=True, lines=False),
        Format("srt", ".srt", "SubRip subtitles", words=True),
        Format("vtt", ".vtt", "WebVTT subtitles", words=True),
        Format("csv", ".csv", "a table for spreadsheets"),
        Format("json", ".json", "everything, for programs", words=True),
        Format("tmx", ".tmx", "TMX 1.4b, for translation memories"),
        Format("rttm", ".rttm", "RTTM, who spoke when, for tools that score speakers", lines=False),
        Format(
            "discrepancies", ".pdf", "renditions that differ: pdf, docx, xlsx, csv", binary=True, lines=False
        ),
        Format("xliff", ".xlf", "XLIFF 1.2, to an outside translator and back"),
    )
}


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
    job = prepare(transcript, kind.name, kind.layouts, options, kind.suffix)
    data = b"".join(kind.load()(job))
    if job.redaction is not None:
        _refuse_leaks(kind, data, job.redaction.redactor)
    return data


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
    job = prepare(transcript, kind.name, kind.layouts, options, out.suffix.lower())
    check = None
    if job.redaction is not None:
        check = _leak_check(kind, job.redaction.redactor, outputs)
    files = _name_parts(out, kind.load()(job))
    if options.audio_out is not None and job.bleeped:
        files = chain(files, [(options.audio_out, job.bleeped)])
    if options.clips is not None:
        files = chain(files, _clips(kind, job, options.clips))
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


def _clips(kind: Format, job: Job, folder: Path) -> Iterator[tuple[Path, bytes]]:
    if kind.name != "discrepancies":
        raise ExportError(f"{kind.name} has no clips.", "Write --to discrepancies, or leave --clips out.")
    from testimony.export.clips import finding_clips

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

    refuse_leaks(kind.name, data, redactor)


def _name_parts(out: Path, files: Iterator[bytes]) -> Iterator[tuple[Path, bytes]]:
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
