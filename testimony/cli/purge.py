"""``testimony purge``: remove a segment's words for good."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from testimony.cli._review import by_option, open_session
from testimony.cli._say import tell_removed, warn

__all__ = ["command"]


@click.command("purge")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("ids", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@by_option
def command(file: Path, ids: tuple[str, ...], yes: bool, by: str | None) -> None:
    """Remove the words of segments IDS from FILE for good: draft, history, everything.

    The chain still verifies, and one entry says what was removed and by whom. It cannot be undone.
    """
    from testimony.app.session import author_of

    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("A purge cannot be undone: add --yes to do it without being asked.")
        click.confirm(f"Remove the words of {', '.join(ids)} from {file} for good?", abort=True, err=True)
    with open_session(file, by) as session:
        rows = session.store.maintenance.purge(ids, author_of(session.by))
        head = session.store.head()
        tell_removed(session.store)
    click.echo(f"{file}: {rows} rows emptied; new head {head}.", err=True)
    warn("exports, the recording and copies elsewhere are not touched.")
