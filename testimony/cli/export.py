"""``testimony export``: a transcript out, in a format that somebody else can use."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from testimony.cli._files import load_transcript
from testimony.cli._options import Option, with_options
from testimony.cli._passphrase import key_passphrase
from testimony.runtime.exit_codes import ExitCode

if TYPE_CHECKING:
    from testimony.export import Exported, ExportOptions
    from testimony.export.format import Format
    from testimony.export.options import Court, Direction, FindingChoice, Layout, Paper, Script, TextChoice

__all__ = ["command"]

_MAILABLE = 20_000_000
_FILE = click.Path(path_type=Path, dir_okay=False)


def _pick(name: str, *values: str, help_text: str, default: str | None = None) -> Option:
    shown = default is not None
    return click.option(name, type=click.Choice(values), default=default, show_default=shown, help=help_text)


_LOOKS: tuple[Option, ...] = (
    _pick(
        "--layout",
        "columns",
        "court",
        "stacked",
        default="columns",
        help_text="Two columns; court: 25 numbered lines a page (pdf); stacked: one under the other (txt).",
    ),
    _pick(
        "--text",
        "both",
        "source",
        "target",
        default="both",
        help_text="Which side, where one can stand alone.",
    ),
    _pick(
        "--direction",
        "both",
        "to-en",
        "to-zh",
        help_text="to-en: English speech appears once, in the English column (the way of a certificate).",
    ),
    _pick("--script", "hans", "hant", help_text="Chinese characters, converted one by one; names stay."),
    click.option("--segments", metavar="12-15", default="", help="Only these lines; also 3,7-9."),
    click.option(
        "--width", type=click.IntRange(40, 400), default=80, show_default=True, help="Columns of plain text."
    ),
    _pick(
        "--court",
        "federal",
        "utah",
        "najit",
        "eoir",
        help_text="Whose rules the 25 lines of a court page keep; a PDF then has --layout court.",
    ),
    _pick("--paper", "letter", "a4", default="letter", help_text="Size of the pages."),
)
_RENDITIONS: tuple[Option, ...] = (
    _pick(
        "--findings",
        "accepted",
        "all",
        default="accepted",
        help_text="Of a discrepancy log: what a person accepted, or all findings with their state.",
    ),
    click.option(
        "--clips",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="With --to discrepancies: a sound file of each finding, the original and its rendition.",
    ),
    click.option(
        "--once",
        is_flag=True,
        help="Each exchange once: what was said, beside it the interpreter's words [INT].",
    ),
)
_SOUND: tuple[Option, ...] = (
    click.option("--audio", type=_FILE, help="The recording, if it is not where the transcript says."),
    click.option(
        "--audio-out", type=_FILE, help="With --redact: where a bleeped copy of the recording goes."
    ),
    click.option("--embed-audio", is_flag=True, help="Put the sound into the HTML page itself."),
)
_CARE: tuple[Option, ...] = (
    click.option(
        "--redact",
        type=_FILE,
        metavar="PROFILE.toml",
        help="What may not leave the house, see docs/exports.md.",
    ),
    click.option(
        "--certificate",
        type=_FILE,
        metavar="PERSON.toml",
        help="Add the translator's certificate to be signed.",
    ),
    click.option(
        "--unverified",
        is_flag=True,
        help="Write words that are not the sealed ones too, marked on every page; no certificate.",
    ),
    click.option("--sign", type=_FILE, metavar="KEY.p12", help="Sign the certified PDF with this key."),
    click.option(
        "--sign-passphrase-file",
        type=_FILE,
        metavar="FILE",
        help="What opens the key, on the first line; without it, it is asked for.",
    ),
)
_NAMES: tuple[Option, ...] = (
    click.option("--case", default="", help="Name of the case, for the title block."),
    click.option("--matter", default="", help="Matter number, for the title block."),
    click.option("--title", default="Bilingual transcript", show_default=True, help="Name of the document."),
    click.option("--tab", default="", help="Tab letter of the exhibit."),
    click.option("--start-page", type=click.IntRange(1, 99_999), default=1, help="Number of the first page."),
)


class _Chosen(TypedDict):
    """The options as they were typed."""

    layout: Layout
    text: TextChoice
    direction: Direction | None
    script: Script | None
    segments: str
    width: int
    court: Court | None
    paper: Paper
    findings: FindingChoice
    clips: Path | None
    once: bool
    audio: Path | None
    audio_out: Path | None
    embed_audio: bool
    redact: Path | None
    certificate: Path | None
    unverified: bool
    sign: Path | None
    sign_passphrase_file: Path | None
    case: str
    matter: str
    title: str
    tab: str
    start_page: int
    force: bool


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "format_name",
    required=True,
    metavar="FORMAT",
    help="One of pdf docx html clip txt ascii srt vtt csv json tmx rttm xliff discrepancies.",
)
@click.option("-o", "out", type=_FILE, help="The file to write; without it, text goes to stdout.")
@with_options(*_LOOKS, *_RENDITIONS, *_CARE, *_SOUND, *_NAMES)
@click.option("--force", is_flag=True, help="Overwrite the output; no refusal is bypassed.")
def command(file: Path, format_name: str, out: Path | None, **chosen: Unpack[_Chosen]) -> int:
    """Write FILE, a transcript, in another format."""
    from testimony.export import export, format_named, stream

    kind = format_named(format_name)
    if out is None and kind.binary:
        raise click.UsageError(f"{kind.name} is not text: name a file, -o {file.stem}{kind.suffix}")
    _refuse_ignored(kind)
    if chosen["audio_out"] and not (chosen["redact"] and out):
        raise click.UsageError("--audio-out writes the bleeped copy of a redaction: add --redact and -o.")
    options = _as_options(file, chosen)
    if chosen["court"] and "court" in kind.layouts:
        options = replace(options, layout="court")
    transcript = load_transcript(
        file,
        words=kind.words or options.redact is not None,
        whole=options.certificate is not None,
        unverified=options.unverified,
    )
    click.echo(transcript.verdict, err=True)
    if out is None:
        written = sum(map(sys.stdout.buffer.write, stream(transcript, kind.name, options)))
        _warn_of_size("The page", written, options)
        return ExitCode.DONE
    done = export(transcript, kind.name, options, out)
    _tell(done)
    _warn_of_size(str(out), done.paths[0].stat().st_size, options)
    return ExitCode.DONE


def _refuse_ignored(kind: Format) -> None:
    """What was typed and would be ignored is refused, even where it says what would be done anyway."""
    context = click.get_current_context()
    typed = {
        name
        for name in context.params
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    }
    for name in sorted(typed - {"file", "out", "format_name", "layout", "audio"}):
        if not kind.knows(name.removesuffix("_file")):
            raise click.UsageError(kind.unknown(name))
    if "audio" in typed and not (kind.knows("audio") or "audio_out" in typed):
        raise click.UsageError(kind.unknown("audio"))


def _as_options(file: Path, chosen: _Chosen) -> ExportOptions:
    from testimony.export import Exhibit, ExportOptions

    key = chosen["sign"]
    return ExportOptions(
        layout=chosen["layout"],
        text=chosen["text"],
        direction=chosen["direction"],
        script=chosen["script"],
        court=chosen["court"],
        segments=chosen["segments"],
        width=chosen["width"],
        paper=chosen["paper"],
        exhibit=Exhibit(
            chosen["case"], chosen["matter"], chosen["title"], chosen["tab"], chosen["start_page"]
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
