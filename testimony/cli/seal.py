"""``testimony seal``: a time that somebody else vouches for, asked and answered by file."""

from __future__ import annotations

from pathlib import Path

import click

from testimony.cli._passphrase import passphrase_for
from testimony.cli._review import by_option, identity
from testimony.cli._say import tell_recovered
from testimony.transcript.verdict import refuse_broken

__all__ = ["command"]

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("seal")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--request", type=_FILE, metavar="OUT.tsq", help="Write a request for a timestamp of the head.")
@click.option("--attach", "answer", type=_FILE, metavar="IN.tsr", help="Keep an authority's answer in FILE.")
@click.option("--authority", type=_FILE, metavar="PEM", help="With --attach: the authority's certificates.")
@by_option
def command(
    file: Path, request: Path | None, answer: Path | None, authority: Path | None, by: str | None
) -> None:
    """Have the head of FILE timestamped by an authority that you choose (RFC 3161).

    --request writes a file that holds a hash and nothing else. Take it to a machine with a network, send it
    to the authority, and bring the answer back for --attach. Testimony itself stays offline.
    """
    if (request is None) == (answer is None) or (answer is None) != (authority is None):
        raise click.UsageError("Give --request OUT.tsq, or --attach IN.tsr with --authority PEM.")
    if request is not None:
        _request(file, request)
    elif answer is not None and authority is not None:
        _attach(file, answer, authority, by)


def _request(file: Path, out: Path) -> None:
    from testimony.app.timestamps import request_for
    from testimony.export.output import write_file
    from testimony.transcript.record.store import TranscriptStore

    with TranscriptStore.open(file, readonly=True, passphrase=passphrase_for(file)) as store:
        refuse_broken(file, store.load(whole=True).verdict)
        head = store.head()
    write_file(out, request_for(head), force=False)
    click.echo(f"Wrote {out}, which asks for a timestamp of head {head}.", err=True)
    click.echo(
        f"  send it   curl -H 'Content-Type: application/timestamp-query' --data-binary @{out} ADDRESS"
        " > answer.tsr\n"
        f"  then      testimony seal {file} --attach answer.tsr --authority PEM",
        err=True,
    )


def _attach(file: Path, answer: Path, authority: Path, by: str | None) -> None:
    from testimony.app.timestamps import attach
    from testimony.transcript.record.store import TranscriptStore

    with TranscriptStore.open(file, passphrase=passphrase_for(file)) as store:
        store.acquire()
        tell_recovered(store)
        refuse_broken(file, store.load(whole=True).verdict)
        stamped = attach(store, answer, authority, identity(by))
        click.echo(f"{file}: {stamped}; new head {store.head()}.", err=True)
