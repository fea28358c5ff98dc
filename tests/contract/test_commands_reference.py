"""docs/commands.md says what the commands say; the guides show commands that exist."""

import re
import shlex
from pathlib import Path

import click
import pytest

from testimony.cli import _testimony
from testimony.cli._reference import reference

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = (
    "guide-discrepancies.md",
    "guide-reviewer.md",
    "guide-attorney.md",
    "guide-scripter.md",
    "models.md",
    "offline.md",
)


def test_the_reference_is_what_the_commands_say() -> None:
    written = (DOCS / "commands.md").read_text("utf-8")
    assert written == reference(), "regenerate it: python -m testimony.cli._reference docs/commands.md"


def test_every_command_explains_itself() -> None:
    context = click.Context(_testimony)
    for name in _testimony.list_commands(context):
        command = _testimony.get_command(context, name)
        assert command is not None
        assert command.help
        for param in command.params:
            if isinstance(param, click.Option) and not param.hidden:
                assert param.help, f"{name} {param.opts}"


def _shown(guide: str) -> list[str]:
    """Command lines of a guide: in code blocks and in running text."""
    text = (DOCS / guide).read_text("utf-8").replace("\\\n", " ")
    blocks = [
        line.strip()
        for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
        for line in block.split("\n")
    ]
    inline = re.findall(r"`(testimony [^`\n]+)`", text)
    return [line for line in (*blocks, *inline) if line.startswith("testimony ")]


@pytest.mark.parametrize("guide", GUIDES)
def test_what_a_guide_shows_can_be_typed(guide: str) -> None:
    lines = _shown(guide)
    assert lines
    for line in lines:
        words = shlex.split(
            re.split(r" [|>&] |  #| <<", line)[0].replace("…", "x").replace("<", "").replace(">", "")
        )
        context = click.Context(_testimony)
        command: click.Command = _testimony
        path = words[1:]
        while isinstance(command, click.Group):
            found = command.get_command(context, path[0])
            assert found is not None, f"{guide} shows a command that is not there: {line}"
            command, path = found, path[1:]
        known = {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
        options = {word.split("=")[0] for word in path if re.match(r"--?[a-z]", word)} - {"-h", "--help"}
        assert options <= known, f"{guide}: {line}"
