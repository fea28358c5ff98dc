"""``testimony translate``: lines of text in, lines out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from testimony.app.context import load_context
from testimony.app.jobs import open_glossary
from testimony.app.packages import find_packages
from testimony.text.terminal import json_line
from testimony.transcript.errors import TranslationError

__all__ = ["command"]


@click.command("translate")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--from", "source", required=True, metavar="LANG", help="Language of the lines.")
@click.option("--to", "target", required=True, metavar="LANG", help="Language to translate into.")
@click.option("--model", metavar="NAME", default="", help="Translation package to prefer, or demo.")
@click.option(
    "--glossary",
    type=click.Path(path_type=Path),
    help="The case's terms and names (TSV or TBX), to be preferred.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(
    file: Path | None, source: str, target: str, model: str, glossary: Path | None, as_json: bool
) -> None:
    """Translate the lines of FILE (or of standard input), one line out for each line in."""
    from translate import TranslationOptions, open_translator

    house = load_context()
    terms = open_glossary(glossary)
    packages = find_packages(house.library, [(source, target)], model)
    options = TranslationOptions(threads=house.settings.translation_threads)
    translator = open_translator([package.path for package in packages], options, glossary=terms)
    lines = list(_lines(file))
    for line, translated in zip(lines, translator.translate_lines(lines, source, target), strict=True):
        if as_json:
            click.echo(json_line({"source": line, "target": translated}))
        else:
            click.echo(translated)


def _lines(file: Path | None) -> Iterator[str]:
    try:
        if file is None:
            yield from _stripped(sys.stdin)
        else:
            with file.open(encoding="utf-8-sig") as stream:
                yield from _stripped(stream)
    except (OSError, UnicodeDecodeError) as error:
        name = file or "standard input"
        raise TranslationError(f"{name} cannot be read as UTF-8 text.", "give a UTF-8 text file") from error


def _stripped(lines: Iterable[str]) -> Iterator[str]:
    return (line.rstrip("\r\n") for line in lines)
