"""``testimony quote``: a passage in both languages, ready to paste."""

from __future__ import annotations

from pathlib import Path

import click

from testimony.cli._files import load_transcript
from testimony.runtime.exit_codes import ExitCode

__all__ = ["command"]


@click.command("quote")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("segments", metavar="12-14")
@click.option("--unverified", is_flag=True, help="Print words that are not the sealed ones too, marked so.")
def command(file: Path, segments: str, unverified: bool) -> int:
    """Print lines 12 to 14 of FILE in both languages, with speaker, time, recording and state."""
    from testimony.export.quote import quote

    transcript = load_transcript(file, unverified=unverified)
    click.echo(quote(transcript, segments))
    click.echo(transcript.verdict, err=True)
    return ExitCode.DONE
