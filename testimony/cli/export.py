"""``testimony export``: a transcript out, in a format that somebody else can use."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from testimony.cli._export_options import OPTIONS, Chosen
from testimony.cli._files import load_record, load_transcript
from testimony.cli._options import with_options
from testimony.cli._passphrase import key_passphrase
from testimony.runtime.exit_codes import ExitCode

if TYPE_CHECKING:
    from testimony.export import Exported, ExportOptions
    from testimony.export.format import Format

__all__ = ["command"]

_MAILABLE = 20_000_000
_FILE = click.Path(path_type=Path, dir_okay=False)
_ELSEWHERE = frozenset(("file", "out", "format_name", "layout", "audio", "pack"))


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "format_name",
    metavar="FORMAT",
    help="One of pdf docx html clip txt ascii condensed index times srt vtt csv json tmx rttm xliff"
    " discrepancies errata comparison exhibits custody.",
)
@click.option("-o", "out", type=_FILE, help="The file to write; without it, text goes to stdout.")
@click.option(
    "--pack",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The attorney's pack: a folder with all parts, an index page and their hashes.",
)
@with_options(*OPTIONS)
@click.option("--force", is_flag=True, help="Overwrite the output; no refusal is bypassed.")
def command(
    file: Path, format_name: str | None, out: Path | None, pack: Path | None, **chosen: Unpack[Chosen]
) -> int:
    """Write FILE, a transcript, in another format."""
    if pack is not None:
        return _write_pack(file, pack, format_name, out, chosen)
    if format_name is None:
        raise click.UsageError("Name a format: --to pdf, or a folder for all parts: --pack DIR")
    return _write_format(file, format_name, out, chosen)


def _write_format(file: Path, format_name: str, out: Path | None, chosen: Chosen) -> int:
    from testimony.export import export, format_named, stream

    kind = format_named(format_name)
    if out is None and kind.binary:
        raise click.UsageError(f"{kind.name} is not text: name a file, -o {file.stem}{kind.suffix}")
    _refuse_ignored(kind)
    if chosen["audio_out"] and not (chosen["redact"] and out):
        raise click.UsageError("--audio-out writes the bleeped copy of a redaction: add --redact and -o.")
    if chosen["court"] and "court" in kind.layouts and "layout" not in _typed():
        chosen["layout"] = "court"
    options = _as_options(file, chosen)
    transcript = load_transcript(
        file,
        words=kind.words or options.redact is not None,
        whole=options.certificate is not None,
        unverified=options.unverified,
    )
    if kind.needs_record:
        options = replace(options, record=load_record(file))
    click.echo(transcript.verdict, err=True)
    if out is None:
        written = sum(map(sys.stdout.buffer.write, stream(transcript, kind.name, options)))
        _warn_of_size("The page", written, options)
        return ExitCode.DONE
    done = export(transcript, kind.name, options, out)
    _tell(done)
    _warn_of_size(str(out), done.paths[0].stat().st_size, options)
    return ExitCode.DONE


def _write_pack(file: Path, folder: Path, format_name: str | None, out: Path | None, chosen: Chosen) -> int:
    from testimony.export.pack import export_pack

    if format_name is not None or out is not None:
        raise click.UsageError("--pack writes a folder with all parts: leave out --to and -o.")
    if "layout" in _typed():
        raise click.UsageError("A pack has both layouts: leave out --layout.")
    options = _as_options(file, chosen)
    certified = options.certificate is not None
    transcript = load_transcript(file, words=True, whole=certified, unverified=options.unverified)
    options = replace(options, record=load_record(file))
    click.echo(transcript.verdict, err=True)
    _tell(export_pack(transcript, options, folder))
    return ExitCode.DONE


def _typed() -> set[str]:
    """Names of the options that stand on the command line."""
    context = click.get_current_context()
    source = click.core.ParameterSource.COMMANDLINE
    return {name for name in context.params if context.get_parameter_source(name) is source}


def _refuse_ignored(kind: Format) -> None:
    """What was typed and would be ignored is refused, even where it says what would be done anyway."""
    typed = _typed()
    for name in sorted(typed - _ELSEWHERE):
        option = {"against": "earlier"}.get(name, name.removesuffix("_file"))
        if not kind.knows(option):
            raise click.UsageError(kind.unknown(option))
    if "audio" in typed and not (kind.knows("audio") or "audio_out" in typed):
        raise click.UsageError(kind.unknown("audio"))


def _as_options(file: Path, chosen: Chosen) -> ExportOptions:
    from testimony.export import Exhibit, ExportOptions

    key, against = chosen["sign"], chosen["against"]
    return ExportOptions(
        layout=chosen["layout"],
        text=chosen["text"],
        direction=chosen["direction"],
        script=chosen["script"],
        court=chosen["court"],
        segments=chosen["segments"],
        width=chosen["width"],
        paper=chosen["paper"],
        point_size=chosen["point_size"],
        exhibit=Exhibit(
            chosen["case"],
            chosen["matter"],
            chosen["title"],
            chosen["tab"],
            chosen["start_page"],
            chosen["bates"],
            chosen["stamp"],
        ),
        redact=chosen["redact"],
        certificate=chosen["certificate"],
        sign=key,
        sign_passphrase=key_passphrase(key, chosen["sign_passphrase_file"]) if key else "",
        audio=chosen["audio"],
        transcript=file,
        audio_out=chosen["audio_out"],
        embed_audio=chosen["embed_audio"],
        findings=chosen["findings"],
        clips=chosen["clips"],
        once=chosen["once"],
        unverified=chosen["unverified"],
        force=chosen["force"],
        earlier=load_transcript(against) if against else None,
    )


def _warn_of_size(what: str, size: int, options: ExportOptions) -> None:
    if options.embed_audio and size > _MAILABLE:
        click.echo(
            f"  {what} is {size // 1_000_000} MB with the sound inside: too large for many mail and filing"
            " systems. Without --embed-audio the sound lies beside it.",
            err=True,
        )


def _tell(done: Exported) -> None:
    for path in done.paths:
        click.echo(f"Wrote {path}", err=True)
    for line in (*done.marks, *(f"redacted: {entry}" for entry in done.report)):
        click.echo(f"  {line}", err=True)
