"""``testimony encrypt``: a transcript that opens with its passphrase alone."""

from __future__ import annotations

from pathlib import Path

import click

from testimony.cli._passphrase import new_passphrase, passphrase_for
from testimony.cli._say import tell_recovered, tell_removed, warn

__all__ = ["command"]


@click.command("encrypt")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Encrypt FILE, or give it another passphrase. It is asked for, or read from $TESTIMONY_PASSPHRASE_FILE.

    The recording and exports are not encrypted, and the old bytes may stay on the disk until overwritten.
    """
    from testimony.transcript.record.store import TranscriptStore

    with TranscriptStore.open(file, passphrase=passphrase_for(file)) as store:
        store.acquire()
        tell_recovered(store)
        store.maintenance.encrypt(new_passphrase(file))
        tell_removed(store)
    click.echo(f"{file} is encrypted. Without its passphrase nobody can open it again.", err=True)
    warn("the recording and whatever was exported are not; the old bytes may stay on the disk for a while.")
