"""``testimony import``: another tool's transcript, as a named pass."""

from __future__ import annotations

from pathlib import Path

import click

from testimony.cli._passphrase import passphrase_for
from testimony.runtime.exit_codes import ExitCode

__all__ = ["command"]

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--recording", type=_FILE, required=True, help="The recording that FILE is a transcript of.")
@click.option("-o", "out", type=_FILE, help="The transcript to make; beside FILE where nothing is said.")
def command(file: Path, recording: Path, out: Path | None) -> int:
    """Make a transcript of FILE (srt, vtt, json, txt, docx, eaf), which another tool made.

    Its draft is that tool's text, sealed and named so; two languages of a cue become both columns. It is
    translated, reviewed, exported and certified like any other.
    """
    from testimony.app.importing import import_transcript

    target = out or file.with_suffix(".testimony")
    done = import_transcript(file, recording, target, passphrase_for(target) if target.exists() else None)
    click.echo(f"{done.path}: {done.lines} lines, {done.translated} with a translation.", err=True)
    if done.late:
        click.echo(f"  {done.late} lines end after the recording does: is it the right one?", err=True)
    click.echo(f"  next: testimony review {done.path} --audio {recording}", err=True)
    return ExitCode.DONE
