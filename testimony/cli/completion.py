"""``testimony completion``: what the shell asks when Tab is pressed."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

__all__ = ["command"]

_WHERE = {
    "bash": (
        "mkdir -p ~/.local/share/bash-completion/completions",
        "testimony completion bash > ~/.local/share/bash-completion/completions/testimony",
    ),
    "zsh": (
        "mkdir -p ~/.zfunc; testimony completion zsh > ~/.zfunc/_testimony",
        "echo 'fpath+=~/.zfunc; autoload -Uz compinit; compinit' >> ~/.zshrc",
    ),
    "fish": (
        "mkdir -p ~/.config/fish/completions",
        "testimony completion fish > ~/.config/fish/completions/testimony.fish",
    ),
}
_KEEP = "\b\n"
"""What click takes for: leave these lines as they are."""
_HELP = (
    "Print the script that completes commands, options, files and model names in SHELL.\n\n"
    + "\n\n".join(
        _KEEP + "\n".join(f"{shell:<5} {line}" for line in lines) for shell, lines in _WHERE.items()
    )
)


@click.command("completion", help=_HELP)
@click.argument("shell", type=click.Choice(list(_WHERE)))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print a completion script."""
    kind = get_completion_class(shell)
    if kind is None:  # click knows all three
        raise click.UsageError(f"There is no completion for {shell}.")
    made = kind(context.find_root().command, {}, "testimony", "_TESTIMONY_COMPLETE")
    # Not made.source(), which starts a bash to ask for its version.
    click.echo(made.source_template % made.source_vars())
    for line in _WHERE[shell]:
        click.echo(f"  → {line}", err=True)
