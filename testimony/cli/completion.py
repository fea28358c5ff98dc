"""``testimony completion``: what the shell asks when Tab is pressed."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

__all__ = ["command"]

_WHERE = {
    "bash": "testimony completion bash > ~/.local/share/bash-completion/completions/testimony",
    "zsh": 'testimony completion zsh > "${fpath[1]}/_testimony"',
    "fish": "testimony completion fish > ~/.config/fish/completions/testimony.fish",
}


@click.command("completion")
@click.argument("shell", type=click.Choice(list(_WHERE)))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    r"""Print the script that completes commands, options, files and model names in SHELL.

    \b
    bash  testimony completion bash > ~/.local/share/bash-completion/completions/testimony
    zsh   testimony completion zsh > "${fpath[1]}/_testimony"
    fish  testimony completion fish > ~/.config/fish/completions/testimony.fish
    """
    kind = get_completion_class(shell)
    if kind is None:  # click knows all three
        raise click.UsageError(f"There is no completion for {shell}.")
    made = kind(context.find_root().command, {}, "testimony", "_TESTIMONY_COMPLETE")
    # Not made.source(), which starts a bash to ask for its version.
    click.echo(made.source_template % made.source_vars())
    click.echo(f"  → {_WHERE[shell]}", err=True)
