"""``testimony show``: the transcript on the terminal, line by line."""

from __future__ import annotations

from pathlib import Path

import click

from testimony.cli._files import load_transcript
from testimony.cli._listing import heading, listing, terminal_width

__all__ = ["command"]


@click.command("show")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--flags", is_flag=True, help="Explain every flag under its segment.")
def command(file: Path, flags: bool) -> None:
    """Print FILE as aligned columns: time, speaker, language, source, translation.

    The marks before an id: · unreviewed, e edited, a approved, A approved twice (source, then
    translation), ! a doubt is flagged.
    """
    transcript = load_transcript(file)
    for line in heading(transcript):
        click.echo(line)
    click.echo()
    for line in listing(transcript.segments, transcript.speakers, terminal_width(), flags=flags):
        click.echo(line)
