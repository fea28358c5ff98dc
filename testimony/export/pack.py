"""The attorney's pack: the parts that a court reporter delivers, in one folder with an index page."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Final

from testimony.export.catalog import FORMATS
from testimony.export.format import Format, Part, flag_of
from testimony.export.options import Exhibit, ExportOptions
from testimony.export.output import write_file
from testimony.export.pages.stamps import next_bates
from testimony.export.registry import Exported, export
from testimony.runtime.hashing import sha256_of
from testimony.text.sanitize import one_line
from testimony.transcript.errors import ExportError, NothingToExport, OutputExists
from testimony.transcript.types import Transcript

__all__ = ["INDEX", "SUMS", "export_pack"]

INDEX: Final = "index.html"
SUMS: Final = "SHA256SUMS"
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}.marks{font-weight:600}"
    "th,td{text-align:left;padding:.4rem;border-bottom:1px solid #999;vertical-align:top}"
    "code{font-size:.75rem;overflow-wrap:anywhere}"
)


@dataclass(frozen=True, slots=True)
class _Made:
    """A file of the pack, or why it was left out.

    Attributes:
        pages: Of a PDF, else 0.
        marks: What its pages say.
        missing: Why there is none; empty where there is one.
    """

    part: Part
    paths: tuple[Path, ...] = ()
    bates: str = ""
    pages: int = 0
    marks: tuple[str, ...] = ()
    missing: str = ""


def export_pack(transcript: Transcript, options: ExportOptions, folder: Path) -> Exported:
    """Make the folder with every part, an index page and a list of hashes; all of it or nothing.

    Bates numbers run on from part to part. A part that there is nothing for, or that the options rule out, is
    left out, and the index page says why.

    Args:
        transcript: With words, as it stands.
        options: Those of the parts; each part takes the ones that mean something to it.
        folder: Where; made if it is not there.

    Raises:
        OutputExists: The folder holds something, and ``options.force`` is not set.
        ExportError: An option means nothing to any part, or a part cannot be made.
    """
    _refuse_unknown(options)
    _refuse_telling_name(transcript, options, folder)
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder} is no folder.", "Name a folder: --pack DIR")
    if folder.is_dir() and any(folder.iterdir()) and not options.force:
        raise OutputExists(
            f"{folder} holds files already.", "Name a new folder, or add --force to replace them."
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".pack-") as hidden:
            made = list(_parts(transcript, options, Path(hidden)))
            written = [path for one in made for path in one.paths]
            _write_lists(options, made, Path(hidden))
            names = [*(path.name for path in written), SUMS, INDEX]
            for name in names:  # the index page last: a pack without one is not whole
                (Path(hidden) / name).replace(folder / name)
    except OSError as error:
        raise ExportError(
            f"{folder} could not be written: {error.strerror}.", "Name another folder."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            folder.rmdir()  # only if nothing came into it
    return Exported(tuple(folder / name for name in names), _marks(made))


def _refuse_unknown(options: ExportOptions) -> None:
    kinds = [kind for kind in FORMATS.values() if kind.pack]
    for option in options.given():
        if option != "layout" and not any(kind.knows(option) for kind in kinds):
            raise ExportError(f"{flag_of(option)} does not apply to a pack.", f"Leave out {flag_of(option)}.")


def _refuse_telling_name(transcript: Transcript, options: ExportOptions, folder: Path) -> None:
    if options.redact is None:
        return
    from testimony.export.redaction.profile import read_profile
    from testimony.export.redaction.redactor import Redactor

    if Redactor(read_profile(options.redact), transcript).finds(folder.name):
        raise ExportError("The name of the folder holds what is to be redacted.", "Name another: --pack DIR")


def _parts(transcript: Transcript, options: ExportOptions, folder: Path) -> Iterator[_Made]:
    """Make part after part; the letter comes last, and names the hashes of the others."""
    bates, done = options.exhibit.bates, list[Path]()
    for kind in FORMATS.values():
        for part in kind.pack:
            asked = replace(options, layout=part.layout, exhibit=replace(options.exhibit, bates=bates))
            if asked.record is not None:
                asked = replace(asked, record=replace(asked.record, delivered=tuple(_sums(done))))
            made = _part(transcript, kind, part, asked, folder / part.name)
            done += made.paths
            bates = next_bates(bates, made.pages)
            yield made


def _part(transcript: Transcript, kind: Format, part: Part, options: ExportOptions, out: Path) -> _Made:
    from testimony.export.pages.typesetting import count_pages

    if options.redact is not None and not kind.redactable:
        return _Made(part, missing="it shows the draft, in which nobody decided what is to be redacted")
    if kind.needs_record and options.record is None:
        return _Made(part, missing="it tells of the transcript's file, which was not given")
    try:
        done = export(transcript, kind.name, replace(kind.fitting(options), layout=part.layout), out)
    except NothingToExport as error:
        return _Made(part, missing=error.message)
    pages = sum(count_pages(path.read_bytes()) for path in done.paths if path.suffix == ".pdf")
    return _Made(part, done.paths, options.exhibit.bates if pages else "", pages, done.marks)


def _sums(paths: list[Path]) -> Iterator[tuple[str, str]]:
    return ((path.name, sha256_of(path)) for path in paths)


def _marks(made: list[_Made]) -> tuple[str, ...]:
    return next((one.marks for one in made if one.marks), ())


def _write_lists(options: ExportOptions, made: list[_Made], folder: Path) -> None:
    sums = dict(_sums([path for one in made for path in one.paths]))
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    write_file(folder / SUMS, lines.encode(), force=False)
    write_file(folder / INDEX, _index_page(options, made, sums).encode(), force=False)


def _index_page(options: ExportOptions, made: list[_Made], sums: dict[str, str]) -> str:
    exhibit = options.exhibit if options.redact is None else Exhibit()  # a name on it was searched by nobody
    case = " – ".join(filter(None, (one_line(exhibit.case), one_line(exhibit.matter)))) or "Transcript"
    marks = "".join(f"<p>{escape(mark)}</p>" for mark in _marks(made))
    rows = "".join(_row(one, sums) for one in made)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>'
        f'{escape(case)}</title><meta name="robots" content="noindex"><style>{_STYLE}</style></head><body>'
        f'<main><h1>{escape(case)}</h1><div class="marks">{marks}</div>'
        "<p>Page and line are the same in every part. The list of hashes is also in "
        f'<a href="{SUMS}">{SUMS}</a>: <code>sha256sum -c {SUMS}</code></p>'
        "<table><thead><tr><th>Part</th><th>What it is</th><th>Pages</th><th>Bates</th><th>SHA-256</th></tr>"
        f"</thead><tbody>{rows}</tbody></table></main></body></html>\n"
    )


def _row(one: _Made, sums: dict[str, str]) -> str:
    says = escape(one.part.says)
    if one.missing:
        missing = f"left out: {escape(one.missing)}"
        return (
            f"<tr><td>{escape(one.part.name)}</td><td>{says}; {missing}</td><td></td><td></td><td></td></tr>"
        )
    last = next_bates(one.bates, one.pages - 1) if one.pages else ""
    stamped = f"{one.bates} – {last}" if one.bates else ""
    links = "<br>".join(f'<a href="{escape(path.name)}">{escape(path.name)}</a>' for path in one.paths)
    digests = "<br>".join(f"<code>{sums[path.name]}</code>" for path in one.paths)
    return (
        f"<tr><td>{links}</td><td>{says}</td><td>{one.pages or ''}</td><td>{escape(stamped)}</td>"
        f"<td>{digests}</td></tr>"
    )
