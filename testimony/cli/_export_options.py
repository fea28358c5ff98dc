"""The options of ``testimony export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from testimony.cli._options import Option

if TYPE_CHECKING:
    from testimony.export.options import Court, Direction, FindingChoice, Layout, Paper, Script, TextChoice

__all__ = ["OPTIONS", "Chosen"]

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
    click.option(
        "--point-size",
        type=click.IntRange(12, 16),
        default=12,
        show_default=True,
        help="Size of the text in two columns and in Word; a court page is 12 point.",
    ),
    _pick(
        "--court",
        "federal",
        "utah",
        "najit",
        "eoir",
        help_text="Whose rules the pages of 25 lines keep, which page:line counts; a PDF is laid out so.",
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
        "--against",
        type=_FILE,
        metavar="OTHER.testimony",
        help="With --to comparison: the earlier version; without it, the machine's draft.",
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
    click.option(
        "--start-page",
        type=click.IntRange(1, 99_999),
        default=1,
        help="Number of the first page of lines, from which page:line counts.",
    ),
    click.option(
        "--bates",
        default="",
        metavar="CHEN000041",
        help="Stamp a PDF's first page with this and each further page with the next number.",
    ),
    click.option(
        "--stamp", default="", metavar="TEXT", help="A sticker on a PDF's first page: 'EXHIBIT 12'."
    ),
)
OPTIONS: tuple[Option, ...] = _LOOKS + _RENDITIONS + _CARE + _SOUND + _NAMES


class Chosen(TypedDict):
    """The options as they were typed."""

    layout: Layout
    text: TextChoice
    direction: Direction | None
    script: Script | None
    segments: str
    width: int
    point_size: int
    court: Court | None
    paper: Paper
    findings: FindingChoice
    clips: Path | None
    against: Path | None
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
    bates: str
    stamp: str
    force: bool
