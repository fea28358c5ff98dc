"""How an error or a warning is said to a person: on stderr, one sentence, the next step under it."""

from __future__ import annotations

import click

from testimony.transcript.errors import TestimonyError

__all__ = ["say", "warn"]


def say(error: TestimonyError) -> None:
    """Print what is wrong and the next command to type."""
    click.echo(f"testimony: {error.message}", err=True)
    if error.hint:
        click.echo(f"  → {error.hint}", err=True)


def warn(sentence: str) -> None:
    """Print a warning that does not stop the command."""
    click.echo(f"testimony: warning: {sentence}", err=True)
