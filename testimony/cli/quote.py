"""``testimony quote``: a passage in both languages, ready to paste."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.cli._files import load_transcript
from testimony.runtime.exit_codes import ExitCode

if TYPE_CHECKING:
    from testimony.export.options import Court, Direction

__all__ = ["command"]


@click.command("quote")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("segments", metavar="12-14")
@click.option(
    "--court",
    type=click.Choice(("federal", "utah", "najit", "eoir")),
    help="Whose pages are cited; as in the export that is filed.",
)
@click.option(
    "--direction", type=click.Choice(("both", "to-en", "to-zh")), help="As in the export that is filed."
)
@click.option(
    "--start-page", type=click.IntRange(1, 99_999), default=1, help="Number of the first page of lines."
)
@click.option("--unverified", is_flag=True, help="Print words that are not the sealed ones too, marked so.")
def command(
    *,
    file: Path,
    segments: str,
    court: Court | None,
    direction: Direction | None,
    start_page: int,
    unverified: bool,
) -> int:
    """Print rows 12 to 14 of FILE in both languages, with speaker, page:line, time, recording and state."""
    from testimony.export import Exhibit, ExportOptions
    from testimony.export.quote import quote

    transcript = load_transcript(file, unverified=unverified)
    paged = ExportOptions(court=court, direction=direction, exhibit=Exhibit(start_page=start_page))
    click.echo(quote(transcript, segments, paged))
    click.echo(transcript.verdict, err=True)
    return ExitCode.DONE
