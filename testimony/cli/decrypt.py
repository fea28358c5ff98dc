"""``testimony decrypt``: a transcript that opens without a passphrase."""

from __future__ import annotations

from pathlib import Path

import click

from testimony.cli._passphrase import passphrase_for
from testimony.cli._say import tell_recovered

__all__ = ["command"]


@click.command("decrypt")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Write FILE anew without encryption."""
    from testimony.transcript.record.store import TranscriptStore

    passphrase = passphrase_for(file)
    with TranscriptStore.open(file, passphrase=passphrase) as store:
        if passphrase is None:
            click.echo(f"{file} is not encrypted.", err=True)
            return
        store.acquire()
        tell_recovered(store)
        store.maintenance.decrypt()
    click.echo(f"{file} is no longer encrypted.", err=True)
