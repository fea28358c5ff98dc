"""How an error or a warning is said to a person: on stderr, one sentence, the next step under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from testimony.transcript.errors import TestimonyError

if TYPE_CHECKING:
    from testimony.transcript.record.store import TranscriptStore

__all__ = ["say", "tell_recovered", "tell_removed", "warn"]


def say(error: TestimonyError) -> None:
    """Print what is wrong and the next command to type."""
    click.echo(f"testimony: {error.message}", err=True)
    if error.hint:
        click.echo(f"  → {error.hint}", err=True)


def warn(sentence: str) -> None:
    """Print a warning that does not stop the command."""
    click.echo(f"testimony: warning: {sentence}", err=True)


def tell_recovered(store: TranscriptStore) -> None:
    """Say that a write that was cut off was taken back, and what lies beside that nobody could remove."""
    if store.file.recovered is not None:
        warn(
            f"a write of {store.path} that was cut off was taken back; what was found is kept as"
            f" {store.file.recovered}."
        )
    for left in store.file.leftovers:
        warn(f"{left} may hold its words and was not removed: nobody here can tell whose it is.")


def tell_removed(store: TranscriptStore) -> None:
    """Say which copies that held the words were taken away, and which a person has to take away."""
    for copy in store.maintenance.removed:
        click.echo(f"Removed {copy}, a copy that was set aside and held the words.", err=True)
    for copy in sorted(store.path.parent.glob(f"{store.path.name}.*bak-*")):
        warn(f"{copy} is a copy that --force or a command set aside; it was not touched.")
