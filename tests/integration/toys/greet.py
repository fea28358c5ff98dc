"""A command for the test that adds one."""

import click

__all__ = ["command"]


@click.command("greet")
def command() -> None:
    """Say good morning."""
    click.echo("Good morning.")
