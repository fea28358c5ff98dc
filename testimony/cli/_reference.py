"""The command reference, made from the commands: ``python -m testimony.cli._reference docs/commands.md``."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from testimony.runtime.exit_codes import ExitCode

__all__ = ["reference"]

_MEANINGS = {
    ExitCode.DONE: "done, or done already",
    ExitCode.USAGE: "the command line cannot be understood",
    ExitCode.SETTINGS: "the settings",
    ExitCode.RECORDING: "the recording",
    ExitCode.MODEL: "a model: missing, damaged, not to be had",
    ExitCode.TRANSCRIPTION: "transcription",
    ExitCode.TRANSLATION: "translation, or a glossary",
    ExitCode.EXPORT: "an export, or a full disk behind standard output",
    ExitCode.TRANSCRIPT_FILE: "the transcript file",
    ExitCode.BATCH_PART_FAILED: "part of several recordings failed",
    ExitCode.BUG: "a bug; `testimony --debug …` shows where",
    ExitCode.INTERRUPTED: "Ctrl-C; the same command goes on",
}
_ENVIRONMENT = {
    "TESTIMONY_HOME": "the folder with models and settings; else the platform's data folder",
    "TESTIMONY_PASSPHRASE_FILE": "a file whose first line opens encrypted transcripts",
    "HF_ENDPOINT": "another hub for `models fetch`",
    "ARGOS_PACKAGE_INDEX": "another package index for `models fetch`",
    "HTTPS_PROXY, HTTP_PROXY, NO_PROXY": "proxies for `models fetch`",
    "SSL_CERT_FILE": "certificates to trust for `models fetch`",
    "VISUAL, EDITOR": "the editor that the review screen starts",
    "LC_ALL, LANG": "the language of the review screen, where no setting names one",
    "NO_COLOR": "no colours",
}
_HEAD = """# Commands

Made from the commands themselves by `python -m testimony.cli._reference docs/commands.md`; a test compares.
Results go to standard output, everything else to standard error; `--json` prints one JSON object a line.
"""


def reference() -> str:
    """The whole page, as Markdown."""
    from testimony.cli import _testimony

    context = click.Context(_testimony, info_name="testimony")
    parts = [_HEAD, *_synopsis(context)]
    for name in _testimony.list_commands(context):
        parts += _command(context, name, level=2)
    parts += ["## Exit codes", "", "| code | what went wrong |", "| --- | --- |"]
    parts += [f"| {int(code)} | {meaning} |" for code, meaning in _MEANINGS.items()]
    parts += ["", "## Environment", "", "| variable | what it does |", "| --- | --- |"]
    parts += [f"| `{name.replace(', ', '`, `')}` | {meaning} |" for name, meaning in _ENVIRONMENT.items()]
    return "\n".join(parts) + "\n"


def _group(context: click.Context) -> click.Group:
    if not isinstance(context.command, click.Group):
        raise TypeError(f"{context.command_path} has no commands in it")
    return context.command


def _named(context: click.Context, name: str) -> click.Command:
    command = _group(context).get_command(context, name)
    if command is None:
        raise KeyError(name)
    return command


def _synopsis(context: click.Context) -> Iterator[str]:
    group = _group(context)
    yield "| command | |"
    yield "| --- | --- |"
    for name in group.list_commands(context):
        command = _named(context, name)
        yield f"| [`testimony {name}`](#testimony-{name}) | {command.get_short_help_str(120)} |"
    yield ""


def _command(parent: click.Context, name: str, level: int) -> Iterator[str]:
    command = _named(parent, name)
    context = click.Context(command, info_name=name, parent=parent)
    yield f"{'#' * level} {context.command_path}"
    yield ""
    if isinstance(command, click.Group):
        yield from _paragraphs(command)
        for inside in command.list_commands(context):
            yield from _command(context, inside, level + 1)
        return
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"    {context.command_path} {pieces}"
    yield ""
    yield from _paragraphs(command)
    records = [param.get_help_record(context) for param in command.params]
    options = [record for record in records if record is not None and record[1]]
    if options:
        yield "| option | |"
        yield "| --- | --- |"
        for names, text in options:
            yield f"| `{names.replace('|', chr(92) + '|')}` | {text.replace('|', chr(92) + '|')} |"
        yield ""


def _paragraphs(command: click.Command) -> Iterator[str]:
    """The help text; what click keeps as it stands becomes a code block."""
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(command.help or "")):
        lines = paragraph.split("\n")
        if lines[0] == "\b":
            yield from (f"    {line}" for line in lines[1:])
        else:
            yield " ".join(line.strip() for line in lines)
        yield ""


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
