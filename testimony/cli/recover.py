"""``testimony recover``: take back a write that was cut off."""

from __future__ import annotations

from pathlib import Path

import click

from testimony.cli._passphrase import passphrase_for
from testimony.cli._say import tell_recovered

__all__ = ["command"]


@click.command("recover")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Take back a write of FILE that was cut off, by the journal beside it.

    The journal is tried on a copy first. It is refused where it belongs to another file, or to an older
    state of this one: then it would undo what was saved since. File and journal are set aside as they
    were found. Commands that write do the same by themselves; commands that only read change nothing.
    """
    from testimony.transcript.record.store import TranscriptStore

    with TranscriptStore.open(file, passphrase=passphrase_for(file)) as store:
        store.acquire()
        tell_recovered(store)
        if store.file.recovered is None:
            click.echo(f"{file}: no write was cut off; there is nothing to take back.", err=True)
        click.echo(f"{file}: {store.load(whole=True).verdict}", err=True)
